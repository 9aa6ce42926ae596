// SPDX-License-Identifier: Apache-2.0 OR MIT
#include <cstdlib>
#include <cstring>
#include <memory>

#include "p3/base/cells.h"
#include "p3/capi/elements.h"
#include "p3/capi/session.h"

// The half of p3.h that only the full library has.

using p3::capi::bad_argument;
using p3::capi::guarded;
using p3::capi::Outcome;

struct p3_prover {
  std::unique_ptr<p3::capi::Session> session;
};

namespace {

constexpr std::uint32_t kMaxThreads = 1024;

// A copy that the caller frees.
Outcome hand_out(const std::vector<std::uint8_t>& bytes, std::uint8_t** out, std::size_t* size) {
  auto* copy = static_cast<std::uint8_t*>(std::malloc(bytes.size()));
  if (copy == nullptr) throw std::bad_alloc();
  std::memcpy(copy, bytes.data(), bytes.size());
  *out = copy;
  *size = bytes.size();
  return std::nullopt;
}

// What the functions share that give bytes: `make` fills a vector, or fails.
template <class Make>
p3_status give_bytes(p3_prover* prover, std::uint8_t** out, std::size_t* size, p3_error* error,
                     const Make& make) {
  return guarded(error, [&]() -> Outcome {
    if (out != nullptr) *out = nullptr;
    if (size != nullptr) *size = 0;
    if (prover == nullptr) return bad_argument("prover is NULL");
    if (out == nullptr || size == nullptr) return bad_argument("no place for the bytes: NULL");
    std::vector<std::uint8_t> bytes;
    if (Outcome bad = make(*prover->session, bytes)) return bad;
    return hand_out(bytes, out, size);
  });
}

}  // namespace

extern "C" {

p3_status p3_prover_new(const p3_statement* statement, uint32_t threads, p3_prover** prover,
                        p3_error* error) {
  return guarded(error, [&]() -> Outcome {
    if (prover == nullptr) return bad_argument("prover is NULL");
    *prover = nullptr;
    if (statement == nullptr) return bad_argument("statement is NULL");
    if (threads == 0 || threads > kMaxThreads) {
      return bad_argument("threads: 1 to " + std::to_string(kMaxThreads) + ", got " +
                          std::to_string(threads));
    }
    if (statement->claim->empty()) return bad_argument("the statement has no AIR");
    auto made = std::make_unique<p3_prover>();
    made->session = p3::capi::make_session(statement->claim, threads);
    *prover = made.release();
    return std::nullopt;
  });
}

void p3_prover_free(p3_prover* prover) { delete prover; }

p3_status p3_prover_set_preprocessed(p3_prover* prover, size_t instance, const uint64_t* values,
                                     size_t rows, size_t columns, p3_error* error) {
  return guarded(error, [&]() -> Outcome {
    if (prover == nullptr) return bad_argument("prover is NULL");
    return prover->session->set_preprocessed(instance, {values, rows, columns});
  });
}

p3_status p3_prover_set_trace(p3_prover* prover, size_t instance, const uint64_t* values,
                              size_t rows, size_t columns, p3_error* error) {
  return guarded(error, [&]() -> Outcome {
    if (prover == nullptr) return bad_argument("prover is NULL");
    return prover->session->set_trace(instance, {values, rows, columns});
  });
}

p3_status p3_prover_check_constraints(p3_prover* prover, int on, p3_error* error) {
  return guarded(error, [&]() -> Outcome {
    if (prover == nullptr) return bad_argument("prover is NULL");
    prover->session->check_constraints(on != 0);
    return std::nullopt;
  });
}

p3_status p3_prover_preprocessed_key(p3_prover* prover, uint8_t** key, size_t* key_size,
                                     p3_error* error) {
  return give_bytes(prover, key, key_size, error,
                    [](p3::capi::Session& session, std::vector<std::uint8_t>& bytes) {
                      return session.key(bytes);
                    });
}

p3_status p3_prover_prove(p3_prover* prover, uint8_t** proof, size_t* proof_size, p3_error* error) {
  return give_bytes(prover, proof, proof_size, error,
                    [](p3::capi::Session& session, std::vector<std::uint8_t>& bytes) {
                      return session.prove(bytes);
                    });
}

void p3_bytes_free(uint8_t* bytes) { std::free(bytes); }

size_t p3_release_memory(void) { return p3::release_free_cells(); }

}  // extern "C"
