// SPDX-License-Identifier: Apache-2.0 OR MIT
#include "tests/rpp/proof_attacks.h"

#include <algorithm>
#include <ctime>

#include "p3/base/check.h"
#include "p3/base/split_mix.h"
#include "p3/codec/decode.h"
#include "p3/field/extension.h"
#include "rpp/proofs/stark.h"
#include "tests/rpp/live_memory.h"

namespace rpp::testing {
namespace {

using Bytes = std::vector<std::uint8_t>;
using p3::testing::ByteRange;
using p3::testing::ProofFields;

template <class EF>
ProofFields fields_with(p3::DigestKind kind, const Bytes& bytes) {
  auto proof = p3::decode_batch_proof<Element, EF>(bytes, kind);
  P3_CHECK(proof.ok(), "a proof that decodes");
  p3::testing::ProofFieldWalk<Element> walk(kind);
  walk.visit(proof.value());
  P3_CHECK(walk.bytes() == bytes, "the walk gives the proof's own bytes");
  return walk.fields();
}

ProofFields fields_of(const VerifyingKey& key, const Bytes& bytes) {
  const p3::DigestKind kind = stark_config(key).suite.hasher->kind();
  if (key.extension_degree == 4) return fields_with<p3::Extension<Element, 4>>(kind, bytes);
  P3_CHECK(key.extension_degree == 5, "a profile's challenge field");
  return fields_with<p3::Extension<Element, 5>>(kind, bytes);
}

// Byte number i of a field.
std::size_t place_in(const std::vector<ByteRange>& ranges, std::size_t i) {
  for (const ByteRange& range : ranges) {
    if (i < range.end - range.begin) return range.begin + i;
    i -= range.end - range.begin;
  }
  P3_CHECK(false, "a byte of the field");
  return 0;
}

std::size_t size_of(const std::vector<ByteRange>& ranges) {
  std::size_t size = 0;
  for (const ByteRange& range : ranges) size += range.end - range.begin;
  return size;
}

// Of this thread: what other programs do does not count.
double cpu_ms() {
  timespec now{};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
  return 1e3 * static_cast<double>(now.tv_sec) + 1e-6 * static_cast<double>(now.tv_nsec);
}

}  // namespace

void AttackTally::add(const AttackTally& other) {
  attempts += other.attempts;
  accepted.insert(accepted.end(), other.accepted.begin(), other.accepted.end());
  for (const auto& [reason, count] : other.reasons) reasons[reason] += count;
  for (const auto& [reason, count] : other.detailed) detailed[reason] += count;
  most_memory = std::max(most_memory, other.most_memory);
  slowest_ms = std::max(slowest_ms, other.slowest_ms);
}

std::string AttackTally::text(const std::string& title) const {
  std::string out = title + ": " + std::to_string(attempts) + " attempts, " +
                    std::to_string(accepted.size()) + " accepted";
  const char* between = "; rejected: ";
  for (const auto& [reason, count] : reasons) {
    out += between + (std::to_string(count) + " " + reason);
    between = ", ";
  }
  return out + "; at most " + std::to_string(most_memory) + " bytes of memory, " +
         std::to_string(static_cast<int>(slowest_ms)) + " ms of CPU";
}

ProofAttacks::ProofAttacks(Plonky3Verifier& verifier, const VerifyingKey& key, const Envelope& good)
    : verifier_(verifier),
      good_(good),
      bytes_(encode_envelope(good)),
      fields_(fields_of(key, good.proof)) {
  const auto found =
      std::search(bytes_.begin(), bytes_.end(), good.proof.begin(), good.proof.end());
  P3_CHECK(found != bytes_.end(), "the proof stands in the envelope as it is");
  proof_at_ = static_cast<std::size_t>(found - bytes_.begin());
}

void ProofAttacks::attempt(const Bytes& bytes, const std::string& what, AttackTally& tally) const {
  ++tally.attempts;
  const double start = cpu_ms();
  const LiveMemory memory;
  const auto verdict = verifier_.verify(bytes);
  tally.most_memory = std::max(tally.most_memory, memory.most());
  tally.slowest_ms = std::max(tally.slowest_ms, cpu_ms() - start);
  if (verdict) {
    tally.accepted.push_back(what);
    return;
  }
  ++tally.reasons[fault_name(verdict.error().fault)];
  if (verdict.error().reason) ++tally.detailed[p3::reason_name(*verdict.error().reason)];
}

void ProofAttacks::flip(std::size_t at, std::uint8_t mask, const std::string& what,
                        AttackTally& tally) const {
  Bytes bytes = bytes_;
  bytes[at] ^= mask;
  attempt(bytes, what + " byte " + std::to_string(at), tally);
}

AttackTally ProofAttacks::flips(std::size_t stride) const {
  AttackTally tally;
  const std::size_t device = bytes_.size() - good_.metadata.device.size();
  for (std::size_t i = 0; i < device; i += stride) {
    flip(i, static_cast<std::uint8_t>(1u << i / stride % 8), "envelope", tally);
  }
  return tally;
}

AttackTally ProofAttacks::seeded_flips(std::size_t count, std::uint64_t seed) const {
  AttackTally tally;
  p3::SplitMix64 draws(seed);
  for (std::size_t i = 0; i < count; ++i) {
    const std::size_t at = draws.next() % good_.proof.size();
    flip(proof_at_ + at, static_cast<std::uint8_t>(1 + draws.next() % 255), "proof", tally);
  }
  return tally;
}

AttackTally ProofAttacks::field_flips(std::size_t per_field, std::uint64_t seed) const {
  AttackTally tally;
  p3::SplitMix64 draws(seed);
  for (const auto& [name, ranges] : fields_) {
    const std::size_t size = size_of(ranges);
    for (std::size_t i = 0; i < per_field; ++i) {
      // A field of fewer bytes than attempts has each of them changed in several ways.
      const bool all = size <= per_field;
      const std::size_t at = all ? i % size : draws.next() % size;
      const std::uint64_t bit = all ? i / size : draws.next();
      flip(proof_at_ + place_in(ranges, at), static_cast<std::uint8_t>(1u << bit % 8), name, tally);
    }
  }
  return tally;
}

AttackTally ProofAttacks::cuts(std::size_t stride) const {
  AttackTally tally;
  for (std::size_t length = 0; length < bytes_.size(); length += stride) {
    attempt(Bytes(bytes_.begin(), bytes_.begin() + static_cast<std::ptrdiff_t>(length)),
            "first " + std::to_string(length), tally);
  }
  return tally;
}

AttackTally ProofAttacks::proof_cuts(std::size_t stride) const {
  AttackTally tally;
  Envelope cut = good_;
  for (std::size_t length = 0; length < good_.proof.size(); length += stride) {
    cut.proof.assign(good_.proof.begin(),
                     good_.proof.begin() + static_cast<std::ptrdiff_t>(length));
    attempt(cut, "proof of " + std::to_string(length), tally);
  }
  return tally;
}

AttackTally ProofAttacks::extensions() const {
  AttackTally tally;
  for (const std::uint8_t more : Bytes{0, 1, 255}) {
    Bytes longer = bytes_;
    longer.push_back(more);
    attempt(longer, "a byte behind the envelope", tally);
    Envelope envelope = good_;
    envelope.proof.push_back(more);
    attempt(envelope, "a byte behind the proof", tally);
  }
  // The proof's length says 4 GiB.
  Bytes huge = bytes_;
  std::fill_n(huge.begin() + static_cast<std::ptrdiff_t>(proof_at_) - 4, 4, 0xff);
  attempt(huge, "a proof of 4 GiB", tally);
  attempt(Bytes(kMaxEnvelopeBytes + 1, bytes_[0]), "above the gate", tally);
  Bytes padded = bytes_;
  padded.resize(kMaxEnvelopeBytes);
  attempt(padded, "filled up to the gate", tally);
  return tally;
}

AttackTally ProofAttacks::exchanges(const Envelope& other) const {
  AttackTally tally;
  const auto changed = [&](const char* what, auto change) {
    for (const auto& [from, to] : {std::pair{&good_, &other}, std::pair{&other, &good_}}) {
      Envelope envelope = *from;
      change(envelope, *to);
      if (envelope != *from) attempt(envelope, what, tally);
    }
  };
  const auto key = [](Envelope& e, const Envelope& o) {
    e.key_id = o.key_id;
    e.metadata.proven_millibits = o.metadata.proven_millibits;
  };
  changed("another proof", [](Envelope& e, const Envelope& o) { e.proof = o.proof; });
  changed("another key", key);
  changed("another circuit", [](Envelope& e, const Envelope& o) { e.circuit = o.circuit; });
  changed("another profile", [](Envelope& e, const Envelope& o) { e.profile = o.profile; });
  changed("another profile and key", [&](Envelope& e, const Envelope& o) {
    e.profile = o.profile;
    key(e, o);
  });
  changed("another circuit, profile and key", [&](Envelope& e, const Envelope& o) {
    e.circuit = o.circuit;
    e.profile = o.profile;
    key(e, o);
  });
  changed("other fields", [](Envelope& e, const Envelope& o) { e.fields = o.fields; });
  changed("another statement", [](Envelope& e, const Envelope& o) {
    e.fields = o.fields;
    e.commitment = o.commitment;
  });
  changed("no circuit", [](Envelope& e, const Envelope&) { e.circuit = "none"; });
  Bytes version = bytes_;
  version[7] ^= 3;  // behind the seven letters of the start
  attempt(version, "another version", tally);
  return tally;
}

}  // namespace rpp::testing
