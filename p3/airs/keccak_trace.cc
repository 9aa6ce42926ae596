// SPDX-License-Identifier: Apache-2.0 OR MIT
#include "p3/airs/keccak_trace.h"

#include <bit>
#include <cstring>

#include "p3/airs/bit_columns.h"
#include "p3/airs/keccak_columns.h"
#include "p3/field/extension_params.h"

namespace p3 {
namespace {

using airs::write_bits;
using airs::write_limbs;
using namespace airs::keccak;

std::uint64_t& lane(KeccakState& state, std::size_t x, std::size_t y) { return state[x + 5 * y]; }

// theta: fills c, c' and a', and returns the new state.
template <class F>
void write_theta(KeccakState& state, F* row) {
  std::array<std::uint64_t, 5> parity{};
  for (std::size_t x = 0; x < 5; ++x) {
    for (std::size_t y = 0; y < 5; ++y) parity[x] ^= lane(state, x, y);
    write_bits(parity[x], 64, row + c(x, 0));
  }
  for (std::size_t x = 0; x < 5; ++x) {
    const std::uint64_t mix = parity[(x + 4) % 5] ^ std::rotl(parity[(x + 1) % 5], 1);
    write_bits(parity[x] ^ mix, 64, row + c_prime(x, 0));
    for (std::size_t y = 0; y < 5; ++y) {
      lane(state, x, y) ^= mix;
      write_bits(lane(state, x, y), 64, row + a_prime(y, x, 0));
    }
  }
}

// rho, pi and chi.
KeccakState rho_pi_chi(KeccakState& state) {
  KeccakState moved{};
  for (std::size_t x = 0; x < 5; ++x) {
    for (std::size_t y = 0; y < 5; ++y) {
      lane(moved, y, (2 * x + 3 * y) % 5) = std::rotl(lane(state, x, y), kRho[x][y]);
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

template <class F>
void write_round(const KeccakState& preimage, std::size_t round, KeccakState& state, F* row) {
  std::memset(static_cast<void*>(row), 0, kPreimage * sizeof(F));
  row[kStepFlags + round] = F::one();
  for (std::size_t i = 0; i < 25; ++i) {
    // Lane x + 5y is [y][x] in the columns too.
    write_limbs(preimage[i], kLimbs, row + kPreimage + i * kLimbs);
    write_limbs(state[i], kLimbs, row + kA + i * kLimbs);
  }
  write_theta(state, row);
  state = rho_pi_chi(state);
  for (std::size_t i = 0; i < 25; ++i)
    write_limbs(state[i], kLimbs, row + kAPrimePrime + i * kLimbs);
  write_bits(state[0], 64, row + kBits00);
  state[0] ^= kRoundConstants[round];
  write_limbs(state[0], kLimbs, row + kAPrimePrimePrime00);
}

}  // namespace

template <class F>
Matrix<F> generate_keccak_trace(std::span<const KeccakState> inputs, std::size_t rows,
                                ThreadPool& pool) {
  P3_CHECK(inputs.size() <= rows / kRounds, "more permutations than rows");
  Matrix<F> trace = Matrix<F>::uninitialized(rows, kWidth);
  const std::size_t permutations = (rows + kRounds - 1) / kRounds;
  pool.for_ranges(permutations, 1, [&](std::size_t begin, std::size_t end) {
    for (std::size_t p = begin; p < end; ++p) {
      const KeccakState preimage = p < inputs.size() ? inputs[p] : KeccakState{};
      KeccakState state = preimage;
      for (std::size_t r = 0; r < kRounds && p * kRounds + r < rows; ++r) {
        write_round(preimage, r, state, trace.row(p * kRounds + r));
      }
    }
  });
  return trace;
}

#define P3_INSTANTIATE(F)                                                                \
  template Matrix<F> generate_keccak_trace<F>(std::span<const KeccakState>, std::size_t, \
                                              ThreadPool&);
P3_FOR_EACH_FIELD(P3_INSTANTIATE)
#undef P3_INSTANTIATE

}  // namespace p3
