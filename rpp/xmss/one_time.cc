// SPDX-License-Identifier: Apache-2.0 OR MIT
#include "rpp/xmss/one_time.h"

#include <algorithm>

#include "p3/base/check.h"

namespace rpp {
namespace {

// Appends parts to the 16 elements of one call of C8; what is not written stays zero.
class CompressInput {
 public:
  template <std::size_t kCount>
  CompressInput& add(const std::array<Element, kCount>& part) {
    next_ = std::copy(part.begin(), part.end(), next_);
    return *this;
  }
  CompressInput& add(const Digest& part) { return add(part.elements); }
  Digest compress() const { return rpp::compress(state_); }

 private:
  HashState state_{};
  HashState::iterator next_ = state_.begin();
};

}  // namespace

ChainValue chain_step(const PublicParameter& pp, std::uint32_t leaf, std::size_t chain,
                      unsigned position, const ChainValue& value) noexcept {
  const Digest out = CompressInput()
                         .add(tweak(TweakKind::kChain, chain, position, leaf))
                         .add(pp)
                         .add(value)
                         .compress();
  return {out[0], out[1], out[2], out[3]};
}

ChainValue walk_chain(const PublicParameter& pp, std::uint32_t leaf, std::size_t chain,
                      unsigned from, unsigned to, ChainValue value) noexcept {
  P3_CHECK(from <= to && to <= kLastPosition, "positions of a chain");
  for (unsigned position = from; position < to; ++position) {
    value = chain_step(pp, leaf, chain, position, value);
  }
  return value;
}

Digest wots_of(const ChainValues& ends) noexcept {
  std::array<Element, 4 * kChains> m;
  auto next = m.begin();
  for (const ChainValue& end : ends) next = std::copy(end.begin(), end.end(), next);
  return hash(Tag::kXmssLeaf, m);
}

Digest message_digest(const PublicParameter& pp, std::uint32_t leaf, const Digest& message,
                      const Rho& rho) noexcept {
  const Digest inner =
      CompressInput().add(message).add(rho).add(tweak(TweakKind::kMessage, 0, 0, leaf)).compress();
  return CompressInput().add(inner).add(pp).compress();
}

p3::Result<Digits, DigitError> digits_of(const Digest& d) noexcept {
  Digits digits;
  unsigned sum = 0;
  for (std::size_t l = 0; l < kDigitLimbs; ++l) {
    // p - 1 = 1016 * 2^21: its low part is that of 0, so it would be a second limb for one digit
    // string whose high part is out of the range that a circuit checks.
    if (d[l] == Element::minus_one()) return p3::Err{DigitError{l}};
    const std::uint64_t low = d[l].as_canonical_u64() & ((1u << kLowBits) - 1);
    for (std::size_t k = 0; k < kDigitsPerLimb; ++k) {
      const auto digit = static_cast<std::uint8_t>(low >> (kDigitBits * k) & (kBase - 1));
      digits[kDigitsPerLimb * l + k] = digit;
      sum += digit;
    }
  }
  if (sum != kTargetSum) return p3::Err{DigitError{std::nullopt, sum}};
  return digits;
}

Digest vrf_commitment(const PublicParameter& pp, std::uint32_t leaf, const Digest& r) noexcept {
  return CompressInput().add(r).add(pp).add(tweak(TweakKind::kVrfSecret, 0, 0, leaf)).compress();
}

}  // namespace rpp
