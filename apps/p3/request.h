// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "p3/airs/objective.h"
#include "p3/engine/system.h"
#include "p3/field/isa/isa.h"

// What one call of the program asks for, after parsing.
namespace p3::app {

enum class StatsFormat { kNone, kText, kJson };
enum class Command { kProve, kVerify, kInspect, kBench };

// The statement and every number of the protocol: the same for prover and verifier.
struct Statement : ProofSystem {
  ObjectiveSpec spec;
};

struct Request {
  Command command = Command::kProve;
  Statement statement;
  unsigned threads = 1;
  std::optional<Isa> isa;
  unsigned repeat = 1;
  std::string proof_in, proof_out, trace_out;
  StatsFormat stats = StatsFormat::kText;
  bool quiet = false;
};

// Exit codes of the program.
inline constexpr int kExitOk = 0;
inline constexpr int kExitInvalidProof = 1;
inline constexpr int kExitUsage = 2;
inline constexpr int kExitFile = 3;
inline constexpr int kExitInternal = 5;

}  // namespace p3::app
