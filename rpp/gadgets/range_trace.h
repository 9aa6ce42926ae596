// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <unordered_map>
#include <vector>

#include "p3/base/matrix.h"
#include "rpp/gadgets/buses.h"
#include "rpp/hash/digest.h"

// Traces of the counted tables `range` and `canonical`: one row for every distinct tuple.
namespace rpp {

// Distinct keys in order of first appearance, with counts.
class DemandCounter {
 public:
  void add(std::uint64_t key, std::uint32_t count = 1);
  void append(const DemandCounter& other) {
    for (std::size_t i = 0; i < other.size(); ++i) add(other.key(i), other.count(i));
  }
  std::size_t size() const { return keys_.size(); }
  std::uint64_t key(std::size_t i) const { return keys_[i]; }
  std::uint32_t count(std::size_t i) const { return counts_[i]; }

 private:
  std::unordered_map<std::uint64_t, std::size_t> places_;
  std::vector<std::uint64_t> keys_;
  std::vector<std::uint32_t> counts_;
};

class RangeTrace {
 public:
  // One demand of range_tuple(a, b, c, d), made `count` times. Values of 2^16 and more have no row:
  // the demand stays unanswered, and the proof is rejected.
  void add(const std::array<Element, kRangeWidth>& values, std::uint32_t count = 1);

  std::size_t rows() const { return demands_.size(); }
  // Adds the demands of `other`.
  void append(const RangeTrace& other) { demands_.append(other.demands_); }
  // The trace: rows() padded to a power of two that is at least min_rows.
  p3::Matrix<Element> build(std::size_t min_rows) const;

 private:
  DemandCounter demands_;
};

class CanonicalTrace {
 public:
  struct Limbs {
    Element lo, hi;
  };
  // One demand of canonical_tuple(v, lo, hi); gives lo and hi.
  Limbs add(Element v);

  std::size_t rows() const { return demands_.size(); }
  // Adds the demands of `other`.
  void append(const CanonicalTrace& other) { demands_.append(other.demands_); }
  // As above. Every row, padding too, demands `range`, so this comes before range.build().
  p3::Matrix<Element> build(std::size_t min_rows, RangeTrace& range) const;

 private:
  DemandCounter demands_;
};

}  // namespace rpp
