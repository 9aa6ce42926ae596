// SPDX-License-Identifier: Apache-2.0 OR MIT
#include <gtest/gtest.h>

#include <cstdlib>
#include <iostream>

#include "p3/field/isa/isa.h"
#include "testing/with_fields.h"
#include "tests/interop/judge_fixture.h"
#include "tests/interop/random_case.h"

// Random AIRs against the real Plonky3. Case i of a run has the seed P3_RANDOM_AIR_SEED + i, and
// there are P3_RANDOM_AIR_CASES: to repeat a failure, give its seed and one case.
namespace p3::testing {
namespace {

std::uint64_t from_environment(const char* name, std::uint64_t otherwise) {
  const char* text = std::getenv(name);
  return text == nullptr ? otherwise : std::strtoull(text, nullptr, 10);
}

using InteropRandomAir = JudgeTest;

TEST_F(InteropRandomAir, SameBytesAndEachSideAcceptsTheOthers) {
  const std::uint64_t first = from_environment("P3_RANDOM_AIR_SEED", 20260722);
  const std::uint64_t count = from_environment("P3_RANDOM_AIR_CASES", 240);
  const auto isas = supported_isas();
  ThreadPool pool(2);
  std::size_t batches = 0, instances = 0, lookups = 0, constraints = 0, widest = 0;
  for (std::uint64_t seed = first; seed < first + count; ++seed) {
    ASSERT_TRUE(select_isa(isas[seed % isas.size()]));
    const JudgeSuite& suite = random_suite(seed);
    with_fields(suite.field, suite.degree, [&]<class F, class EF>() {
      const auto c = make_random_case<F>(seed);
      EXPECT_EQ((exchange<F, EF>(judge(), c, pool).problem), "") << "P3_RANDOM_AIR_SEED=" << seed;
      batches += c.batch;
      instances += c.instances.size();
      for (const auto& instance : c.instances) {
        lookups += instance.model->dag().lookups.size();
        constraints += instance.model->dag().constraints.size();
        widest = std::max(widest, instance.trace.width());
      }
    });
  }
  ASSERT_TRUE(select_isa(best_isa()));
  std::cout << count << " random cases from seed " << first << ": " << count - batches << " uni, "
            << batches << " batch, " << instances << " AIRs with " << constraints
            << " constraints and " << lookups << " lookups, up to " << widest << " columns\n";
}

}  // namespace
}  // namespace p3::testing
