// SPDX-License-Identifier: Apache-2.0 OR MIT
// Leaves of a key tree, one per lane; compiled once per instruction set. The scalar twins are
// secret.cc and one_time.cc, and a test compares.
#include "rpp/hash/hash_lanes.h"
#include "rpp/xmss/leaf_kernels.h"

namespace rpp::P3_ISA_NS {
namespace {

constexpr std::size_t kLanes = Lanes::kLanes;
constexpr std::size_t kPairs = 21;  // of chains
constexpr unsigned kSteps = 7;
// Numbers of tags.h and one_time.h, which kernel files cannot include: they bring in the library.
constexpr std::uint32_t kXmssLeafTag = 2;
constexpr std::uint32_t kSecretChainsTag = 7;
constexpr std::uint32_t kSecretVrfTag = 8;
constexpr std::uint32_t kChainTweak = 1;
constexpr std::uint32_t kVrfSecretTweak = 3;

P3_INLINE Lanes constant(std::uint32_t x) { return Lanes(Element::from_u64(x)); }

// Secrets do not stay on the stack when a block of leaves is done; registers are left alone.
P3_INLINE void wipe_lanes(Lanes* x, std::size_t count) {
  __builtin_memset(static_cast<void*>(x), 0, count * sizeof(Lanes));
  asm volatile("" : : "r"(x) : "memory");
}

// What the hash calls of a lane's leaf share.
struct LeafLanes {
  Lanes seed[8], pp[4];
  Lanes low, high, index;  // the leaf index: its limbs, and as one element
};

P3_INLINE LeafLanes leaf_lanes(const LeafJob& job, std::uint32_t first) {
  LeafLanes x;
  for (std::size_t i = 0; i < 8; ++i) x.seed[i] = Lanes(job.seed[i]);
  for (std::size_t i = 0; i < 4; ++i) x.pp[i] = Lanes(job.pp[i]);
  alignas(64) Element low[kLanes], high[kLanes], index[kLanes];
  for (std::size_t r = 0; r < kLanes; ++r) {
    const std::uint32_t leaf = first + static_cast<std::uint32_t>(r);
    low[r] = Element::from_u64(leaf & 0xffff);
    high[r] = Element::from_u64(leaf >> 16);
    index[r] = Element::from_u64(leaf);
  }
  x.low = Lanes::load(low);
  x.high = Lanes::load(high);
  x.index = Lanes::load(index);
  return x;
}

// state = H(tag; seed, leaf index, last...) with `count` elements behind the index, at most one.
P3_INLINE void derive(const ConstantsView& constants, const LeafLanes& x, std::uint32_t tag,
                      const Lanes* last, std::size_t count, Lanes* state) {
  lanes_begin(state, tag, 10 + count);
  lanes_absorb(constants, state, x.seed, 8);
  Lanes block[3] = {x.low, x.high, Lanes::zero()};
  if (count == 1) block[2] = *last;
  lanes_absorb(constants, state, block, 2 + count);
}

// The end of a chain that starts at value[0 .. 4).
P3_INLINE void walk(const ConstantsView& constants, const LeafLanes& x, std::uint32_t chain,
                    Lanes* value) {
  for (unsigned step = 0; step < kSteps; ++step) {
    Lanes state[16];
    state[0] = constant((kChainTweak << 16) + (chain << 8) + step);
    state[1] = x.index;
    for (std::size_t i = 0; i < 4; ++i) state[2 + i] = x.pp[i];
    for (std::size_t i = 0; i < 4; ++i) state[6 + i] = value[i];
    for (std::size_t i = 10; i < 16; ++i) state[i] = Lanes::zero();
    p3::P3_ISA_NS::poseidon2_permute<Element, 16>(state, constants);
    // Feed-forward: elements 0 .. 3 of the input are the tweak and the front of pp.
    value[0] = state[0] + constant((kChainTweak << 16) + (chain << 8) + step);
    value[1] = state[1] + x.index;
    value[2] = state[2] + x.pp[0];
    value[3] = state[3] + x.pp[1];
  }
}

// H(xmss-leaf; all chain ends). The ends of a pair of chains are one block.
P3_INLINE void wots(const ConstantsView& constants, const LeafLanes& x, Lanes* state) {
  lanes_begin(state, kXmssLeafTag, 8 * kPairs);
  Lanes pair[16];
  for (std::uint32_t k = 0; k < kPairs; ++k) {
    const Lanes last = constant(k);
    derive(constants, x, kSecretChainsTag, &last, 1, pair);
    walk(constants, x, 2 * k, pair);
    walk(constants, x, 2 * k + 1, pair + 4);
    lanes_absorb(constants, state, pair, 8);
  }
  wipe_lanes(pair, 16);
}

// c of every lane that carries one, vrf_none of the others.
P3_INLINE void commitments(const ConstantsView& constants, const LeafJob& job, const LeafLanes& x,
                           std::uint32_t first, Lanes* c) {
  for (std::size_t i = 0; i < 8; ++i) c[i] = Lanes(job.vrf_none[i]);
  if (first >= job.vrf_end) return;
  Lanes state[16];
  derive(constants, x, kSecretVrfTag, nullptr, 0, state);
  for (std::size_t i = 0; i < 4; ++i) state[8 + i] = x.pp[i];
  state[12] = constant(kVrfSecretTweak << 16);
  state[13] = x.index;
  state[14] = state[15] = Lanes::zero();
  lanes_compress(constants, state, 8);
  for (std::size_t i = 0; i < 8; ++i) {
    alignas(64) Element column[kLanes];
    alignas(64) Element own[kLanes];
    c[i].store(column);
    state[i].store(own);
    for (std::size_t r = 0; r < kLanes; ++r) {
      const std::uint32_t leaf = first + static_cast<std::uint32_t>(r);
      if (leaf % 2 == 1 && leaf < job.vrf_end) column[r] = own[r];
    }
    c[i] = Lanes::load(column);
  }
  wipe_lanes(state, 16);
}

void leaves(const ConstantsView& constants, const LeafJob& job, std::uint32_t first,
            std::size_t count, Element* out) {
  for (std::size_t i = 0; i < count; i += kLanes) {
    const std::uint32_t leaf = first + static_cast<std::uint32_t>(i);
    LeafLanes x = leaf_lanes(job, leaf);
    Lanes state[16];
    wots(constants, x, state);
    commitments(constants, job, x, leaf, state + 8);
    lanes_compress(constants, state, 8);
    wipe_lanes(x.seed, 8);
    const std::size_t rows = count - i < kLanes ? count - i : kLanes;
    scatter_lanes(state, rows, 8, 8, out + 8 * i);
  }
}

constexpr LeafKernels kKernels = {leaves};

}  // namespace

const LeafKernels& leaf_kernels() { return kKernels; }

}  // namespace rpp::P3_ISA_NS
