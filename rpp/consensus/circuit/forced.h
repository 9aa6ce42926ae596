// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include "rpp/circuit/forced_circuit.h"
#include "rpp/consensus/circuit/prover.h"

// Consensus traces of certificates that nobody checked, for tests and simnet alone.
namespace rpp {

class ForcedConsensus final : public ForcedCircuit {
 public:
  // The model outlives it.
  explicit ForcedConsensus(const ConsensusModel& model) : model_(model) {}

  const Circuit& circuit() const override { return model_.circuit(); }

  // `witness` is a ConsensusCase of good shape.
  CircuitTraces build_unchecked(const Witness& witness, p3::ThreadPool& pool) const override;

 private:
  const ConsensusModel& model_;
};

}  // namespace rpp
