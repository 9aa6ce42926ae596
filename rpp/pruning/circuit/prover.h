// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include <memory>
#include <optional>
#include <span>
#include <vector>

#include "p3/air/quotient_kernel.h"
#include "rpp/circuit/circuit_prover.h"
#include "rpp/pruning/circuit/model.h"
#include "rpp/pruning/public_fields.h"
#include "rpp/pruning/witness.h"

// The pruning circuit's half of a prover.
namespace rpp {

// A range, and the fields to prove if they are not those that it gives.
struct PruningCase final : Witness {
  PruningCase() = default;
  explicit PruningCase(PruningWitness range) : witness(std::move(range)) {}

  PruningWitness witness;
  std::optional<PruningPublic> fields;
};

class PruningProver final : public CircuitProver {
 public:
  // The model outlives the prover.
  explicit PruningProver(const PruningModel& model);

  const Circuit& circuit() const override { return model_.circuit(); }

  // The JSON of docs/spec/witness-pruning.md.
  p3::Result<std::unique_ptr<Witness>, WitnessError> read_witness(
      std::span<const std::uint8_t> bytes) const override;

  // Every rule of check.h first; the first that is broken is the error.
  p3::Result<CircuitTraces, WitnessError> build(const Witness& witness,
                                                p3::ThreadPool& pool) const override;

  // One for each table, null for the statement table, whose constraints are data.
  std::vector<const p3::QuotientKernel<Element>*> kernels() const override;

 private:
  const PruningModel& model_;
  std::vector<std::unique_ptr<p3::QuotientKernel<Element>>> kernels_;
};

}  // namespace rpp
