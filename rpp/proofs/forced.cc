// SPDX-License-Identifier: Apache-2.0 OR MIT
#include "rpp/proofs/forced.h"

#include "rpp/proofs/prover_prepared.h"

namespace rpp {

p3::Result<ProofResult, BackendError> ForcedProver::prove(const ProofRequest& request,
                                                          CircuitTraces traces) {
  const std::lock_guard one_at_a_time(prover_.proving_);
  const auto prepared = prover_.prepare(request);
  if (!prepared) return p3::Err{prepared.error()};
  return prover_.prove_traces(*prepared.value(), std::move(traces), nullptr);
}

p3::Result<ProofResult, BackendError> ForcedProver::prove(const ProofRequest& request,
                                                          const ForcedCircuit& circuit,
                                                          const Witness& witness) {
  return prove(request, circuit.build_unchecked(witness, prover_.pool_));
}

}  // namespace rpp
