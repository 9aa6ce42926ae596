// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include <memory>
#include <span>
#include <vector>

#include "p3/air/quotient_kernel.h"
#include "rpp/circuit/circuit_prover.h"
#include "rpp/consensus/circuit/model.h"
#include "rpp/consensus/public_fields.h"
#include "rpp/consensus/witness.h"

// The consensus circuit's half of a prover.
namespace rpp {

// A certificate, and the fields to prove if they are not those that it gives.
struct ConsensusCase final : Witness {
  ConsensusCase() = default;
  explicit ConsensusCase(ConsensusWitness certificate) : witness(std::move(certificate)) {}

  ConsensusWitness witness;
  std::optional<ConsensusPublic> fields;
};

class ConsensusProver final : public CircuitProver {
 public:
  // The model outlives the prover.
  explicit ConsensusProver(const ConsensusModel& model);

  const Circuit& circuit() const override { return model_.circuit(); }

  // The JSON of docs/spec/witness-consensus.md.
  p3::Result<std::unique_ptr<Witness>, WitnessError> read_witness(
      std::span<const std::uint8_t> bytes) const override;

  // Every rule of check.h first; the first that is broken is the error.
  p3::Result<CircuitTraces, WitnessError> build(const Witness& witness,
                                                p3::ThreadPool& pool) const override;

  std::vector<const p3::QuotientKernel<Element>*> kernels() const override;

 private:
  const ConsensusModel& model_;
  std::vector<std::unique_ptr<p3::QuotientKernel<Element>>> kernels_;
};

}  // namespace rpp
