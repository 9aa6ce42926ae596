// SPDX-License-Identifier: Apache-2.0 OR MIT
#include "rpp/gadgets/range_trace.h"

#include <algorithm>
#include <bit>

#include "rpp/gadgets/canonical_air.h"
#include "rpp/gadgets/range_air.h"

namespace rpp {
namespace {

std::size_t height_of(std::size_t rows, std::size_t min_rows) {
  return std::bit_ceil(std::max({rows, min_rows, std::size_t{1}}));
}

}  // namespace

void DemandCounter::add(std::uint64_t key, std::uint32_t count) {
  const auto [place, fresh] = places_.try_emplace(key, keys_.size());
  if (fresh) {
    keys_.push_back(key);
    counts_.push_back(0);
  }
  counts_[place->second] += count;
}

void RangeTrace::add(const std::array<Element, kRangeWidth>& values, std::uint32_t count) {
  std::uint64_t key = 0;
  for (std::size_t i = 0; i < kRangeWidth; ++i) {
    const std::uint64_t value = values[i].as_canonical_u64();
    if (value >> RangeColumns::kBitsPerValue != 0) return;
    key |= value << (RangeColumns::kBitsPerValue * i);
  }
  demands_.add(key, count);
}

p3::Matrix<Element> RangeTrace::build(std::size_t min_rows) const {
  using C = RangeColumns;
  auto trace = p3::Matrix<Element>::zeros(height_of(rows(), min_rows), C::kWidth);
  for (std::size_t r = 0; r < rows(); ++r) {
    for (std::size_t i = 0; i < C::kCount; ++i) {
      trace.at(r, C::kBits + i) = Element::from_u64(demands_.key(r) >> i & 1);
    }
    trace.at(r, C::kCount) = Element::from_u64(demands_.count(r));
  }
  return trace;
}

CanonicalTrace::Limbs CanonicalTrace::add(Element v) {
  const std::uint64_t value = v.as_canonical_u64();
  demands_.add(value);
  return {Element::from_u64(value & 0xffff), Element::from_u64(value >> 16)};
}

p3::Matrix<Element> CanonicalTrace::build(std::size_t min_rows, RangeTrace& range) const {
  using C = CanonicalColumns;
  auto trace = p3::Matrix<Element>::zeros(height_of(rows(), min_rows), C::kWidth);
  for (std::size_t r = 0; r < trace.height(); ++r) {
    const std::uint64_t value = r < rows() ? demands_.key(r) : 0;
    const Element lo = Element::from_u64(value & 0xffff), hi = Element::from_u64(value >> 16);
    const Element below = Element::from_u64(kCanonicalMaxHi) - hi;
    const bool largest = below == Element::zero();
    trace.at(r, C::kLo) = lo;
    trace.at(r, C::kHi) = hi;
    trace.at(r, C::kInverse) = largest ? Element::zero() : below.inverse();
    trace.at(r, C::kNotLargest) = largest ? Element::zero() : Element::one();
    trace.at(r, C::kCount) = Element::from_u64(r < rows() ? demands_.count(r) : 0);
    range.add({lo, hi, below, Element::zero()});
  }
  return trace;
}

}  // namespace rpp
