// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include <cstdint>

#include "rpp/hash/digest.h"

// The leader election: a ticket from a VRF output, and who goes first (statements.md, section 3).
namespace rpp {

struct Ticket {
  std::uint64_t value = 0;   // t, below 2^48
  std::uint64_t weight = 1;  // w >= 1, see ticket_weight
  std::uint32_t index = 0;   // of the member
};

// t = low 24 bits of y_0 plus 2^24 times the low 24 bits of y_1, from their canonical integers.
constexpr std::uint64_t ticket_value(const Digest& output) {
  constexpr std::uint64_t kMask = (1u << 24) - 1;
  return (output[0].as_canonical_u64() & kMask) | (output[1].as_canonical_u64() & kMask) << 24;
}

// a goes before b: t_a / w_a < t_b / w_b, the smaller index on a tie. Exact: the products are
// formed in 128 bits, so that weights out of range cannot wrap either.
constexpr bool precedes(const Ticket& a, const Ticket& b) {
  __extension__ using Wide = unsigned __int128;
  const Wide left = static_cast<Wide>(a.value) * b.weight;
  const Wide right = static_cast<Wide>(b.value) * a.weight;
  return left < right || (left == right && a.index < b.index);
}

}  // namespace rpp
