// SPDX-License-Identifier: Apache-2.0 OR MIT
// Batch C8 and H, compiled once per instruction set.
#include "rpp/hash/hash_kernels.h"
#include "rpp/hash/hash_lanes.h"

namespace rpp::P3_ISA_NS {
namespace {

constexpr std::size_t kLanes = Lanes::kLanes;

void compress(const ConstantsView& constants, const Element* inputs, std::size_t count,
              Element* out) {
  for (std::size_t i = 0; i < count; i += kLanes) {
    const std::size_t rows = count - i < kLanes ? count - i : kLanes;
    Lanes state[16];
    gather_lanes(inputs + 16 * i, 16, rows, 16, state);
    lanes_compress(constants, state, 8);
    scatter_lanes(state, rows, 8, 8, out + 8 * i);
  }
}

void sponge(const ConstantsView& constants, std::uint32_t tag, std::size_t length,
            const Element* inputs, std::size_t count, Element* out) {
  for (std::size_t i = 0; i < count; i += kLanes) {
    const std::size_t rows = count - i < kLanes ? count - i : kLanes;
    Lanes state[16];
    lanes_begin(state, tag, length);
    std::size_t done = 0;
    do {
      const std::size_t size = length - done < 8 ? length - done : 8;
      Lanes block[8];
      gather_lanes(inputs + length * i + done, length, rows, size, block);
      lanes_absorb(constants, state, block, size);
      done += size;
    } while (done < length);
    scatter_lanes(state, rows, 8, 8, out + 8 * i);
  }
}

constexpr HashKernels kKernels = {compress, sponge};

}  // namespace

const HashKernels& hash_kernels() { return kKernels; }

}  // namespace rpp::P3_ISA_NS
