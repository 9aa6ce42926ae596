// SPDX-License-Identifier: Apache-2.0 OR MIT
#include "p3/parallel/profile.h"

#include <gtest/gtest.h>

#include <chrono>
#include <string>
#include <thread>

namespace p3 {
namespace {

TEST(Profiler, RecordsTheTreeInOpeningOrder) {
  Profiler profiler;
  {
    const Span prove(&profiler, "prove");
    {
      const Span commit(&profiler, "commit");
    }
    {
      const Span open(&profiler, "open");
      const Span fold(&profiler, "fold");
    }
  }
  {
    const Span verify(&profiler, "verify");
  }
  const auto& records = profiler.records();
  ASSERT_EQ(records.size(), 5u);
  const char* names[] = {"prove", "commit", "open", "fold", "verify"};
  const unsigned depths[] = {0, 1, 1, 2, 0};
  for (unsigned i = 0; i < 5; ++i) {
    EXPECT_STREQ(records[i].name, names[i]);
    EXPECT_EQ(records[i].depth, depths[i]);
  }
}

TEST(Profiler, ChildrenLieWithinTheirParent) {
  Profiler profiler;
  {
    const Span parent(&profiler, "parent");
    const Span child(&profiler, "child");
    std::this_thread::sleep_for(std::chrono::milliseconds(2));
  }
  const auto& parent = profiler.records().at(0);
  const auto& child = profiler.records().at(1);
  EXPECT_GE(child.duration_ns, 2'000'000u);
  EXPECT_GE(child.start_ns, parent.start_ns);
  EXPECT_LE(child.start_ns + child.duration_ns, parent.start_ns + parent.duration_ns);
}

TEST(Profiler, OpenSpansHaveNoDurationYet) {
  Profiler profiler;
  const Span span(&profiler, "open");
  EXPECT_EQ(profiler.records().at(0).duration_ns, 0u);
}

TEST(Profiler, NullProfilerRecordsNothing) {
  const Span span(nullptr, "nothing");
  SUCCEED();
}

TEST(Profiler, ClearForgets) {
  Profiler profiler;
  {
    const Span span(&profiler, "first");
  }
  profiler.clear();
  EXPECT_TRUE(profiler.records().empty());
  {
    const Span span(&profiler, "second");
  }
  EXPECT_EQ(profiler.records().at(0).depth, 0u);
}

TEST(ProfilerDeathTest, ClearRefusesOpenSpans) {
  Profiler profiler;
  const Span span(&profiler, "open");
  EXPECT_DEATH(profiler.clear(), "open");
}

}  // namespace
}  // namespace p3
