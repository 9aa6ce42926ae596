// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include <cstdint>

// GrainLfsr: the self-shrinking bit generator that the Poseidon paper draws round constants from
// [GKRRS21, appendix]. 80 bits of state, seeded by the parameters of the permutation.
namespace p3 {

class GrainLfsr {
 public:
  // Field size in bits, state width, numbers of full and partial rounds. The other two seed fields
  // are fixed: prime field, S-box of the form x^alpha.
  GrainLfsr(unsigned field_bits, unsigned width, unsigned full_rounds, unsigned partial_rounds);

  // The next count <= 64 output bits, first one most significant.
  std::uint64_t bits(unsigned count);
  // The next value below `order`, a number of `field_bits` bits: candidates that are not below are
  // thrown away.
  std::uint64_t below(std::uint64_t order, unsigned field_bits);

 private:
  using State = unsigned __int128;

  bool step();  // raw register output
  void seed(unsigned value, unsigned width);

  State state_ = 0;  // bit i of the register at position i; position 0 leaves first
  unsigned seeded_ = 0;
};

}  // namespace p3
