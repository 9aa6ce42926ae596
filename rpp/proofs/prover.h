// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include <map>
#include <memory>
#include <mutex>
#include <span>
#include <string_view>
#include <tuple>
#include <vector>

#include "p3/base/result.h"
#include "p3/parallel/profile.h"
#include "p3/parallel/thread_pool.h"
#include "rpp/circuit/circuit_prover.h"
#include "rpp/keys/store.h"
#include "rpp/proofs/envelope.h"
#include "rpp/proofs/health.h"

// Plonky3Prover: witness -> traces -> proof -> envelope. What can be kept between proofs is cached
// per (circuit, profile, device). Threads may share a prover; one proof is made at a time.
namespace rpp {

// Where proofs are made; their bytes do not depend on it.
enum class Device : std::uint8_t { kCpu, kGpu };

struct ProofRequest {
  std::string_view circuit;
  Profile profile = Profile::kStandalone;
  Device device = Device::kCpu;  // kGpu: kGpuInitialization, this build has none
};

// An envelope and how long its parts took, in milliseconds.
struct ProofResult {
  Envelope envelope;
  double witness_ms = 0;  // witness to filled traces, native checks included
  double prove_ms = 0;    // traces to envelope
};

class Plonky3Prover {
 public:
  // Pool, circuits and what they point to outlive the prover.
  Plonky3Prover(p3::ThreadPool& pool, std::vector<const CircuitProver*> circuits, KeySet keys,
                Clock clock = &system_clock_ms);
  ~Plonky3Prover();

  // kInvalidWitness names the rule that the witness breaks and where.
  p3::Result<ProofResult, BackendError> prove(const ProofRequest& request, const Witness& witness,
                                              p3::Profiler* profiler = nullptr);
  // A witness file.
  p3::Result<ProofResult, BackendError> prove(const ProofRequest& request,
                                              std::span<const std::uint8_t> witness,
                                              p3::Profiler* profiler = nullptr);

  ProverHealth health() const;

 private:
  friend class ForcedProver;  // forced.h, in a library of its own
  struct Prepared;

  template <class Read>
  p3::Result<ProofResult, BackendError> prove_from(const ProofRequest& request, const Read& read,
                                                   p3::Profiler* profiler);
  p3::Result<const Prepared*, BackendError> prepare(const ProofRequest& request);
  // Traces to envelope, without a look at what they say.
  p3::Result<ProofResult, BackendError> prove_traces(const Prepared& prepared, CircuitTraces traces,
                                                     p3::Profiler* profiler);
  p3::Result<ProofResult, BackendError> count(p3::Result<ProofResult, BackendError> outcome);

  p3::ThreadPool& pool_;
  std::vector<const CircuitProver*> circuits_;
  KeySet keys_;
  Clock clock_;
  std::mutex proving_;
  mutable std::mutex mutex_;
  std::map<std::tuple<const CircuitProver*, Profile, Device>, std::unique_ptr<const Prepared>>
      prepared_;
  ProverHealth health_;
};

}  // namespace rpp
