// SPDX-License-Identifier: Apache-2.0 OR MIT
// Keccak row hashing, kLanes rows at a time; compiled once per instruction set.
#include "p3/hash/keccak_lanes.h"
#include "p3/hash/row_kernels.h"
#include "p3/hash/row_stream.h"

namespace p3::P3_ISA_NS {
namespace {

constexpr std::size_t kRate = 17;  // words
constexpr std::size_t kRateBytes = 8 * kRate;
constexpr std::size_t kLanes = KeccakLanes::kLanes;
using Stream = RowStream<kLanes, kRateBytes>;

void permute(KeccakLanes* state) { keccak_permute_lanes(state); }

// One word of every lane.
P3_INLINE KeccakLanes load_word(const Stream& stream, std::size_t word) {
  std::uint64_t words[kLanes];
  for (std::size_t r = 0; r < kLanes; ++r) {
    __builtin_memcpy(&words[r], stream.data() + r * stream.stride() + 8 * word, 8);
  }
  return KeccakLanes::loadu(words);
}

// The first `count` words of the stream's current block, one row per lane: square blocks are
// transposed in registers, the seventeenth word is gathered. Words behind `count` are garbage.
P3_INLINE void load_block(const Stream& stream, std::size_t count, KeccakLanes* words) {
  for (std::size_t w = 0; w + kLanes <= kRate && w < count; w += kLanes) {
    for (std::size_t r = 0; r < kLanes; ++r) {
      words[w + r] = KeccakLanes::loadu(stream.data() + r * stream.stride() + 8 * w);
    }
    KeccakLanes::transpose(words + w);
  }
  if (kRate % kLanes != 0 && count == kRate) words[kRate - 1] = load_word(stream, kRate - 1);
}

P3_INLINE void store_digests(const KeccakLanes* state, std::size_t rows, std::uint64_t* out) {
  std::uint64_t words[4][kLanes];
  for (std::size_t w = 0; w < 4; ++w) state[w].storeu(words[w]);
  for (std::size_t r = 0; r < rows; ++r) {
    for (std::size_t w = 0; w < 4; ++w) out[4 * r + w] = words[w][r];
  }
}

void sponge_block(Stream& stream, std::size_t rows, std::uint64_t* out) {
  KeccakLanes state[25];
  for (auto& lane : state) lane = KeccakLanes::zero();
  while (stream.remaining() != 0) {
    const std::size_t words = (stream.next() + 7) / 8;
    if (words == kRate) {
      load_block(stream, kRate, state);
    } else {
      KeccakLanes block[kRate];
      load_block(stream, words, block);
      for (std::size_t w = 0; w < words; ++w) state[w] = block[w];
    }
    permute(state);
  }
  store_digests(state, rows, out);
}

// Xors a padding byte into every lane's state.
P3_INLINE void flip_bits(KeccakLanes* state, std::size_t position, std::uint64_t byte) {
  KeccakLanes& lane = state[position / 8];
  lane = KeccakLanes::xor2(lane, KeccakLanes::broadcast(byte << (8 * (position % 8))));
}

void keccak256_block(Stream& stream, std::size_t rows, std::uint64_t* out) {
  KeccakLanes state[25];
  for (auto& lane : state) lane = KeccakLanes::zero();
  for (;;) {
    // A full block is never the last one: after it comes at least the padding.
    const std::size_t bytes = stream.remaining() == 0 ? 0 : stream.next();
    const std::size_t words = (bytes + 7) / 8;
    KeccakLanes block[kRate];
    load_block(stream, words, block);
    for (std::size_t w = 0; w < words; ++w) state[w] = KeccakLanes::xor2(state[w], block[w]);
    if (bytes == kRateBytes) {
      permute(state);
      continue;
    }
    flip_bits(state, bytes, 0x01);
    flip_bits(state, kRateBytes - 1, 0x80);
    permute(state);
    break;
  }
  store_digests(state, rows, out);
}

template <void (*kBlock)(Stream&, std::size_t, std::uint64_t*)>
void hash_rows(const RowSource* sources, std::size_t count, std::size_t begin, std::size_t end,
               const void*, std::uint64_t* out) {
  for (std::size_t row = begin; row < end; row += kLanes) {
    const std::size_t rows = end - row < kLanes ? end - row : kLanes;
    Stream stream(sources, count, row, rows);
    kBlock(stream, rows, out + 4 * (row - begin));
  }
}

constexpr KeccakKernels kKernels = {hash_rows<sponge_block>, hash_rows<keccak256_block>};

}  // namespace

const KeccakKernels& keccak_kernels() { return kKernels; }

}  // namespace p3::P3_ISA_NS
