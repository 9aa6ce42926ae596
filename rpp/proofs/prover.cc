// SPDX-License-Identifier: Apache-2.0 OR MIT
#include "rpp/proofs/prover.h"

#include <algorithm>

#include "p3/base/stopwatch.h"
#include "p3/codec/encode.h"
#include "p3/field/extension.h"
#include "p3/prove/batch.h"
#include "rpp/proofs/prover_prepared.h"
#include "rpp/proofs/stark.h"

namespace rpp {
namespace {

using enum BackendFault;

BackendError prover_error(BackendFault fault, std::string_view circuit, const std::string& detail) {
  return {fault,
          "plonky3 " + std::string(circuit) + " prover: " + fault_name(fault) + " (" +
              std::to_string(code_of(fault)) + "): " + detail,
          std::nullopt};
}

BackendError witness_error(std::string_view circuit, const WitnessError& error) {
  return prover_error(kInvalidWitness, circuit,
                      error.where.empty() ? error.rule : error.rule + " at " + error.where);
}

using ProofBytes = p3::Result<std::vector<std::uint8_t>, p3::ProveError>;

template <class EF>
ProofBytes prove_with(const p3::ProverContext<Element>& context,
                      const p3::StarkConfig<Element>& config,
                      const p3::BatchStatement<Element>& statement,
                      p3::BatchWitness<Element> witness) {
  const auto proof = p3::prove_batch<Element, EF>(context, config, statement, std::move(witness));
  if (!proof) return p3::Err{proof.error()};
  return p3::encode(proof.value(), config.suite.hasher->kind());
}

// degree_exists(degree) must hold.
ProofBytes prove_at_degree(unsigned degree, const p3::ProverContext<Element>& context,
                           const p3::StarkConfig<Element>& config,
                           const p3::BatchStatement<Element>& statement,
                           p3::BatchWitness<Element> witness) {
  if (degree == 4) {
    return prove_with<p3::Extension<Element, 4>>(context, config, statement, std::move(witness));
  }
  if (degree == 5) {
    return prove_with<p3::Extension<Element, 5>>(context, config, statement, std::move(witness));
  }
  return prove_with<p3::Extension<Element, 8>>(context, config, statement, std::move(witness));
}

// The heights that the key allows: a prover that leaves them makes proofs nobody accepts.
std::optional<std::string> height_problem(const Circuit& circuit,
                                          const std::vector<p3::Matrix<Element>>& traces) {
  if (traces.size() != circuit.tables.size()) return "another number of traces than tables";
  for (std::size_t i = 0; i < traces.size(); ++i) {
    const CircuitTable& table = circuit.tables[i];
    const std::size_t rows = traces[i].height();
    if (rows >= std::size_t{1} << table.min_log_rows && rows <= std::size_t{1}
                                                                    << table.max_log_rows) {
      continue;
    }
    return "table " + std::string(table.name) + " has " + std::to_string(rows) + " rows";
  }
  return std::nullopt;
}

}  // namespace

Plonky3Prover::Plonky3Prover(p3::ThreadPool& pool, std::vector<const CircuitProver*> circuits,
                             KeySet keys, Clock clock)
    : pool_(pool), circuits_(std::move(circuits)), keys_(std::move(keys)), clock_(clock) {}

Plonky3Prover::~Plonky3Prover() = default;

// `read` gives a pointer to the witness, which it may own, or an error.
template <class Read>
p3::Result<ProofResult, BackendError> Plonky3Prover::prove_from(const ProofRequest& request,
                                                                const Read& read,
                                                                p3::Profiler* profiler) {
  const std::lock_guard one_at_a_time(proving_);
  const auto prepared = prepare(request);
  if (!prepared) return count(p3::Err{prepared.error()});
  const Prepared& p = *prepared.value();
  const p3::Stopwatch watch;
  const auto witness = read(*p.circuit);
  if (!witness) return count(p3::Err{witness_error(request.circuit, witness.error())});
  auto traces = p.circuit->build(*witness.value(), pool_);
  if (!traces) return count(p3::Err{witness_error(request.circuit, traces.error())});
  const double witness_ms = watch.milliseconds();
  auto result = prove_traces(p, std::move(traces).value(), profiler);
  if (result) result.value().witness_ms = witness_ms;
  return count(std::move(result));
}

p3::Result<ProofResult, BackendError> Plonky3Prover::prove(const ProofRequest& request,
                                                           const Witness& witness,
                                                           p3::Profiler* profiler) {
  return prove_from(
      request,
      [&](const CircuitProver&) { return p3::Result<const Witness*, WitnessError>(&witness); },
      profiler);
}

p3::Result<ProofResult, BackendError> Plonky3Prover::prove(const ProofRequest& request,
                                                           std::span<const std::uint8_t> witness,
                                                           p3::Profiler* profiler) {
  return prove_from(
      request, [&](const CircuitProver& circuit) { return circuit.read_witness(witness); },
      profiler);
}

p3::Result<const Plonky3Prover::Prepared*, BackendError> Plonky3Prover::prepare(
    const ProofRequest& request) {
  if (request.device == Device::kGpu) {
    return p3::Err{prover_error(kGpuInitialization, request.circuit, "no such device")};
  }
  const auto found = std::ranges::find_if(
      circuits_, [&](const CircuitProver* c) { return c->circuit().name == request.circuit; });
  if (found == circuits_.end()) {
    return p3::Err{prover_error(kUnsupportedProvingAir, request.circuit, "no such circuit")};
  }
  const std::lock_guard lock(mutex_);
  auto& slot = prepared_[{*found, request.profile, request.device}];
  if (slot) return slot.get();
  const TrustedKey* key = keys_.find(request.circuit, request.profile);
  if (key == nullptr) {
    return p3::Err{prover_error(kMissingProvingKey, request.circuit,
                                std::string("no key of profile ") + info_of(request.profile).name)};
  }
  auto trusted = trust_own_key((*found)->circuit(), key->key);
  if (!trusted) return p3::Err{key_backend_error(trusted.error())};
  if (!degree_exists(key->key.extension_degree)) {
    return p3::Err{prover_error(kUnsupportedProvingAir, request.circuit, "challenge field")};
  }
  p3::StarkConfig<Element> config = stark_config(key->key);
  auto hasher = p3::make_batch_hasher<Element>(config.suite);
  slot = std::make_unique<const Prepared>(*found, std::move(trusted).value(), std::move(config),
                                          std::move(hasher), (*found)->kernels());
  ++health_.cached_circuits;
  return slot.get();
}

p3::Result<ProofResult, BackendError> Plonky3Prover::prove_traces(const Prepared& prepared,
                                                                  CircuitTraces traces,
                                                                  p3::Profiler* profiler) {
  const Circuit& circuit = prepared.circuit->circuit();
  if (auto problem = height_problem(circuit, traces.traces)) {
    return p3::Err{prover_error(kStarkProvingError, circuit.name, *problem)};
  }
  const p3::Stopwatch watch;
  ProofResult result;
  Envelope& envelope = result.envelope;
  envelope.circuit = circuit.name;
  envelope.profile = prepared.key.key.profile;
  envelope.fields = encode_fields(*circuit.fields, traces.fields);
  envelope.commitment = statement_digest(*circuit.fields, traces.fields);
  envelope.key_id = prepared.key.id;
  envelope.metadata.proven_millibits = prepared.key.key.security.millibits;
  auto proof = prove_at_degree(prepared.key.key.extension_degree,
                               {pool_, *prepared.hasher, profiler}, prepared.config,
                               batch_statement(circuit, envelope.commitment, prepared.key.id),
                               {std::move(traces.traces), nullptr, prepared.kernels});
  if (!proof) {
    return p3::Err{prover_error(kStarkProvingError, circuit.name, p3::to_string(proof.error()))};
  }
  envelope.proof = std::move(proof).value();
  result.prove_ms = watch.milliseconds();
  return result;
}

p3::Result<ProofResult, BackendError> Plonky3Prover::count(
    p3::Result<ProofResult, BackendError> outcome) {
  const std::uint64_t now = clock_();
  const std::lock_guard lock(mutex_);
  if (outcome) {
    ++health_.proofs_generated;
    health_.last_success_ms = now;
    health_.last_error.reset();
  } else {
    ++health_.failed_proofs;
    health_.last_error = ProverHealth::Error{to_string(outcome.error()), now};
  }
  return outcome;
}

ProverHealth Plonky3Prover::health() const {
  const std::lock_guard lock(mutex_);
  return health_;
}

}  // namespace rpp
