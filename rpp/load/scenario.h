// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "p3/base/result.h"

// The scenario of a load: what simnet reads from a .ron file.
//
// The files hold JSON with comments and no null, which is valid RON too. Every member is demanded,
// none is unknown and none stands twice: a misspelt tamper switch must not run a load without
// tampering. The names are those of the chain's own scenarios (domain.md 6.1).
namespace rpp {

struct TamperPlan {
  bool vrf = false;
  bool quorum_roots = false;
  std::uint64_t every_n = 1;  // runs whose number it divides are tampered with

  friend bool operator==(const TamperPlan&, const TamperPlan&) = default;
};

struct ConsensusLoad {
  std::uint64_t runs = 0;
  std::uint64_t validators = 0;
  std::uint64_t witness_commitments = 0;
  std::uint64_t security_bits = 0;  // proven
  std::uint64_t seed = 0;           // determines every statement and every byte of every proof
  TamperPlan tamper;

  friend bool operator==(const ConsensusLoad&, const ConsensusLoad&) = default;
};

struct Scenario {
  std::string name;  // lower-case letters, digits and underscores: it becomes file names
  ConsensusLoad consensus;

  friend bool operator==(const Scenario&, const Scenario&) = default;
};

inline constexpr std::size_t kMaxScenarioBytes = 1u << 16;
inline constexpr std::uint64_t kMaxLoadRuns = 100'000;
inline constexpr std::uint64_t kMaxLoadValidators = 256;
inline constexpr std::uint64_t kMaxLoadWitnessCommitments = 1024;
inline constexpr std::uint64_t kMaxLoadSecurityBits = 256;
// Below 2^53, so that every JSON reader sees the same number.
inline constexpr std::uint64_t kMaxLoadSeed = (std::uint64_t{1} << 53) - 1;

struct ScenarioError {
  std::size_t line = 0;    // from 1
  std::size_t column = 0;  // byte within the line, from 1
  std::string message;     // "line 2, column 5: ..."
};

p3::Result<Scenario, ScenarioError> read_scenario(std::string_view text);

}  // namespace rpp
