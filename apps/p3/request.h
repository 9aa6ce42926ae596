// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "p3/airs/objective.h"
#include "p3/engine/system.h"
#include "p3/field/isa/isa.h"
#include "p3/fri/parameters.h"
#include "p3/hash/suite.h"
#include "p3/security/propose.h"

// What one call of the program asks for, after parsing.
namespace p3::app {

enum class StatsFormat { kNone, kText, kJson };
enum class Command { kProve, kVerify, kInspect, kBench, kSecurity };

// The statement and every number of the protocol: the same for prover and verifier.
struct Statement : ProofSystem {
  ObjectiveSpec spec;
};

// A statement that no AIR stands for, described by its counts.
struct GenericShape {
  unsigned log_rows = 0;
  std::uint64_t columns = 0, preprocessed_columns = 0, constraints = 0, constraint_degree = 3;
  std::optional<std::uint64_t> openings;  // instead of what the columns make
  std::uint64_t interactions = 0, tuple_width = 1;
  bool reads_next_row = true;
};

// What the command `security` asks beyond a statement.
struct SecurityQuestion {
  std::optional<GenericShape> generic;  // instead of the objective
  std::optional<unsigned> target_bits;  // propose parameters
  ProposalLimits limits;
};

struct Request {
  Command command = Command::kProve;
  SecurityQuestion security;
  Statement statement;
  unsigned threads = 1;
  std::optional<Isa> isa;
  unsigned repeat = 1;
  std::string proof_in, proof_out, trace_out;
  StatsFormat stats = StatsFormat::kText;
  bool quiet = false;
  bool estimate = false;                    // instead of proving
  std::optional<std::uint64_t> max_memory;  // bytes
};

// Exit codes of the program.
inline constexpr int kExitOk = 0;
inline constexpr int kExitInvalidProof = 1;
inline constexpr int kExitUsage = 2;
inline constexpr int kExitFile = 3;
inline constexpr int kExitInternal = 5;

}  // namespace p3::app
