// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include <array>

#include "p3/fri/parameters.h"
#include "p3/hash/suite.h"

// The hash suites that the targets choose from, over every field of the build.
namespace p3::testing {

struct FuzzSuite {
  const char* name;
  TreeHash hash;
  unsigned arity;
};

inline constexpr std::array<FuzzSuite, 4> kFuzzSuites = {
    FuzzSuite{"poseidon2", TreeHash::kPoseidon2, 2},
    {"keccak-f", TreeHash::kKeccakF, 2},
    {"keccak-256", TreeHash::kKeccak256, 4},
    {"poseidon2-ary4", TreeHash::kPoseidon2, 4}};

// Every grinding site, cap and arity occurs in some suite. Poseidon2 is slow to compute and gets
// two queries, and so no grinding before them (see proof_case.h).
inline StarkParameters fuzz_parameters(const FuzzSuite& suite, bool batch) {
  const bool keccak = suite.hash != TreeHash::kPoseidon2;
  return {.fri = {.log_blowup = batch ? 2u : 1u,
                  .log_final_poly_len = suite.arity == 4 ? 1u : 0u,
                  .max_log_arity = suite.arity == 4 ? 1u : 2u,
                  .num_queries = keccak ? (batch ? 8u : 12u) : 2u,
                  .batch_pow_bits = 1,
                  .commit_pow_bits = batch ? 1u : 0u,
                  .query_pow_bits = keccak ? 1u : 0u},
          .ood_pow_bits = batch ? 0u : 1u,
          .lookup_pow_bits = keccak ? 1u : 0u,
          .cap_height = batch ? 1u : 0u};
}

}  // namespace p3::testing
