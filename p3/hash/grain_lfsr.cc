// SPDX-License-Identifier: Apache-2.0 OR MIT
#include "p3/hash/grain_lfsr.h"

namespace p3 {
namespace {

constexpr unsigned kStateBits = 80;
constexpr unsigned kTaps[] = {62, 51, 38, 23, 13, 0};

}  // namespace

GrainLfsr::GrainLfsr(unsigned field_bits, unsigned width, unsigned full_rounds,
                     unsigned partial_rounds) {
  seed(1, 2);  // prime field
  seed(0, 4);  // S-box x^alpha
  seed(field_bits, 12);
  seed(width, 12);
  seed(full_rounds, 10);
  seed(partial_rounds, 10);
  while (seeded_ < kStateBits) seed(1, 1);
  for (unsigned i = 0; i < 2 * kStateBits; ++i) step();  // the first outputs are thrown away
}

// Appends `width` bits of value, most significant first.
void GrainLfsr::seed(unsigned value, unsigned width) {
  for (unsigned i = width; i-- > 0; ++seeded_) {
    state_ |= static_cast<State>((value >> i) & 1u) << seeded_;
  }
}

bool GrainLfsr::step() {
  unsigned feedback = 0;
  for (const unsigned tap : kTaps) feedback ^= static_cast<unsigned>(state_ >> tap) & 1u;
  state_ = (state_ >> 1) | (static_cast<State>(feedback) << (kStateBits - 1));
  return feedback != 0;
}

// Self-shrinking: of each pair of raw bits the second is output if the first is 1.
std::uint64_t GrainLfsr::bits(unsigned count) {
  std::uint64_t value = 0;
  for (unsigned have = 0; have < count;) {
    const bool keep = step();
    const bool bit = step();
    if (!keep) continue;
    value = value << 1 | static_cast<std::uint64_t>(bit);
    ++have;
  }
  return value;
}

std::uint64_t GrainLfsr::below(std::uint64_t order, unsigned field_bits) {
  for (;;) {
    const std::uint64_t value = bits(field_bits);
    if (value < order) return value;
  }
}

}  // namespace p3
