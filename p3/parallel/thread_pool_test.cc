// SPDX-License-Identifier: Apache-2.0 OR MIT
#include "p3/parallel/thread_pool.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <atomic>
#include <mutex>
#include <new>
#include <thread>
#include <utility>
#include <vector>

namespace p3 {
namespace {

using Ranges = std::vector<std::pair<std::size_t, std::size_t>>;

Ranges ranges_of(ThreadPool& pool, std::size_t n, std::size_t grain) {
  std::mutex mutex;
  Ranges ranges;
  pool.for_ranges(n, grain, [&](std::size_t begin, std::size_t end) {
    const std::lock_guard lock(mutex);
    ranges.emplace_back(begin, end);
  });
  std::sort(ranges.begin(), ranges.end());
  return ranges;
}

class ThreadPoolTest : public testing::TestWithParam<unsigned> {};
INSTANTIATE_TEST_SUITE_P(Threads, ThreadPoolTest, testing::Values(1u, 2u, 3u, 8u));

TEST_P(ThreadPoolTest, RangesCoverEverythingOnceWithBordersOnGrains) {
  ThreadPool pool(GetParam());
  ASSERT_EQ(pool.threads(), GetParam());
  for (const std::size_t grain : {1u, 2u, 7u, 16u, 1000u}) {
    for (std::size_t n = 0; n <= 100; ++n) {
      const Ranges ranges = ranges_of(pool, n, grain);
      ASSERT_LE(ranges.size(), GetParam());
      std::size_t next = 0;
      for (const auto& [begin, end] : ranges) {
        ASSERT_EQ(begin, next);
        ASSERT_LT(begin, end);
        ASSERT_EQ(begin % grain, 0u);
        next = end;
      }
      ASSERT_EQ(next, n);
    }
  }
}

TEST_P(ThreadPoolTest, RangesDependOnNothingButTheArguments) {
  ThreadPool pool(GetParam());
  const Ranges first = ranges_of(pool, 1001, 4);
  for (unsigned trial = 0; trial < 50; ++trial) ASSERT_EQ(ranges_of(pool, 1001, 4), first);
  // Balanced to within one grain.
  for (const auto& [begin, end] : first) EXPECT_LE(end - begin, 1001 / GetParam() + 2 * 4);
}

// Every range is finished, the caller gets one of the exceptions, and the pool works on.
TEST_P(ThreadPoolTest, ExceptionsOfBodiesReachTheCaller) {
  ThreadPool pool(GetParam());
  for (std::size_t bad = 0; bad < GetParam(); ++bad) {
    std::atomic<std::size_t> done{0};
    const auto body = [&](std::size_t begin, std::size_t end) {
      done += end - begin;
      if (begin <= bad && bad < end) throw std::bad_alloc();
    };
    EXPECT_THROW(pool.for_ranges(GetParam(), 1, body), std::bad_alloc) << bad;
    EXPECT_EQ(done.load(), GetParam());
    EXPECT_EQ(ranges_of(pool, GetParam(), 1).size(), GetParam());
  }
  const auto all = [](std::size_t, std::size_t) { throw std::bad_alloc(); };
  EXPECT_THROW(pool.for_ranges(100, 1, all), std::bad_alloc);
  EXPECT_EQ(ranges_of(pool, GetParam(), 1).size(), GetParam());
}

TEST_P(ThreadPoolTest, WritesOfBodiesAreVisibleAfterTheCall) {
  ThreadPool pool(GetParam());
  std::vector<std::size_t> values(5000);
  for (std::size_t trial = 0; trial < 200; ++trial) {
    // Plain, unsynchronised memory: under TSan this also proves the ordering.
    pool.for_ranges(values.size(), 1, [&](std::size_t begin, std::size_t end) {
      for (std::size_t i = begin; i < end; ++i) values[i] += i;
    });
    ASSERT_EQ(values[4999], 4999 * (trial + 1));
  }
  for (std::size_t i = 0; i < values.size(); ++i) ASSERT_EQ(values[i], 200 * i);
}

TEST_P(ThreadPoolTest, NestedCallsRunInline) {
  ThreadPool pool(GetParam());
  std::vector<std::atomic<int>> counts(64 * 64);
  pool.for_ranges(64, 1, [&](std::size_t begin, std::size_t end) {
    for (std::size_t i = begin; i < end; ++i) {
      pool.for_ranges(64, 1, [&](std::size_t inner_begin, std::size_t inner_end) {
        for (std::size_t k = inner_begin; k < inner_end; ++k) ++counts[64 * i + k];
      });
    }
  });
  for (const auto& count : counts) ASSERT_EQ(count.load(), 1);
}

TEST_P(ThreadPoolTest, MayBeUsedFromSeveralThreads) {
  ThreadPool pool(GetParam());
  std::vector<std::size_t> sums(4);
  {
    std::vector<std::jthread> users;
    for (std::size_t user = 0; user < sums.size(); ++user) {
      users.emplace_back([&, user] {
        for (unsigned trial = 0; trial < 100; ++trial) {
          std::atomic<std::size_t> sum{0};
          pool.for_ranges(100, 1, [&](std::size_t begin, std::size_t end) {
            for (std::size_t i = begin; i < end; ++i) sum += i;
          });
          sums[user] += sum;
        }
      });
    }
  }
  for (const std::size_t sum : sums) EXPECT_EQ(sum, 100u * 4950u);
}

TEST(ThreadPoolTest, OneThreadStaysOnTheCaller) {
  ThreadPool pool(1);
  std::thread::id seen;
  pool.for_ranges(10, 1, [&](std::size_t, std::size_t) { seen = std::this_thread::get_id(); });
  EXPECT_EQ(seen, std::this_thread::get_id());
}

TEST(ThreadPoolTest, SeveralThreadsReallyWork) {
  ThreadPool pool(3);
  // Each part waits for the other two: passes only if all three run at the same time.
  std::atomic<unsigned> arrived{0};
  pool.for_ranges(3, 1, [&](std::size_t begin, std::size_t end) {
    ASSERT_EQ(end, begin + 1);
    ++arrived;
    while (arrived < 3) std::this_thread::yield();
  });
  EXPECT_EQ(arrived, 3u);
}

TEST(ThreadPoolDeathTest, RefusesZeroThreadsAndZeroGrain) {
  EXPECT_DEATH(ThreadPool(0), "at least");
  ThreadPool pool(1);
  EXPECT_DEATH(pool.for_ranges(1, 0, [](std::size_t, std::size_t) {}), "grain");
}

}  // namespace
}  // namespace p3
