// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include <optional>
#include <utility>

#include "rpp/circuit/trial_batch_test_support.h"
#include "rpp/state/circuit/forced.h"
#include "rpp/state/sample.h"

// For tests: the whole state circuit on trial.
namespace rpp::testing {

inline p3::ThreadPool& test_pool() {
  static p3::ThreadPool threads(2);
  return threads;
}

// Short epochs and a power unit that divides nothing.
inline constexpr StateRules kTestRules{.epoch_length = 10, .stake_minimum = 1000, .power_unit = 7};

inline const StateModel& test_model() {
  static const StateModel model{kTestRules};
  return model;
}

inline p3::testing::TrialBatch forced_batch(StateWitness witness,
                                            std::optional<StatePublic> claims = {}) {
  StateCase block(std::move(witness));
  block.claims = std::move(claims);
  return batch_of(test_model().circuit(),
                  ForcedState(test_model()).build_unchecked(block, test_pool()));
}

}  // namespace rpp::testing
