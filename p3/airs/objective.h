// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string_view>
#include <vector>

#include "p3/air/air.h"

// The shipped statements by name: which AIR, which trace, which public values.
//
// The same (field, objective, vector length, log trace length, seed) means the same statement in
// every program that follows docs/spec/interop.md. Inputs are the draws of SplitMix64 started at
// the seed, in order.
namespace p3 {

enum class Objective { kFibonacci, kPoseidon2, kKeccakF, kBlake3 };

// "fibonacci", "poseidon-2-permutations", "keccak-f-permutations", "blake-3-permutations".
std::string_view objective_name(Objective objective);

struct ObjectiveSpec {
  Objective objective = Objective::kFibonacci;
  unsigned log_trace_length = 0;
  unsigned vector_len = 8;  // Poseidon2 permutations per row: 1 or 8
  std::uint64_t seed = 1;
};

// Why a combination is no statement ("fewer than 24 rows hold no Keccak-f permutation"), or
// nothing.
template <class F>
std::optional<std::string_view> objective_problem(const ObjectiveSpec& spec);

// The AIR alone: all that a verifier needs. The spec must have no problem.
template <class F>
std::unique_ptr<Air<F>> make_objective_air(const ObjectiveSpec& spec);

// Public values of the statement (Fibonacci: first a, first b, last b; otherwise none).
template <class F>
std::vector<F> objective_public_values(const ObjectiveSpec& spec);

}  // namespace p3
