// SPDX-License-Identifier: Apache-2.0 OR MIT
#include "p3/airs/objective_trace.h"

#include "p3/airs/blake3_trace.h"
#include "p3/airs/fibonacci_trace.h"
#include "p3/airs/keccak_trace.h"
#include "p3/airs/poseidon2_trace.h"
#include "p3/base/split_mix.h"
#include "p3/field/extension_params.h"
#include "p3/hash/poseidon2_defaults.h"

namespace p3 {
namespace {

template <class F, std::size_t kCopies>
Matrix<F> poseidon2_objective(const ObjectiveSpec& spec, ThreadPool& pool, unsigned log_room) {
  constexpr unsigned kWidth = kPoseidon2AirWidth<F>;
  const Poseidon2Air<F, kWidth, kCopies> air(default_poseidon2_constants<F, kWidth>());
  const auto draw = [&](std::size_t permutation, std::span<F> out) {
    SplitMix64 draws(spec.seed);
    draws.skip(permutation * kWidth);
    for (F& x : out) x = F::from_u64(draws.next());
  };
  return generate_poseidon2_trace<F, kWidth, kCopies>(air, kCopies << spec.log_trace_length, draw,
                                                      pool, log_room);
}

template <class F>
Matrix<F> keccak_objective(const ObjectiveSpec& spec, ThreadPool& pool, unsigned log_room) {
  const std::size_t rows = std::size_t{1} << spec.log_trace_length;
  SplitMix64 draws(spec.seed);
  std::vector<KeccakState> inputs(rows / 24);
  for (KeccakState& state : inputs) {
    for (std::uint64_t& lane : state) lane = draws.next();
  }
  return generate_keccak_trace<F>(inputs, rows, pool, log_room);
}

template <class F>
Matrix<F> blake3_objective(const ObjectiveSpec& spec, ThreadPool& pool, unsigned log_room) {
  SplitMix64 draws(spec.seed);
  std::vector<Blake3Input> inputs(std::size_t{1} << spec.log_trace_length);
  for (Blake3Input& input : inputs) {
    for (std::uint32_t& word : input) word = static_cast<std::uint32_t>(draws.next());
  }
  return generate_blake3_trace<F>(inputs, pool, log_room);
}

template <class F>
Matrix<F> fibonacci_objective(const ObjectiveSpec& spec, unsigned log_room) {
  SplitMix64 draws(spec.seed);
  const F a = F::from_u64(draws.next());
  const F b = F::from_u64(draws.next());
  return generate_fibonacci_trace(a, b, std::size_t{1} << spec.log_trace_length, log_room);
}

}  // namespace

template <class F>
Matrix<F> generate_objective_trace(const ObjectiveSpec& spec, ThreadPool& pool, unsigned log_room) {
  P3_CHECK(!objective_problem<F>(spec), "not a statement");
  switch (spec.objective) {
    case Objective::kFibonacci:
      return fibonacci_objective<F>(spec, log_room);
    case Objective::kPoseidon2:
      return spec.vector_len == 8 ? poseidon2_objective<F, 8>(spec, pool, log_room)
                                  : poseidon2_objective<F, 1>(spec, pool, log_room);
    case Objective::kKeccakF:
      return keccak_objective<F>(spec, pool, log_room);
    case Objective::kBlake3:
      return blake3_objective<F>(spec, pool, log_room);
  }
  return {};
}

#define P3_INSTANTIATE(F) \
  template Matrix<F> generate_objective_trace<F>(const ObjectiveSpec&, ThreadPool&, unsigned);
P3_FOR_EACH_FIELD(P3_INSTANTIATE)
#undef P3_INSTANTIATE

}  // namespace p3
