// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include <gtest/gtest.h>

#include <optional>
#include <set>

#include "p3/fri/verify_error.h"

// Expectations about rejections, and a record of the reasons that a test binary has reached.
namespace p3::testing {

inline std::set<VerifyReason>& reached_reasons() {
  static std::set<VerifyReason> reasons;
  return reasons;
}

inline void expect_reason(const std::optional<VerifyError>& error, VerifyReason reason) {
  ASSERT_TRUE(error) << "accepted, expected " << reason_name(reason);
  EXPECT_EQ(error->reason, reason) << to_string(*error);
  reached_reasons().insert(error->reason);
}

}  // namespace p3::testing
