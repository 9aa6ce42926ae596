// SPDX-License-Identifier: Apache-2.0 OR MIT
#include "rpp/xmss/sign.h"

#include <algorithm>
#include <vector>

#include "p3/base/check.h"
#include "rpp/hash/batch.h"
#include "rpp/xmss/leaves.h"

namespace rpp {
namespace {

// Counters tried at once: enough to fill the lanes, few beside the mean of 834 tries.
constexpr std::uint32_t kTries = 64;
static_assert((kMaxCounter + 1) % kTries == 0);

// H(rho; ...) and D for counters begin .. begin + kTries - 1.
class Tries {
 public:
  Tries(const XmssKey& key, std::uint32_t leaf, const Digest& message)
      : key_(key), leaf_(leaf), message_(message) {}
  ~Tries() {
    wipe(inputs_.data(), sizeof(inputs_));
    wipe(rhos_.data(), sizeof(rhos_));
  }
  Tries(const Tries&) = delete;
  Tries& operator=(const Tries&) = delete;

  void run(std::uint32_t begin) {
    for (std::uint32_t k = 0; k < kTries; ++k) {
      const auto m = rho_input(key_.seed(), leaf_, message_, begin + k);
      std::copy(m.begin(), m.end(), inputs_.begin() + static_cast<std::ptrdiff_t>(k * m.size()));
    }
    hash_batch(Tag::kRho, kRhoLength, inputs_, rhos_);
  }
  Rho rho(std::uint32_t k) const {
    Rho out;
    std::copy_n(rhos_[k].elements.begin(), out.size(), out.begin());
    return out;
  }

 private:
  static constexpr std::size_t kRhoLength = 20;

  const XmssKey& key_;
  std::uint32_t leaf_;
  const Digest& message_;
  std::array<Element, kRhoLength * kTries> inputs_;
  std::array<Digest, kTries> rhos_;
};

}  // namespace

std::optional<Encoding> find_encoding(const XmssKey& key, std::uint32_t leaf,
                                      const Digest& message) {
  Tries tries(key, leaf, message);
  for (std::uint32_t begin = 0; begin <= kMaxCounter; begin += kTries) {
    tries.run(begin);
    for (std::uint32_t k = 0; k < kTries; ++k) {
      const Rho rho = tries.rho(k);
      const auto digits = digits_of(message_digest(key.public_key().pp, leaf, message, rho));
      if (digits) return Encoding{begin + k, rho, digits.value()};
    }
  }
  return std::nullopt;
}

std::optional<Encoding> encoding_at(const XmssKey& key, std::uint32_t leaf, const Digest& message,
                                    std::uint32_t counter) {
  auto m = rho_input(key.seed(), leaf, message, counter);
  const WipeAtExit wipe_m(m);
  const Digest full = hash(Tag::kRho, m);
  Rho rho;
  std::copy_n(full.elements.begin(), rho.size(), rho.begin());
  const auto digits = digits_of(message_digest(key.public_key().pp, leaf, message, rho));
  if (!digits) return std::nullopt;
  return Encoding{counter, rho, digits.value()};
}

Signature sign_unrecorded(const XmssKey& key, std::uint32_t leaf, const Encoding& encoding) {
  Signature signature;
  signature.leaf = leaf;
  signature.rho = encoding.rho;
  for (std::size_t c = 0; c < kChains; ++c) {
    signature.values[c] = walk_chain(key.public_key().pp, leaf, c, 0, encoding.digits[c],
                                     chain_start(key.seed(), leaf, c));
  }
  signature.c = key.other_half(leaf);
  signature.path = key.path(leaf);
  return signature;
}

VrfProof prove_vrf(const XmssKey& key, std::uint32_t leaf) {
  P3_CHECK(carries_vrf(key.shape().kind, key.shape().height, leaf), "a leaf without a VRF secret");
  return {vrf_secret(key.seed(), leaf), key.wots(leaf), key.path(leaf)};
}

}  // namespace rpp
