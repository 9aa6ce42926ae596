// SPDX-License-Identifier: Apache-2.0 OR MIT
#include "p3/airs/objective.h"

#include "p3/airs/models.h"
#include "p3/base/check.h"
#include "p3/base/split_mix.h"
#include "p3/field/extension_params.h"

namespace p3 {

std::string_view objective_name(Objective objective) {
  switch (objective) {
    case Objective::kFibonacci:
      return "fibonacci";
    case Objective::kPoseidon2:
      return "poseidon-2-permutations";
    case Objective::kKeccakF:
      return "keccak-f-permutations";
    case Objective::kBlake3:
      return "blake-3-permutations";
  }
  return "";
}

template <class F>
std::optional<std::string_view> objective_problem(const ObjectiveSpec& spec) {
  if (spec.log_trace_length > F::kTwoAdicity) {
    return "the trace is longer than the field's largest subgroup";
  }
  if (spec.objective == Objective::kKeccakF && spec.log_trace_length < 5) {
    return "a Keccak-f permutation needs 24 rows: log trace length 5 or more";
  }
  if (spec.objective == Objective::kPoseidon2 && spec.vector_len != 1 && spec.vector_len != 8) {
    return "vector length is 1 or 8";
  }
  return std::nullopt;
}

template <class F>
std::unique_ptr<Air<F>> make_objective_air(const ObjectiveSpec& spec) {
  P3_CHECK(!objective_problem<F>(spec), "not a statement");
  switch (spec.objective) {
    case Objective::kFibonacci:
      return airs::make_fibonacci_model<F>();
    case Objective::kPoseidon2:
      return airs::make_poseidon2_model<F>(spec.vector_len);
    case Objective::kKeccakF:
      return airs::make_keccak_model<F>();
    case Objective::kBlake3:
      return airs::make_blake3_model<F>();
  }
  return nullptr;
}

template <class F>
std::vector<F> objective_public_values(const ObjectiveSpec& spec) {
  if (spec.objective != Objective::kFibonacci) return {};
  SplitMix64 draws(spec.seed);
  const F first_a = F::from_u64(draws.next());
  const F first_b = F::from_u64(draws.next());
  F a = first_a, b = first_b;
  for (std::uint64_t r = 1; r < std::uint64_t{1} << spec.log_trace_length; ++r) {
    const F sum = a + b;
    a = b;
    b = sum;
  }
  return {first_a, first_b, b};
}

#define P3_INSTANTIATE(F)                                                              \
  template std::optional<std::string_view> objective_problem<F>(const ObjectiveSpec&); \
  template std::unique_ptr<Air<F>> make_objective_air<F>(const ObjectiveSpec&);        \
  template std::vector<F> objective_public_values<F>(const ObjectiveSpec&);
P3_FOR_EACH_FIELD(P3_INSTANTIATE)
#undef P3_INSTANTIATE

}  // namespace p3
