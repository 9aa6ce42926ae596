// SPDX-License-Identifier: Apache-2.0 OR MIT
#include <gtest/gtest.h>

#include <algorithm>
#include <iostream>

#include "testing/with_fields.h"
#include "tests/interop/exchange.h"
#include "tests/interop/judge_fixture.h"

// Every shipped AIR once at the full height of the grid: 2^12 rows, or what 2^22 cells permit.
namespace p3::testing {
namespace {

struct FullCase {
  const char* suite;
  bool batch;
  Objective objective;
  unsigned vector_len;
};

constexpr FullCase kFullCases[] = {
    {"bb4-keccak", false, Objective::kFibonacci, 8}, {"gl2-p2", true, Objective::kPoseidon2, 1},
    {"kb4-p2", false, Objective::kPoseidon2, 8},     {"kb4-keccak", true, Objective::kKeccakF, 8},
    {"bb4-p2", false, Objective::kBlake3, 8},
};

using InteropFullHeight = JudgeTest;

TEST_F(InteropFullHeight, SameBytesAndEachSideAcceptsTheOthers) {
  ThreadPool pool(2);
  for (const FullCase& full : kFullCases) {
    const auto* suite = std::ranges::find_if(
        kJudgeSuites, [&](const JudgeSuite& s) { return std::string(s.name) == full.suite; });
    ASSERT_NE(suite, kJudgeSuites.end());
    with_fields(suite->field, suite->degree, [&]<class F, class EF>() {
      ObjectiveSpec spec{.objective = full.objective,
                         .log_trace_length = 12,
                         .vector_len = full.vector_len,
                         .seed = 2026};
      const std::size_t width = make_objective_air<F>(spec)->shape().width;
      while (width << spec.log_trace_length > std::size_t{1} << 22) --spec.log_trace_length;
      ExchangeCase<F> c;
      c.suite = *suite;
      c.batch = full.batch;
      c.parameters = benchmark_high_arity_parameters();
      c.parameters.fri.query_pow_bits = 8;
      c.instances.push_back(shipped_instance<F>(spec, pool));
      const ExchangeResult result = exchange<F, EF>(judge(), c, pool);
      EXPECT_EQ(result.problem, "") << full.suite << " " << objective_name(full.objective);
      std::cout << full.suite << " " << objective_name(full.objective) << " 2^"
                << spec.log_trace_length << " rows of " << width << ": " << result.proof.size()
                << " bytes" << std::endl;
    });
  }
}

}  // namespace
}  // namespace p3::testing
