// SPDX-License-Identifier: Apache-2.0 OR MIT
#include "rpp/gadgets/wots_trace.h"

#include <algorithm>
#include <bit>

#include "rpp/gadgets/wots_columns.h"

namespace rpp {
namespace {

using C = WotsColumns;
constexpr std::size_t kDigits = kWotsChains / kWotsLimbs;  // of a limb
constexpr unsigned kLowBits = 3 * kDigits;

Element element(std::uint64_t x) { return Element::from_u64(x); }

}  // namespace

unsigned wots_digit(const std::array<Element, kWotsLimbs>& limbs, std::size_t c) {
  const std::uint64_t limb = limbs[c / kDigits].as_canonical_u64();
  return static_cast<unsigned>(limb >> (3 * (c % kDigits)) & 7);
}

Digest WotsTrace::add(std::uint32_t sid, std::uint32_t leaf, const Value& pp, const Digest& d,
                      const std::array<Value, kWotsChains>& values, HasherTrace& hasher,
                      RangeTrace& range) {
  Signature& signature = signatures_.emplace_back();
  signature.sid = sid;
  signature.leaf = leaf;
  signature.pp = pp;
  std::copy_n(d.elements.begin(), kWotsLimbs, signature.limbs.begin());
  std::vector<Element> ends;
  for (std::size_t c = 0; c < kWotsChains; ++c) {
    const unsigned digit = wots_digit(signature.limbs, c);
    signature.ends[c] = digit == 7 ? values[c] : hasher.chain(c, leaf, pp, digit, values[c]);
    ends.insert(ends.end(), signature.ends[c].begin(), signature.ends[c].end());
  }
  for (const Element& limb : signature.limbs) {
    const Element high = element(limb.as_canonical_u64() >> kLowBits);
    range.add({high, element(kWotsMaxHigh) - high, Element::zero(), Element::zero()});
  }
  return hasher.hash(hash_id(HashKind::kWots, sid), Tag::kXmssLeaf, ends);
}

void WotsTrace::write(const Signature& s, p3::Matrix<Element>& trace, std::size_t row) {
  std::uint64_t low = 0;
  unsigned sum = 0;
  for (std::size_t c = 0; c < kWotsChains; ++c) {
    Element* out = trace.row(row + c);
    const std::size_t limb = c / kDigits, k = c % kDigits;
    const unsigned digit = wots_digit(s.limbs, c);
    sum += digit;
    low = (k == 0 ? 0 : low) + (std::uint64_t{digit} << (3 * k));
    out[C::kActive] = Element::one();
    out[C::kFirst] = element(c == 0 ? 1 : 0);
    out[C::kLast] = element(c + 1 == kWotsChains ? 1 : 0);
    out[C::kLimbEnd] = element(k + 1 == kDigits ? 1 : 0);
    out[C::kEven] = element(1 - c % 2);
    out[C::kIsSeven] = element(digit == 7 ? 1 : 0);
    for (unsigned i = 0; i < 3; ++i) out[C::kBits + i] = element(digit >> i & 1);
    out[C::kChain] = element(c);
    out[C::kWeight] = element(std::uint64_t{1} << (3 * k));
    out[C::kLow] = element(low);
    if (k + 1 == kDigits) out[C::kHigh] = element(s.limbs[limb].as_canonical_u64() >> kLowBits);
    out[C::kSum] = element(sum);
    out[C::kSid] = element(s.sid);
    out[C::kLeaf] = element(s.leaf);
    std::ranges::copy(s.pp, out + C::kPp);
    std::ranges::copy(s.ends[c], out + C::kEnd);
    std::copy(s.limbs.begin() + static_cast<std::ptrdiff_t>(limb), s.limbs.end(), out + C::kLimbs);
  }
}

p3::Matrix<Element> WotsTrace::build(std::size_t min_rows) const {
  const std::size_t height = std::bit_ceil(std::max({rows(), min_rows, std::size_t{1}}));
  auto trace = p3::Matrix<Element>::zeros(height, C::kWidth);
  for (std::size_t i = 0; i < signatures_.size(); ++i) {
    write(signatures_[i], trace, kWotsChains * i);
  }
  return trace;
}

}  // namespace rpp
