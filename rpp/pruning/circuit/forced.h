// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include "rpp/circuit/forced_circuit.h"
#include "rpp/pruning/circuit/prover.h"

// Pruning traces of ranges that nobody checked, for tests and simnet alone.
namespace rpp {

class ForcedPruning final : public ForcedCircuit {
 public:
  // The model outlives it.
  explicit ForcedPruning(const PruningModel& model) : model_(model) {}

  const Circuit& circuit() const override { return model_.circuit(); }

  // `witness` is a PruningCase of good shape.
  CircuitTraces build_unchecked(const Witness& witness, p3::ThreadPool& pool) const override;

 private:
  const PruningModel& model_;
};

}  // namespace rpp
