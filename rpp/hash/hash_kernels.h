// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include <cstddef>
#include <cstdint>

#include "p3/field/isa/dispatch.h"
#include "p3/hash/row_kernels.h"
#include "rpp/hash/element.h"

// The interface between batch.h and its kernels: plain function pointers, one call per lane.
namespace rpp {

using ConstantsView = p3::NegatedConstantsView<Element>;

struct HashKernels {
  // out[8 i ..] = C8(inputs[16 i .. 16 i + 15]), i < count. out may be inputs.
  void (*compress)(const ConstantsView& constants, const Element* inputs, std::size_t count,
                   Element* out);
  // out[8 i ..] = H(tag; inputs[length i .. length i + length - 1]), i < count.
  void (*sponge)(const ConstantsView& constants, std::uint32_t tag, std::size_t length,
                 const Element* inputs, std::size_t count, Element* out);
};

P3_DISPATCH(HashKernels, hash_kernels);

}  // namespace rpp
