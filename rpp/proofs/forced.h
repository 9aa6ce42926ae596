// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include "rpp/circuit/forced_circuit.h"
#include "rpp/proofs/prover.h"

// ForcedProver: proofs of traces that nobody checked, as an attacker makes them.
//
// In a library of its own that only tests and simnet link; the prover has no such entry.
namespace rpp {

class ForcedProver {
 public:
  explicit ForcedProver(Plonky3Prover& prover) : prover_(prover) {}

  // The envelope's commitment is that of `traces.fields`.
  p3::Result<ProofResult, BackendError> prove(const ProofRequest& request, CircuitTraces traces);
  // The traces of a witness that breaks rules.
  p3::Result<ProofResult, BackendError> prove(const ProofRequest& request,
                                              const ForcedCircuit& circuit, const Witness& witness);

 private:
  Plonky3Prover& prover_;
};

}  // namespace rpp
