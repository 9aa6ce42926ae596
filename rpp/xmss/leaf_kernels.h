// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include <cstddef>
#include <cstdint>

#include "rpp/hash/hash_kernels.h"

// The kernel of key generation: whole leaves, one per SIMD lane.
namespace rpp {

struct LeafJob {
  const Element* seed = nullptr;      // 8
  const Element* pp = nullptr;        // 4
  const Element* vrf_none = nullptr;  // 8
  std::uint32_t vrf_end = 0;          // odd leaves below carry a VRF commitment; 0: none
};

struct LeafKernels {
  // out[8 i ..] = the tree leaf C8(wots | c) of leaf first + i, i < count.
  void (*leaves)(const ConstantsView& constants, const LeafJob& job, std::uint32_t first,
                 std::size_t count, Element* out);
};

P3_DISPATCH(LeafKernels, leaf_kernels);

}  // namespace rpp
