// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include "rpp/circuit/forced_circuit.h"
#include "rpp/uptime/circuit/prover.h"

// Uptime traces of lists that nobody checked, for tests and simnet alone.
namespace rpp {

class ForcedUptime final : public ForcedCircuit {
 public:
  // The model outlives it.
  explicit ForcedUptime(const UptimeModel& model) : model_(model) {}

  const Circuit& circuit() const override { return model_.circuit(); }

  // `witness` is a UptimeCase of good shape.
  CircuitTraces build_unchecked(const Witness& witness, p3::ThreadPool& pool) const override;

 private:
  const UptimeModel& model_;
};

}  // namespace rpp
