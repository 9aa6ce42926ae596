// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include "rpp/circuit/forced_circuit.h"
#include "rpp/identity/circuit/prover.h"

// Identity traces of lists that nobody checked, for tests and simnet alone.
namespace rpp {

class ForcedIdentities final : public ForcedCircuit {
 public:
  // The model outlives it.
  explicit ForcedIdentities(const IdentityModel& model) : model_(model) {}

  const Circuit& circuit() const override { return model_.circuit(); }

  // `witness` is an IdentityCase of good shape.
  CircuitTraces build_unchecked(const Witness& witness, p3::ThreadPool& pool) const override;

 private:
  const IdentityModel& model_;
};

}  // namespace rpp
