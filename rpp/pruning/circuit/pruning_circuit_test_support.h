// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include <memory>
#include <utility>

#include "rpp/pruning/circuit/forced.h"
#include "rpp/pruning/circuit/traces.h"
#include "rpp/pruning/sample.h"
#include "testing/batch_trial.h"

// What the tests of the pruning circuit have in common.
namespace rpp::testing {

inline p3::ThreadPool& pool() {
  static p3::ThreadPool threads(2);
  return threads;
}

// A table of the circuit for a batch, which only borrows it.
inline std::shared_ptr<const p3::Air<Element>> borrowed_air(PruningTable table) {
  return {&pruning_model().air(table), [](auto*) {}};
}

inline p3::testing::TrialBatch batch_of(CircuitTraces traces) {
  const Digest s = statement_digest(kPruningTable, traces.fields);
  p3::testing::TrialBatch batch;
  for (std::size_t i = 0; i < kPruningTables; ++i) {
    batch.push_back({borrowed_air(static_cast<PruningTable>(i)), std::move(traces.traces[i]), {}});
  }
  batch[0].public_values.assign(s.elements.begin(), s.elements.end());
  batch[0].public_values.resize(kPublicValues);
  return batch;
}

// Two blocks of three and two transactions, three of them removed, whose heights cross 2^16.
inline PruningSample small_sample() {
  PruningSample sample = make_pruning_sample(1, {.blocks = 2, .transactions = 3});
  PruningDraft& draft = sample.draft;
  draft.first_height = 0x1ffff;
  draft.blocks[0].removed = {false, true, true};
  draft.blocks[1].transactions.pop_back();
  draft.blocks[1].removed = {true, false};
  sample.witness = witness_of(draft);
  sample.fields = pruning_facts(sample.witness).fields;
  return sample;
}

}  // namespace rpp::testing
