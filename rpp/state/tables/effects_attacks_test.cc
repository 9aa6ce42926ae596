// SPDX-License-Identifier: Apache-2.0 OR MIT
//
// Table effects among its neighbours: honest blocks, and attackers who own the witness.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "rpp/state/check.h"
#include "rpp/state/tables/effects_test_support.h"
#include "testing/batch_trial.h"

namespace rpp {
namespace {

using testing::EffectsCase;
using ::testing::IsEmpty;

TEST(Effects, HonestBlocksHold) {
  const StateDraft draft = testing::effects_draft();
  const EffectsCase c(draft);
  EXPECT_FALSE(check_shape(c.witness));
  EXPECT_THAT(testing::objections(testing::effects_batch(c)), IsEmpty());
}

}  // namespace
}  // namespace rpp
