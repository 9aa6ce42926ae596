// SPDX-License-Identifier: Apache-2.0 OR MIT
#include "p3/security/propose.h"

#include <gtest/gtest.h>

#include <cmath>

namespace p3 {
namespace {

// A table of 400 columns, read at both rows, with 40 messages of width 17.
ProofLayout layout(unsigned degree) {
  ProofLayout out;
  out.instances.push_back(
      {.log_rows = 15, .main_columns = 400, .permutation_columns = 41, .log_quotient_chunks = 1});
  out.batch = true;
  out.extension_degree = degree;
  return out;
}

SecurityShape shape(unsigned field_bits, unsigned degree) {
  return {{{.log_rows = 15,
            .num_constraints = 2000,
            .constraint_degree = 3,
            .log_quotient_chunks = 1,
            .openings = count_openings(layout(degree).instances[0], degree),
            .interactions = 40,
            .widest_tuple = 17}},
          field_bits,
          128};
}

ProposalTable propose(unsigned degree, unsigned field_bits, unsigned target,
                      const ProposalLimits& limits) {
  return propose_parameters({.fri = {}, .cap_height = 3}, shape(field_bits, degree), layout(degree),
                            target, limits)
      .value();
}

constexpr unsigned kDegree4 = 123, kDegree5 = 154;

TEST(Propose, EveryProposalReachesTheTargetAndNoQueryIsSpare) {
  for (const unsigned target : {60u, 80u, 100u, 110u, 120u, 128u}) {
    for (const unsigned pow : {0u, 8u, 16u, 24u}) {
      const ProposalLimits limits{.max_pow_bits = pow};
      for (const ProposalCandidate& c : propose(5, kDegree5, target, limits).candidates) {
        ASSERT_NE(c.proposal.has_value(), c.obstacle.has_value());
        if (!c.proposal) continue;
        EXPECT_GE(c.proposal->report.proven_bits(), target);
        // Even with all the work that is allowed, one query less is not enough.
        StarkParameters fewer = c.proposal->parameters;
        fewer.fri.num_queries -= 1;
        fewer.ood_pow_bits = fewer.lookup_pow_bits = pow;
        fewer.fri.batch_pow_bits = fewer.fri.commit_pow_bits = fewer.fri.query_pow_bits = pow;
        if (fewer.fri.num_queries == 0) continue;
        EXPECT_LT(assess_security(fewer, shape(kDegree5, 5)).value().proven_bits(), target)
            << target << " bits, grinding " << pow << ", blowup 2^" << c.log_blowup;
      }
    }
  }
}

TEST(Propose, NoSiteGrindsMoreThanItMust) {
  const auto table = propose(5, kDegree5, 128, {});
  ASSERT_TRUE(table.best.has_value());
  for (const ProposalCandidate& c : table.candidates) {
    ASSERT_TRUE(c.proposal.has_value());
    const StarkParameters& p = c.proposal->parameters;
    for (unsigned StarkParameters::* site :
         {&StarkParameters::ood_pow_bits, &StarkParameters::lookup_pow_bits}) {
      StarkParameters less = p;
      if (less.*site == 0) continue;
      less.*site -= 1;
      EXPECT_LT(assess_security(less, shape(kDegree5, 5)).value().proven_bits(), 128);
    }
    for (unsigned FriParameters::* site :
         {&FriParameters::batch_pow_bits, &FriParameters::commit_pow_bits,
          &FriParameters::query_pow_bits}) {
      StarkParameters less = p;
      if (less.fri.*site == 0) continue;
      less.fri.*site -= 1;
      EXPECT_LT(assess_security(less, shape(kDegree5, 5)).value().proven_bits(), 128);
    }
    EXPECT_EQ(p.cap_height, 3u);
  }
}

TEST(Propose, TheBestIsTheSmallestOfTheBlowups) {
  const auto table = propose(5, kDegree5, 120, {.max_log_blowup = 5});
  ASSERT_EQ(table.candidates.size(), 5u);
  const double best = table.candidates[*table.best].proposal->size.total();
  for (const ProposalCandidate& c : table.candidates) {
    EXPECT_GE(c.proposal->size.total(), best);
  }
  // Queries dominate here, so more blowup means a smaller proof.
  EXPECT_GT(table.candidates[*table.best].log_blowup, 1u);
}

// statements.md section 7: degree 4 stops at the composition of the constraints, degree 5 without
// work outside FRI at the batching.
TEST(Propose, NamesTheTermThatMakesItUnreachable) {
  const auto degree4 = propose(4, kDegree4, 120, {});
  EXPECT_FALSE(degree4.best.has_value());
  for (const ProposalCandidate& c : degree4.candidates) {
    EXPECT_EQ(c.obstacle->term.kind, SecurityTermKind::kAirComposition);
    EXPECT_LT(c.obstacle->term.bits, 120);
  }
  const auto no_work = propose(5, kDegree5, 128, {.max_pow_bits = 0});
  EXPECT_FALSE(no_work.best.has_value());
  for (const ProposalCandidate& c : no_work.candidates) {
    EXPECT_EQ(c.obstacle->term.kind, SecurityTermKind::kBatchCombination);
  }
  const auto collision = propose(5, kDegree5, 129, {});
  for (const ProposalCandidate& c : collision.candidates) {
    EXPECT_EQ(c.obstacle->term.kind, SecurityTermKind::kCommitmentCollision);
    EXPECT_EQ(c.obstacle->term.bits, 128);
  }
  const auto queries = propose(5, kDegree5, 100, {.max_log_blowup = 1, .max_queries = 50});
  EXPECT_EQ(queries.candidates[0].obstacle->term.kind, SecurityTermKind::kLdtQueryPhase);
}

// Every combination of blowup, queries and work that reaches the target.
template <class Visit>
void for_each_that_reaches(const SecurityShape& s, double target, const ProposalLimits& limits,
                           const Visit& visit) {
  const unsigned choices = limits.max_pow_bits + 1;
  StarkParameters p;
  for (p.fri.log_blowup = 1; p.fri.log_blowup <= limits.max_log_blowup; ++p.fri.log_blowup) {
    for (p.fri.num_queries = 1; p.fri.num_queries <= limits.max_queries; ++p.fri.num_queries) {
      for (unsigned code = 0; code < choices * choices * choices * choices * choices; ++code) {
        unsigned rest = code;
        for (unsigned* site : {&p.ood_pow_bits, &p.lookup_pow_bits, &p.fri.batch_pow_bits,
                               &p.fri.commit_pow_bits, &p.fri.query_pow_bits}) {
          *site = rest % choices;
          rest /= choices;
        }
        if (assess_security(p, s).value().proven_bits() >= target) visit(p);
      }
    }
  }
}

// Fields so small that every site matters, and traces so short that few multiplicities exist.
TEST(Propose, NoCombinationIsSmallerThanTheProposal) {
  const ProposalLimits limits{.max_log_blowup = 3, .max_pow_bits = 2, .max_queries = 24};
  ProofLayout small = layout(4);
  small.instances[0].log_rows = 4;
  for (const auto& [field_bits, target] : {std::pair{26u, 13u}, {30u, 16u}, {34u, 20u}}) {
    SecurityShape s{{{.log_rows = 4,
                      .num_constraints = 3,
                      .constraint_degree = 3,
                      .log_quotient_chunks = 1,
                      .openings = 12,
                      .interactions = 2,
                      .widest_tuple = 2}},
                    field_bits,
                    40};
    const auto table = propose_parameters({}, s, small, target, limits).value();
    ASSERT_TRUE(table.best.has_value()) << field_bits;
    const Proposal& best = *table.candidates[*table.best].proposal;
    std::size_t reached = 0;
    for_each_that_reaches(s, target, limits, [&](const StarkParameters& p) {
      ++reached;
      EXPECT_GE(estimate_proof_size(p, small).total(), best.size.total() - 1e-6);
    });
    EXPECT_GT(reached, 0u);
  }
}

// A rate just below 1 once the opened points are counted: a query is worth next to nothing.
TEST(Propose, QueriesWorthNothingAreNoEndlessSearch) {
  SecurityShape thin = shape(kDegree5, 5);
  thin.instances[0].log_rows = 31;
  thin.instances[0].opening_points = 0x7fffffff;  // (2^31 + 2^31 - 1) / 2^32
  const auto table = propose_parameters({}, thin, layout(5), 60, {.max_log_blowup = 1}).value();
  ASSERT_TRUE(table.candidates[0].obstacle.has_value());
  EXPECT_EQ(table.candidates[0].obstacle->term.kind, SecurityTermKind::kLdtQueryPhase);
}

TEST(Propose, RefusesBadLimitsAndShapes) {
  const auto fails = [](const ProposalLimits& limits, SecurityFault fault) {
    const auto result = propose_parameters({}, shape(kDegree5, 5), layout(5), 100, limits);
    ASSERT_FALSE(result.ok());
    EXPECT_EQ(result.error().fault, fault);
  };
  fails({.min_log_blowup = 0}, SecurityFault::kRateOne);
  fails({.max_log_blowup = 60}, SecurityFault::kTraceTooTall);
  fails({.max_pow_bits = 64}, SecurityFault::kTooMuchGrinding);
  fails({.max_queries = 0}, SecurityFault::kNoQueries);
  SecurityShape none = shape(kDegree5, 5);
  none.instances.clear();
  EXPECT_EQ(propose_parameters({}, none, layout(5), 100, {}).error().fault,
            SecurityFault::kNoInstances);
}

}  // namespace
}  // namespace p3
