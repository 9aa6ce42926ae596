// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include <memory>
#include <optional>
#include <span>
#include <utility>
#include <vector>

#include "p3/air/quotient_kernel.h"
#include "rpp/circuit/circuit_prover.h"
#include "rpp/identity/circuit/model.h"
#include "rpp/identity/public_fields.h"
#include "rpp/identity/witness.h"

// The identity circuit's half of a prover.
namespace rpp {

// A list of identities, and what to claim if that is not what the list gives.
struct IdentityCase final : Witness {
  IdentityCase() = default;
  explicit IdentityCase(IdentityWitness list) : witness(std::move(list)) {}

  IdentityWitness witness;
  std::optional<IdentityClaims> claims;
};

class IdentityProver final : public CircuitProver {
 public:
  // The model outlives the prover.
  explicit IdentityProver(const IdentityModel& model);

  const Circuit& circuit() const override { return model_.circuit(); }

  // The JSON of docs/spec/witness-identity.md; its rules must be the model's.
  p3::Result<std::unique_ptr<Witness>, WitnessError> read_witness(
      std::span<const std::uint8_t> bytes) const override;

  // Every rule of check.h first; the first that is broken is the error.
  p3::Result<CircuitTraces, WitnessError> build(const Witness& witness,
                                                p3::ThreadPool& pool) const override;

  std::vector<const p3::QuotientKernel<Element>*> kernels() const override;

 private:
  const IdentityModel& model_;
  std::vector<std::unique_ptr<p3::QuotientKernel<Element>>> kernels_;
};

}  // namespace rpp
