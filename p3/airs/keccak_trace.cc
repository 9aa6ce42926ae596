// SPDX-License-Identifier: Apache-2.0 OR MIT
#include "p3/airs/keccak_trace.h"

#include <array>
#include <bit>
#include <cstring>

#include "p3/airs/keccak_columns.h"
#include "p3/airs/word_cells.h"
#include "p3/field/extension_params.h"
#include "p3/hash/keccak_rounds.h"

namespace p3 {
namespace {

using namespace airs::keccak;

std::uint64_t& lane(KeccakState& state, std::size_t x, std::size_t y) { return state[x + 5 * y]; }

// The words of the columns c, c' and a', which lie side by side in this order.
struct ThetaWords {
  std::array<std::uint64_t, 35> all;
  std::uint64_t* parity = all.data();
  std::uint64_t* mixed_parity = parity + 5;
  std::uint64_t* mixed = parity + 10;
};
static_assert(kCPrime == kC + 5 * 64 && kAPrime == kCPrime + 5 * 64);

// Theta; the new state is words.mixed.
void theta(const KeccakState& state, ThetaWords& words) {
  for (std::size_t x = 0; x < 5; ++x) {
    words.parity[x] = 0;
    for (std::size_t y = 0; y < 5; ++y) words.parity[x] ^= state[x + 5 * y];
  }
  for (std::size_t x = 0; x < 5; ++x) {
    const std::uint64_t mix = words.parity[(x + 4) % 5] ^ std::rotl(words.parity[(x + 1) % 5], 1);
    words.mixed_parity[x] = words.parity[x] ^ mix;
    for (std::size_t y = 0; y < 5; ++y) words.mixed[x + 5 * y] = state[x + 5 * y] ^ mix;
  }
}

// rho, pi and chi of a state after theta.
KeccakState rho_pi_chi(const std::uint64_t* state) {
  KeccakState moved{};
  for (std::size_t x = 0; x < 5; ++x) {
    for (std::size_t y = 0; y < 5; ++y) {
      lane(moved, y, (2 * x + 3 * y) % 5) = std::rotl(state[x + 5 * y], kRho[x][y]);
    }
  }
  KeccakState out{};
  for (std::size_t y = 0; y < 5; ++y) {
    for (std::size_t x = 0; x < 5; ++x) {
      lane(out, x, y) =
          lane(moved, x, y) ^ (~lane(moved, (x + 1) % 5, y) & lane(moved, (x + 2) % 5, y));
    }
  }
  return out;
}

// Lane x + 5y is [y][x] in the columns too.
template <class F>
void write_round(const airs::WordCells<F>& cells, const KeccakState& preimage, std::size_t round,
                 KeccakState& state, F* row) {
  std::memset(static_cast<void*>(row), 0, kPreimage * sizeof(F));
  row[kStepFlags + round] = F::one();
  cells.limbs(preimage.data(), 25, row + kPreimage);
  cells.limbs(state.data(), 25, row + kA);
  ThetaWords words;
  theta(state, words);
  cells.bits(words.all.data(), 35, row + kC);
  state = rho_pi_chi(words.mixed);
  cells.limbs(state.data(), 25, row + kAPrimePrime);
  cells.bits(state.data(), 1, row + kBits00);
  state[0] ^= kKeccakRoundConstants[round];
  cells.limbs(state.data(), 1, row + kAPrimePrimePrime00);
}

}  // namespace

template <class F>
Matrix<F> generate_keccak_trace(std::span<const KeccakState> inputs, std::size_t rows,
                                ThreadPool& pool, unsigned log_room) {
  P3_CHECK(inputs.size() <= rows / kRounds, "more permutations than rows");
  Matrix<F> trace = Matrix<F>::with_room(rows, kWidth, rows << log_room);
  const std::size_t permutations = (rows + kRounds - 1) / kRounds;
  const airs::WordCells<F>& cells = airs::word_cells<F>();
  pool.for_ranges(permutations, 1, [&](std::size_t begin, std::size_t end) {
    for (std::size_t p = begin; p < end; ++p) {
      const KeccakState preimage = p < inputs.size() ? inputs[p] : KeccakState{};
      KeccakState state = preimage;
      for (std::size_t r = 0; r < kRounds && p * kRounds + r < rows; ++r) {
        write_round(cells, preimage, r, state, trace.row(p * kRounds + r));
      }
    }
  });
  return trace;
}

#define P3_INSTANTIATE(F)                                                                \
  template Matrix<F> generate_keccak_trace<F>(std::span<const KeccakState>, std::size_t, \
                                              ThreadPool&, unsigned);
P3_FOR_EACH_FIELD(P3_INSTANTIATE)
#undef P3_INSTANTIATE

}  // namespace p3
