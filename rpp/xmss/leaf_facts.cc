// SPDX-License-Identifier: Apache-2.0 OR MIT
#include "rpp/xmss/leaf_facts.h"

#include "rpp/xmss/verify.h"

namespace rpp {

Digits low_digits(const Digest& d) noexcept {
  Digits digits;
  for (std::size_t c = 0; c < kChains; ++c) {
    const std::uint64_t limb = d[c / kDigitsPerLimb].as_canonical_u64();
    digits[c] =
        static_cast<std::uint8_t>(limb >> (kDigitBits * (c % kDigitsPerLimb)) & (kBase - 1));
  }
  return digits;
}

LeafFacts leaf_facts(const PublicParameter& pp, std::uint32_t leaf, const Digest& message,
                     const OneTimeSignature& signature, const Digest& c) noexcept {
  LeafFacts facts;
  facts.leaf = leaf;
  facts.message = message;
  facts.d = message_digest(pp, leaf, message, signature.rho);
  facts.encoding_valid = digits_of(facts.d).ok();
  facts.wots = recover_wots(pp, leaf, low_digits(facts.d), signature.values);
  facts.key_leaf = key_leaf(facts.wots, c);
  return facts;
}

}  // namespace rpp
