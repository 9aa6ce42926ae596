// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "p3/base/matrix.h"
#include "rpp/gadgets/hasher_trace.h"
#include "rpp/gadgets/range_trace.h"

// WotsTrace: records one-time signatures with their chains, hash and range demands, and fills the
// trace of table `wots`.
namespace rpp {

class WotsTrace {
 public:
  using Value = HasherTrace::Value;

  // Signature `sid` of the first limbs of d: values[c] is chain c at the position of its digit.
  // Gives the hash of the chain ends. Takes any d: digits with another sum, or a limb p - 1, make a
  // trace that breaks the table's rules.
  Digest add(std::uint32_t sid, std::uint32_t leaf, const Value& pp, const Digest& d,
             const std::array<Value, kWotsChains>& values, HasherTrace& hasher, RangeTrace& range);

  std::size_t rows() const { return kWotsChains * signatures_.size(); }
  // Adds the signatures of `other` behind these.
  void append(const WotsTrace& other) {
    signatures_.insert(signatures_.end(), other.signatures_.begin(), other.signatures_.end());
  }

  // The trace: rows() padded to a power of two that is at least min_rows.
  p3::Matrix<Element> build(std::size_t min_rows) const;

 private:
  struct Signature {
    std::uint32_t sid, leaf;
    Value pp;
    std::array<Element, kWotsLimbs> limbs;
    std::array<Value, kWotsChains> ends;
  };

  static void write(const Signature& signature, p3::Matrix<Element>& trace, std::size_t row);

  std::vector<Signature> signatures_;
};

// Digit c of the limbs: bits 3 (c mod 7) .. + 2 of limb c / 7.
unsigned wots_digit(const std::array<Element, kWotsLimbs>& limbs, std::size_t c);

}  // namespace rpp
