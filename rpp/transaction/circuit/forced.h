// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include "rpp/circuit/forced_circuit.h"
#include "rpp/transaction/circuit/prover.h"

// Transaction traces of lists that nobody checked, for tests and simnet alone.
namespace rpp {

class ForcedTransactions final : public ForcedCircuit {
 public:
  // The model outlives it.
  explicit ForcedTransactions(const TransactionModel& model) : model_(model) {}

  const Circuit& circuit() const override { return model_.circuit(); }

  // `witness` is a TransactionCase of good shape.
  CircuitTraces build_unchecked(const Witness& witness, p3::ThreadPool& pool) const override;

 private:
  const TransactionModel& model_;
};

}  // namespace rpp
