// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "p3/air/shape.h"
#include "p3/base/matrix.h"
#include "rpp/hash/digest.h"
#include "rpp/wiring/tape_builder.h"

// The trace of a tape from the values of its variables (prover).
//
// Nothing here is checked against the tape's equations: values that break one give a trace that
// check_trace complains about.
namespace rpp {

class TapeValues {
 public:
  // The tape must outlive the values.
  explicit TapeValues(const Tape& tape);

  const Tape& tape() const { return tape_; }

  // The cell must be a variable.
  void set(const Cell& cell, Element x);
  // As many cells as elements.
  void set(std::span<const Cell> cells, std::span<const Element> elements);
  void set(const DigestCells& cells, const Digest& digest) { set(cells, digest.elements); }
  // 16-bit limbs, least significant first; what does not fit into the cells is dropped.
  void set_integer(std::span<const Cell> limbs, std::uint64_t x);
  // How many users the other tables have for a supplied tuple.
  void set_users(const Supply& supply, std::uint64_t users);

  // The variable must have a value.
  Element of(const Cell& cell) const;
  std::uint64_t integer_of(const Cell& cell) const { return of(cell).as_canonical_u64(); }
  // The limbs as one integer; those beyond 64 bits are dropped.
  std::uint64_t integer_of(std::span<const Cell> limbs) const;
  std::uint64_t users(std::uint32_t row) const { return users_[row]; }

 private:
  const Tape& tape_;
  std::vector<Element> values_;  // by variable
  std::vector<bool> known_;
  std::vector<std::uint64_t> users_;  // by row
};

// Every variable must have a value. `shape` is that of the tape's TapeAir.
p3::Matrix<Element> fill_tape(const TapeValues& values, const p3::AirShape<Element>& shape);

}  // namespace rpp
