// SPDX-License-Identifier: Apache-2.0 OR MIT
#include "p3/airs/blake3_trace.h"

#include <array>
#include <bit>

#include "p3/airs/blake3_columns.h"
#include "p3/airs/word_cells.h"
#include "p3/field/extension_params.h"

namespace p3 {
namespace {

using namespace airs::blake3;

using Words = std::array<std::uint32_t, 16>;  // state rows 0..3, four words each

// Writes words of one row of the AIR. Two neighbouring 32-bit words are one of the kernels'.
template <class F>
class RowWriter {
 public:
  RowWriter(const airs::WordCells<F>& cells, F* row) : cells_(cells), row_(row) {}

  // `count` words, an even number, as bits from `column` on.
  void bits(const std::uint32_t* words, std::size_t count, std::size_t column) {
    cells_.bits(pair(words, count), count / 2, row_ + column);
  }
  void state(const Words& state, const StateColumns& at) {
    cells_.limbs(pair(&state[0], 4), 2, row_ + at.row0);
    bits(&state[4], 4, at.row1);
    cells_.limbs(pair(&state[8], 4), 2, row_ + at.row2);
    bits(&state[12], 4, at.row3);
  }
  // The bits of four words x[i] ^ y[i].
  void xor_bits(const std::uint32_t* x, const std::uint32_t* y, std::size_t column) {
    std::array<std::uint32_t, 4> words{};
    for (std::size_t i = 0; i < 4; ++i) words[i] = x[i] ^ y[i];
    bits(words.data(), 4, column);
  }

 private:
  const std::uint64_t* pair(const std::uint32_t* words, std::size_t count) {
    for (std::size_t i = 0; i < count / 2; ++i) {
      pairs_[i] = words[2 * i] | std::uint64_t{words[2 * i + 1]} << 32;
    }
    return pairs_.data();
  }

  const airs::WordCells<F>& cells_;
  F* row_;
  std::array<std::uint64_t, 8> pairs_{};
};

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
void write_round(Words& state, const Words& message, std::size_t round, RowWriter<F>& row) {
  for (std::size_t step = 0; step < 4; ++step) {
    const std::size_t diagonal = step / 2;
    const std::size_t half = step % 2;
    for (std::size_t i = 0; i < 4; ++i) {
      half_quarter(state, i, diagonal, message[2 * i + 8 * diagonal + half], half == 0 ? 16 : 8,
                   half == 0 ? 12 : 7);
    }
    row.state(state, round_state(round, step));
  }
}

template <class F>
void write_compression(const Blake3Input& input, std::uint64_t counter, std::uint32_t length,
                       RowWriter<F> row) {
  Words message{};
  for (std::size_t i = 0; i < 16; ++i) message[i] = input[i];
  const std::uint32_t low = static_cast<std::uint32_t>(counter);
  const std::uint32_t high = static_cast<std::uint32_t>(counter >> 32);
  Words state = {input[16], input[17], input[18], input[19], input[20], input[21],
                 input[22], input[23], kIv[0],    kIv[1],    kIv[2],    kIv[3],
                 low,       high,      length,    0};
  row.bits(message.data(), 16, kMessage);
  row.bits(&input[16], 8, kChaining0);
  row.state(state, initial_state());  // row 1 is the second chaining row again
  for (std::size_t round = 0; round < kNumRounds; ++round) {
    write_round(state, message, round, row);
    Words permuted{};
    for (std::size_t i = 0; i < 16; ++i) permuted[i] = message[kPermutation[i]];
    message = permuted;
  }
  row.bits(&state[8], 4, kFinal);
  row.xor_bits(&state[0], &state[8], kOutputs);
  row.xor_bits(&state[4], &state[12], kOutputs + kRow);
  row.xor_bits(&state[8], &input[16], kOutputs + 2 * kRow);
  row.xor_bits(&state[12], &input[20], kOutputs + 3 * kRow);
}

}  // namespace

template <class F>
Matrix<F> generate_blake3_trace(std::span<const Blake3Input> inputs, ThreadPool& pool,
                                unsigned log_room) {
  Matrix<F> trace = Matrix<F>::with_room(inputs.size(), kWidth, inputs.size() << log_room);
  const airs::WordCells<F>& cells = airs::word_cells<F>();
  pool.for_ranges(inputs.size(), 1, [&](std::size_t begin, std::size_t end) {
    for (std::size_t r = begin; r < end; ++r) {
      write_compression(inputs[r], r, static_cast<std::uint32_t>(inputs.size()),
                        RowWriter<F>(cells, trace.row(r)));
    }
  });
  return trace;
}

#define P3_INSTANTIATE(F) \
  template Matrix<F> generate_blake3_trace<F>(std::span<const Blake3Input>, ThreadPool&, unsigned);
P3_FOR_EACH_FIELD(P3_INSTANTIATE)
#undef P3_INSTANTIATE

}  // namespace p3
