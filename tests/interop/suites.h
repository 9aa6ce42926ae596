// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include <array>
#include <string_view>

#include "p3/hash/suite.h"

// The seventeen suites that are compiled into the judge: names and what they stand for
// (docs/spec/interop.md, "Suites").
namespace p3::testing {

struct JudgeSuite {
  const char* name;
  std::string_view field;  // as in F::kName
  unsigned degree;
  TreeHash hash;
  unsigned arity;
  bool compiled;  // shipped AIRs run as upstream's own code
};

inline constexpr std::array<JudgeSuite, 17> kJudgeSuites{{
    {"kb4-p2", "koala-bear", 4, TreeHash::kPoseidon2, 2, true},
    {"kb4-keccak", "koala-bear", 4, TreeHash::kKeccakF, 2, true},
    {"bb4-p2", "baby-bear", 4, TreeHash::kPoseidon2, 2, true},
    {"bb4-keccak", "baby-bear", 4, TreeHash::kKeccakF, 2, true},
    {"gl2-p2", "goldilocks", 2, TreeHash::kPoseidon2, 2, true},
    {"gl2-keccak", "goldilocks", 2, TreeHash::kKeccakF, 2, true},
    {"kb4-p2w16", "koala-bear", 4, TreeHash::kPoseidon2Width16, 2, false},
    {"kb4-keccakbytes", "koala-bear", 4, TreeHash::kKeccak256, 2, false},
    {"kb4-p2-ary4", "koala-bear", 4, TreeHash::kPoseidon2, 4, false},
    {"kb5-p2", "koala-bear", 5, TreeHash::kPoseidon2, 2, false},
    {"kb5-keccak", "koala-bear", 5, TreeHash::kKeccakF, 2, false},
    {"kb5-keccak-ary4", "koala-bear", 5, TreeHash::kKeccakF, 4, false},
    {"kb8-p2", "koala-bear", 8, TreeHash::kPoseidon2, 2, false},
    {"bb5-p2", "baby-bear", 5, TreeHash::kPoseidon2, 2, false},
    {"bb8-keccakbytes", "baby-bear", 8, TreeHash::kKeccak256, 2, false},
    {"gl5-keccakbytes-ary4", "goldilocks", 5, TreeHash::kKeccak256, 4, false},
    {"gl2-p2-ary4", "goldilocks", 2, TreeHash::kPoseidon2, 4, false},
}};

}  // namespace p3::testing
