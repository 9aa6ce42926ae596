// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include "p3/base/check.h"
#include "rpp/circuit/family_prover.h"
#include "rpp/circuit/forced_circuit.h"

// Traces of a family's inputs that nobody checked. Instantiated in libraries of their own that only
// tests and simnet link.
namespace rpp {

template <ProverFamily Family>
class ForcedFamily final : public ForcedCircuit {
 public:
  // The model outlives it.
  explicit ForcedFamily(const typename Family::Model& model) : model_(model) {}

  const Circuit& circuit() const override { return model_.circuit(); }

  // `witness` is a FamilyCase of good shape.
  CircuitTraces build_unchecked(const Witness& witness, p3::ThreadPool& pool) const override {
    const auto& given = static_cast<const FamilyCase<Family>&>(witness);
    P3_CHECK(!Family::shape(model_, given.witness), "shape of a forced witness");
    const auto facts = Family::facts(model_, given.witness, pool);
    return Family::traces(model_, given.witness, facts, given.claims_or_derived(model_, facts),
                          pool);
  }

 private:
  const typename Family::Model& model_;
};

}  // namespace rpp
