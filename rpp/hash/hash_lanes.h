// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include <cstddef>
#include <cstdint>

#include "p3/hash/poseidon2_lanes.h"
#include "rpp/hash/hash_kernels.h"

// C8 and H on packed states, one call per lane. For kernel files; the scalar twin is sponge.cc.
namespace rpp::P3_ISA_NS {

using Lanes = p3::P3_ISA_NS::Packed<Element>;

// x becomes C8(x) in its first `kept` elements; the others are left undefined.
P3_INLINE void lanes_compress(const ConstantsView& constants, Lanes* x, std::size_t kept) {
  Lanes before[8];
  for (std::size_t i = 0; i < kept; ++i) before[i] = x[i];
  p3::P3_ISA_NS::poseidon2_permute<Element, 16>(x, constants);
  for (std::size_t i = 0; i < kept; ++i) x[i] += before[i];
}

// The first state of H.
P3_INLINE void lanes_begin(Lanes* state, std::uint32_t tag, std::size_t length) {
  for (std::size_t i = 0; i < 16; ++i) state[i] = Lanes::zero();
  state[8] = Lanes(Element::from_u64(tag));
  state[9] = Lanes(Element::from_u64(length));
}

// Adds count <= 8 elements and permutes.
P3_INLINE void lanes_absorb(const ConstantsView& constants, Lanes* state, const Lanes* block,
                            std::size_t count) {
  for (std::size_t i = 0; i < count; ++i) state[i] += block[i];
  p3::P3_ISA_NS::poseidon2_permute<Element, 16>(state, constants);
}

// out[c].lane(r) = p[r * stride + c] for c < count, r < rows; other lanes repeat the last row.
P3_INLINE void gather_lanes(const Element* p, std::size_t stride, std::size_t rows,
                            std::size_t count, Lanes* out) {
  constexpr std::size_t kLanes = Lanes::kLanes;
  alignas(64) Element column[kLanes];
  for (std::size_t c = 0; c < count; ++c) {
    for (std::size_t r = 0; r < kLanes; ++r) {
      column[r] = p[(r < rows ? r : rows - 1) * stride + c];
    }
    out[c] = Lanes::load(column);
  }
}

// p[r * stride + c] = in[c].lane(r) for c < count, r < rows.
P3_INLINE void scatter_lanes(const Lanes* in, std::size_t rows, std::size_t count,
                             std::size_t stride, Element* p) {
  constexpr std::size_t kLanes = Lanes::kLanes;
  alignas(64) Element column[kLanes];
  for (std::size_t c = 0; c < count; ++c) {
    in[c].store(column);
    for (std::size_t r = 0; r < rows; ++r) p[r * stride + c] = column[r];
  }
}

}  // namespace rpp::P3_ISA_NS
