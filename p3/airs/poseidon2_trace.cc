// SPDX-License-Identifier: Apache-2.0 OR MIT
#include "p3/airs/poseidon2_trace.h"

#include <type_traits>

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
Matrix<F> generate_poseidon2_trace(const Poseidon2Air<F, T, kCopies>& air,
                                   std::span<const F> inputs, ThreadPool& pool, unsigned log_room) {
  const std::size_t permutations = inputs.size() / T;
  P3_CHECK(inputs.size() % T == 0 && permutations % kCopies == 0, "inputs do not fill whole rows");
  using Columns = typename Poseidon2Air<F, T, kCopies>::Columns;
  const std::size_t rows = permutations / kCopies;
  Matrix<F> trace = Matrix<F>::with_room(rows, kCopies * Columns::kTotal, rows << log_room);
  // Copies lie side by side, so permutation k starts at cell k * kTotal of the whole matrix.
  const airs::Poseidon2Fill<F> fill = active_fill<F>();
  const Poseidon2Constants<F, T>& constants = air.constants();
  const airs::Poseidon2FillConstants<F> pointers = {
      constants.initial[0].data(), constants.internal.data(), constants.terminal[0].data()};
  pool.for_ranges(permutations, airs::kPoseidon2FillGrain, [&](std::size_t begin, std::size_t end) {
    fill(pointers, inputs.data() + begin * T, end - begin, trace.data() + begin * Columns::kTotal);
  });
  return trace;
}

#define P3_INSTANTIATE(F, T)                                                                       \
  template Matrix<F> generate_poseidon2_trace<F, T, 1>(const Poseidon2Air<F, T, 1>&,               \
                                                       std::span<const F>, ThreadPool&, unsigned); \
  template Matrix<F> generate_poseidon2_trace<F, T, 2>(const Poseidon2Air<F, T, 2>&,               \
                                                       std::span<const F>, ThreadPool&, unsigned); \
  template Matrix<F> generate_poseidon2_trace<F, T, 8>(const Poseidon2Air<F, T, 8>&,               \
                                                       std::span<const F>, ThreadPool&, unsigned);
P3_INSTANTIATE(KoalaBear, 16)
P3_INSTANTIATE(BabyBear, 16)
P3_INSTANTIATE(Goldilocks, 8)
#undef P3_INSTANTIATE

}  // namespace p3
