// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include <cstdint>
#include <functional>
#include <string>

#include "p3/base/result.h"
#include "p3/parallel/thread_pool.h"
#include "rpp/consensus/circuit/model.h"
#include "rpp/keys/profile.h"
#include "rpp/load/summary.h"

// The consensus load: certificates, proofs, verdicts and attacks, run after run.
//
// It holds an entry that proves without checks, so only simnet and the tests link it. The scenario
// determines every statement and every byte of every proof; times are the only thing that differs.
namespace rpp {

struct LoadOptions {
  const ConsensusModel* model = nullptr;
  // standalone is what `security_bits` of a load means; `test` is for tests of the load itself.
  Profile profile = Profile::kStandalone;
  p3::ThreadPool* pool = nullptr;
  // Called before every run; false ends the load, whose summary is then incomplete.
  std::function<bool(std::uint64_t run)> proceed;
};

// Why there is no load at all: a key of so many bits does not exist.
struct LoadError {
  std::string message;
};

// Fills everything but the paths and what only a program knows (cpu, cores, commit).
p3::Result<LoadSummary, LoadError> run_load(const Scenario& scenario, const LoadOptions& options);

}  // namespace rpp
