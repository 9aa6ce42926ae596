// SPDX-License-Identifier: Apache-2.0 OR MIT
#include "p3/airs/blake3_trace.h"

#include <bit>

#include "p3/airs/bit_columns.h"
#include "p3/airs/blake3_columns.h"
#include "p3/field/extension_params.h"

namespace p3 {
namespace {

using airs::write_bits;
using airs::write_limbs;
using namespace airs::blake3;

using Words = std::array<std::uint32_t, 16>;  // state rows 0..3, four words each

template <class F>
void write_state(const Words& state, const StateColumns& at, F* row) {
  for (std::size_t i = 0; i < 4; ++i) {
    write_limbs(state[i], 2, row + at.a(i, 0));
    write_bits(state[4 + i], kWord, row + at.b(i));
    write_limbs(state[8 + i], 2, row + at.c(i, 0));
    write_bits(state[12 + i], kWord, row + at.d(i));
  }
}

// Half of a quarter round on column i, or on the diagonal that begins in column i.
void half_quarter(Words& s, std::size_t i, std::size_t diagonal, std::uint32_t word, int rot_d,
                  int rot_b) {
  std::uint32_t& a = s[i];
  std::uint32_t& b = s[4 + (i + diagonal) % 4];
  std::uint32_t& c = s[8 + (i + 2 * diagonal) % 4];
  std::uint32_t& d = s[12 + (i + 3 * diagonal) % 4];
  a += b + word;
  d = std::rotr(d ^ a, rot_d);
  c += d;
  b = std::rotr(b ^ c, rot_b);
}

template <class F>
void write_round(Words& state, const Words& message, std::size_t round, F* row) {
  for (std::size_t step = 0; step < 4; ++step) {
    const std::size_t diagonal = step / 2;
    const std::size_t half = step % 2;
    for (std::size_t i = 0; i < 4; ++i) {
      half_quarter(state, i, diagonal, message[2 * i + 8 * diagonal + half], half == 0 ? 16 : 8,
                   half == 0 ? 12 : 7);
    }
    write_state(state, round_state(round, step), row);
  }
}

template <class F>
void write_compression(const Blake3Input& input, std::uint64_t counter, std::uint32_t length,
                       F* row) {
  Words message{};
  for (std::size_t i = 0; i < 16; ++i) message[i] = input[i];
  const std::uint32_t low = static_cast<std::uint32_t>(counter);
  const std::uint32_t high = static_cast<std::uint32_t>(counter >> 32);
  Words state = {input[16], input[17], input[18], input[19], input[20], input[21],
                 input[22], input[23], kIv[0],    kIv[1],    kIv[2],    kIv[3],
                 low,       high,      length,    0};
  for (std::size_t i = 0; i < 16; ++i) write_bits(message[i], kWord, row + kMessage + kWord * i);
  for (std::size_t i = 0; i < 8; ++i)
    write_bits(input[16 + i], kWord, row + kChaining0 + kWord * i);
  write_state(state, initial_state(), row);  // row 1 is the second chaining row again
  for (std::size_t round = 0; round < kNumRounds; ++round) {
    write_round(state, message, round, row);
    Words permuted{};
    for (std::size_t i = 0; i < 16; ++i) permuted[i] = message[kPermutation[i]];
    message = permuted;
  }
  for (std::size_t i = 0; i < 4; ++i) {
    write_bits(state[8 + i], kWord, row + kFinal + kWord * i);
    write_bits(state[i] ^ state[8 + i], kWord, row + kOutputs + kWord * i);
    write_bits(state[4 + i] ^ state[12 + i], kWord, row + kOutputs + kRow + kWord * i);
    write_bits(state[8 + i] ^ input[16 + i], kWord, row + kOutputs + 2 * kRow + kWord * i);
    write_bits(state[12 + i] ^ input[20 + i], kWord, row + kOutputs + 3 * kRow + kWord * i);
  }
}

}  // namespace

template <class F>
Matrix<F> generate_blake3_trace(std::span<const Blake3Input> inputs, ThreadPool& pool) {
  Matrix<F> trace = Matrix<F>::uninitialized(inputs.size(), kWidth);
  pool.for_ranges(inputs.size(), 1, [&](std::size_t begin, std::size_t end) {
    for (std::size_t r = begin; r < end; ++r) {
      write_compression(inputs[r], r, static_cast<std::uint32_t>(inputs.size()), trace.row(r));
    }
  });
  return trace;
}

#define P3_INSTANTIATE(F) \
  template Matrix<F> generate_blake3_trace<F>(std::span<const Blake3Input>, ThreadPool&);
P3_FOR_EACH_FIELD(P3_INSTANTIATE)
#undef P3_INSTANTIATE

}  // namespace p3
