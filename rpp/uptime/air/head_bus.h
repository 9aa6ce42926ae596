// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include <cstdint>

#include "rpp/gadgets/buses.h"

// The bus `head` between the tables of the uptime circuit, and the numbers of its trees.
namespace rpp {

namespace bus {
// Counted: table `heads` has a row for each block that claims name, and every such claim demands
// its tuple.
inline constexpr const char* kHead = "head";
}  // namespace bus

// Block hash (8), timestamp (4), the lower limbs of height (2) and epoch (2); all others are 0.
inline constexpr std::size_t kHeadWidth = 16;

template <class E>
P3_INLINE p3::LookupTuple<E, kHeadWidth> head_tuple(const E* hash, const E* timestamp, const E& low,
                                                    const E& high, const E* epoch) {
  TupleWriter<E, kHeadWidth> w;
  w.add(hash, 8);
  w.add(timestamp, 4);
  w.add(low);
  w.add(high);
  w.add(epoch, 2);
  return w.filled();
}

// The statement tree over the list.
inline constexpr std::uint32_t kUptimeListTree = 0;
// The history, a deep tree (rpp/gadgets/deep_tree.h).
inline constexpr std::uint32_t kUptimeHistory = 0;

// Epochs are limbs, divided with one carry.
inline constexpr std::uint32_t kMaxUptimeEpochLength = 1u << 14;

}  // namespace rpp
