// SPDX-License-Identifier: Apache-2.0 OR MIT
#include "p3/airs/poseidon2_trace.h"

#include <algorithm>
#include <cstddef>
#include <type_traits>
#include <vector>

#include "p3/airs/poseidon2_fill.h"

namespace p3 {
namespace {

template <class F>
airs::Poseidon2Fill<F> active_fill() {
  const airs::Poseidon2FillTable& table = poseidon2_fill_table();
  if constexpr (std::is_same_v<F, KoalaBear>) return table.koala_bear;
  if constexpr (std::is_same_v<F, BabyBear>) return table.baby_bear;
  if constexpr (std::is_same_v<F, Goldilocks>) return table.goldilocks;
}

}  // namespace

template <class F, unsigned T, std::size_t kCopies>
Matrix<F> generate_poseidon2_trace(const Poseidon2Air<F, T, kCopies>& air, std::size_t permutations,
                                   const Poseidon2Inputs<F>& inputs, ThreadPool& pool,
                                   unsigned log_room) {
  P3_CHECK(permutations % kCopies == 0, "inputs do not fill whole rows");
  using Columns = typename Poseidon2Air<F, T, kCopies>::Columns;
  const std::size_t rows = permutations / kCopies;
  Matrix<F> trace = Matrix<F>::with_room(rows, kCopies * Columns::kTotal, rows << log_room);
  const airs::Poseidon2Fill<F> fill = active_fill<F>();
  const Poseidon2Constants<F, T>& constants = air.constants();
  const airs::Poseidon2FillConstants<F> pointers = {
      constants.initial[0].data(), constants.internal.data(), constants.terminal[0].data()};
  pool.for_ranges(permutations, airs::kPoseidon2FillGrain, [&](std::size_t begin, std::size_t end) {
    constexpr std::size_t kBlock = 16 * airs::kPoseidon2FillGrain;
    std::vector<F> block(kBlock * T);
    for (std::size_t k = begin; k < end; k += kBlock) {
      const std::size_t count = std::min(kBlock, end - k);
      inputs(k, std::span<F>(block).first(count * T));
      // Copies lie side by side, so permutation k starts at cell k * kTotal of the whole matrix.
      fill(pointers, block.data(), count, trace.data() + k * Columns::kTotal);
    }
  });
  return trace;
}

template <class F, unsigned T, std::size_t kCopies>
Matrix<F> generate_poseidon2_trace(const Poseidon2Air<F, T, kCopies>& air,
                                   std::span<const F> inputs, ThreadPool& pool, unsigned log_room) {
  P3_CHECK(inputs.size() % T == 0, "inputs do not fill whole permutations");
  const auto copy = [&](std::size_t k, std::span<F> out) {
    std::copy_n(inputs.begin() + static_cast<std::ptrdiff_t>(k * T), out.size(), out.begin());
  };
  return generate_poseidon2_trace<F, T, kCopies>(air, inputs.size() / T, copy, pool, log_room);
}

#define P3_INSTANTIATE_COPIES(F, T, kCopies)                                                   \
  template Matrix<F> generate_poseidon2_trace<F, T, kCopies>(                                  \
      const Poseidon2Air<F, T, kCopies>&, std::span<const F>, ThreadPool&, unsigned);          \
  template Matrix<F> generate_poseidon2_trace<F, T, kCopies>(                                  \
      const Poseidon2Air<F, T, kCopies>&, std::size_t, const Poseidon2Inputs<F>&, ThreadPool&, \
      unsigned);
#define P3_INSTANTIATE(F, T)     \
  P3_INSTANTIATE_COPIES(F, T, 1) \
  P3_INSTANTIATE_COPIES(F, T, 2) \
  P3_INSTANTIATE_COPIES(F, T, 8)
P3_INSTANTIATE(KoalaBear, 16)
P3_INSTANTIATE(BabyBear, 16)
P3_INSTANTIATE(Goldilocks, 8)
#undef P3_INSTANTIATE
#undef P3_INSTANTIATE_COPIES

}  // namespace p3
