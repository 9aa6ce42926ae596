// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include <gtest/gtest.h>

#include <cstdlib>
#include <iostream>
#include <memory>
#include <string>

#include "tests/interop/judge.h"

// JudgeTest: a suite with one judge for all of its tests.
//
// The program is P3_JUDGE, or what interop/plonky3/build.sh builds (the ctest fixture has run it).
// Where there is none the tests are skipped, loudly, and with CI=true they fail.
namespace p3::testing {

inline std::string judge_program() {
  const char* program = std::getenv("P3_JUDGE");
  return program != nullptr ? program : "build-interop/release/p3-judge";
}

class JudgeTest : public ::testing::Test {
 protected:
  static void SetUpTestSuite() {
    auto started = Judge::start(judge_program());
    if (started) {
      judge_ = std::move(started).value();
    } else {
      reason_ = started.error();
    }
  }
  static void TearDownTestSuite() { judge_.reset(); }

  void SetUp() override {
    if (judge_) return;
    const std::string text =
        "INTEROP SKIPPED: no judge (" + reason_ +
        "). `interop/plonky3/build.sh judge` builds it, and says how to get Rust 1.88 or newer.";
    const char* ci = std::getenv("CI");
    if (ci != nullptr && std::string(ci) == "true") FAIL() << text;
    std::cerr << text << std::endl;
    GTEST_SKIP() << text;
  }

  static Judge& judge() { return *judge_; }

 private:
  static inline std::unique_ptr<Judge> judge_;
  static inline std::string reason_;
};

}  // namespace p3::testing
