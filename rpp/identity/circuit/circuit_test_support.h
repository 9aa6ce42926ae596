// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include <memory>
#include <optional>
#include <utility>

#include "rpp/fields/field_codec.h"
#include "rpp/identity/circuit/forced.h"
#include "rpp/identity/sample.h"
#include "testing/batch_trial.h"

// For tests: the whole identity circuit on trial.
namespace rpp::testing {

inline p3::ThreadPool& test_pool() {
  static p3::ThreadPool threads(2);
  return threads;
}

// The AIRs stay the model's: the batch only borrows them.
inline p3::testing::TrialBatch batch_of(CircuitTraces traces) {
  const IdentityModel& model = identity_model();
  const Digest s = statement_digest(*model.circuit().fields, traces.fields);
  p3::testing::TrialBatch batch;
  for (std::size_t i = 0; i < kIdentityTables; ++i) {
    const auto& air = model.air(static_cast<IdentityTable>(i));
    batch.push_back({std::shared_ptr<const p3::Air<Element>>(&air, [](auto*) {}),
                     std::move(traces.traces[i]),
                     {}});
  }
  batch[0].public_values.assign(s.elements.begin(), s.elements.end());
  batch[0].public_values.resize(kPublicValues);
  return batch;
}

inline CircuitTraces forced_traces(IdentityWitness witness,
                                   std::optional<IdentityClaims> claims = {}) {
  IdentityCase list(std::move(witness));
  list.claims = std::move(claims);
  return ForcedIdentities(identity_model()).build_unchecked(list, test_pool());
}

inline p3::testing::TrialBatch forced_batch(IdentityWitness witness,
                                            std::optional<IdentityClaims> claims = {}) {
  return batch_of(forced_traces(std::move(witness), std::move(claims)));
}

}  // namespace rpp::testing
