// SPDX-License-Identifier: Apache-2.0 OR MIT
#include "rpp/load/run.h"

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "p3/base/split_mix.h"
#include "p3/base/stopwatch.h"
#include "p3/field/isa/isa.h"
#include "p3/hash/batch_hasher.h"
#include "rpp/consensus/circuit/forced.h"
#include "rpp/consensus/circuit/prover.h"
#include "rpp/consensus/sample.h"
#include "rpp/consensus/tamper.h"
#include "rpp/keys/keygen.h"
#include "rpp/keys/sha256.h"
#include "rpp/load/attacks.h"
#include "rpp/proofs/prover.h"
#include "rpp/proofs/verifier.h"

namespace rpp {
namespace {

// Everybody votes; in runs that are attacked a few stay away, so that attackers find absent
// members.
ConsensusSampleOptions sample_options(const ConsensusLoad& load, const ConsensusRules& rules,
                                      bool attacked) {
  ConsensusSampleOptions options;
  options.rules = rules;
  options.validators = static_cast<std::uint32_t>(load.validators);
  options.witness_commitments = load.witness_commitments;
  options.reputation_roots = kMaxReputationRoots / 4;
  if (attacked) make_room_for_tampers(options);
  return options;
}

// Seeds of the runs: neighbouring scenario seeds share none.
std::uint64_t run_seed(std::uint64_t scenario_seed, std::uint64_t run) {
  p3::SplitMix64 first(scenario_seed);
  return p3::SplitMix64(first.next() + run).next();
}

class Load {
 public:
  Load(const Scenario& scenario, const LoadOptions& options, TrustedKey key)
      : load_(scenario.consensus),
        options_(options),
        circuit_(*options.model),
        forced_(*options.model),
        request_{"consensus", options.profile, Device::kCpu},
        prover_(*options.pool, {&circuit_}, KeySet({key})),
        verifier_({&options.model->circuit()}, KeySet({key}),
                  {.accelerate = &p3::accelerated_suite<Element>}) {
    summary_.scenario = scenario;
    summary_.environment.threads = options.pool->threads();
    summary_.environment.isa = std::string(p3::isa_name(p3::active_isa()));
    summary_.environment.profile = info_of(options.profile).name;
    summary_.environment.proven_bits = key.key.security.millibits / 1000.0;
    summary_.environment.key_id = to_text(key.id);
  }

  LoadSummary run() {
    std::uint64_t run = 0;
    for (; run < load_.runs; ++run) {
      if (options_.proceed && !options_.proceed(run)) break;
      run_once(run);
    }
    summary_.complete = run == load_.runs;
    return std::move(summary_);
  }

 private:
  bool attacked(std::uint64_t run) const {
    const TamperPlan& plan = load_.tamper;
    return (plan.vrf || plan.quorum_roots) && run % plan.every_n == 0;
  }

  void fail(std::uint64_t run, const char* stage, std::string message) {
    summary_.failures.push_back({run, stage, std::move(message)});
  }

  void run_once(std::uint64_t run) {
    RunRecord record;
    record.run = run;
    if (run % kKeygenEvery == 0) {
      const p3::Stopwatch watch;
      const auto key = generate_key(options_.model->circuit(), {options_.profile});
      record.keygen_ms = watch.milliseconds();
      if (!key) fail(run, "keygen", to_string(key.error()));
    }
    const std::uint64_t seed = run_seed(load_.seed, run);
    const p3::Stopwatch watch;
    const ConsensusSample sample = make_consensus_sample(
        seed, sample_options(load_, options_.model->rules(), attacked(run)), *options_.pool);
    record.certificate_ms = watch.milliseconds();
    prove_and_verify(record, seed, sample);
    summary_.records.push_back(std::move(record));
  }

  void prove_and_verify(RunRecord& record, std::uint64_t seed, const ConsensusSample& sample) {
    const auto proof = prover_.prove(request_, ConsensusCase(sample.witness));
    if (!proof) return fail(record.run, "prove", to_string(proof.error()));
    const Envelope& envelope = proof.value().envelope;
    record.witness_ms = proof.value().witness_ms;
    record.prove_ms = proof.value().prove_ms;
    record.proof_bytes = envelope.proof.size();
    record.statement_digest = to_text(envelope.commitment);
    record.proof_sha256 = to_hex(sha256(envelope.proof));
    const std::vector<std::uint8_t> bytes = encode_envelope(envelope);
    const p3::Stopwatch watch;
    const auto verdict = verifier_.verify(bytes, {.circuit = "consensus"});
    record.verify_ms = watch.milliseconds();
    record.verified = verdict.ok();
    if (!verdict) return fail(record.run, "verify", to_string(verdict.error()));
    attack(record, seed, sample, envelope);
  }

  void attack(RunRecord& record, std::uint64_t seed, const ConsensusSample& sample,
              const Envelope& envelope) {
    if (!attacked(record.run)) return;
    const TamperPlan& plan = load_.tamper;
    const AttackBench bench{options_.model->rules(), request_, prover_, forced_, verifier_,
                            *options_.pool};
    for (const auto& [family, wanted] : {std::pair{TamperFamily::kVrf, plan.vrf},
                                         std::pair{TamperFamily::kQuorum, plan.quorum_roots}}) {
      if (!wanted) continue;
      auto attempts = attack_run(bench, family, record.run / plan.every_n, seed, sample, envelope);
      for (TamperAttempt& attempt : attempts) record.tampers.push_back(std::move(attempt));
    }
  }

  const ConsensusLoad load_;
  const LoadOptions& options_;
  ConsensusProver circuit_;
  ForcedConsensus forced_;
  ProofRequest request_;
  Plonky3Prover prover_;
  Plonky3Verifier verifier_;
  LoadSummary summary_;
};

}  // namespace

p3::Result<LoadSummary, LoadError> run_load(const Scenario& scenario, const LoadOptions& options) {
  KeyRequest request{options.profile};
  if (options.profile == Profile::kStandalone) {
    request.security_bits = static_cast<unsigned>(scenario.consensus.security_bits);
  }
  const Circuit& circuit = options.model->circuit();
  auto key = generate_key(circuit, request);
  if (!key) return p3::Err{LoadError{to_string(key.error())}};
  auto trusted = trust_own_key(circuit, std::move(key).value());
  if (!trusted) return p3::Err{LoadError{to_string(trusted.error())}};
  return Load(scenario, options, std::move(trusted).value()).run();
}

}  // namespace rpp
