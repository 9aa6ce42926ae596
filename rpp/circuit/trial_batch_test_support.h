// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include <memory>
#include <utility>

#include "rpp/circuit/circuit_prover.h"
#include "testing/batch_trial.h"

// For tests: the traces of any circuit before everyone who may object.
namespace rpp::testing {

// The AIRs stay the circuit's, which outlives the batch. Public values: S, and a key id of zeros.
inline p3::testing::TrialBatch batch_of(const Circuit& circuit, CircuitTraces traces) {
  p3::testing::TrialBatch batch;
  for (std::size_t i = 0; i < circuit.tables.size(); ++i) {
    batch.push_back({std::shared_ptr<const p3::Air<Element>>(circuit.tables[i].air, [](auto*) {}),
                     std::move(traces.traces[i]),
                     {}});
  }
  const Digest s = statement_digest(*circuit.fields, traces.fields);
  batch[0].public_values.assign(s.elements.begin(), s.elements.end());
  batch[0].public_values.resize(kPublicValues);
  return batch;
}

}  // namespace rpp::testing
