// SPDX-License-Identifier: Apache-2.0 OR MIT
#include "p3/security/report.h"

#include <gtest/gtest.h>

#include <cmath>
#include <functional>
#include <limits>

namespace p3 {
namespace {

using Kind = SecurityTermKind;

// The instance of statements.md section 7: 2000 constraints of degree 3, 2000 openings, 40
// interactions of width 17.
SecurityShape table_shape(unsigned field_bits, unsigned log_rows = 15) {
  return {{{.log_rows = log_rows,
            .num_constraints = 2000,
            .constraint_degree = 3,
            .log_quotient_chunks = 1,
            .opening_points = 2,
            .openings = 2000,
            .interactions = 40,
            .widest_tuple = 17}},
          field_bits,
          128};
}

// floor(log2) of the order of KoalaBear's extensions of degree 4, 5 and 8.
constexpr unsigned kDegree4 = 123, kDegree5 = 154, kDegree8 = 247;

StarkParameters ground(unsigned log_blowup, std::size_t queries, unsigned query, unsigned outside,
                       unsigned commit) {
  return {.fri = {.log_blowup = log_blowup,
                  .max_log_arity = 1,
                  .num_queries = queries,
                  .batch_pow_bits = outside,
                  .commit_pow_bits = commit,
                  .query_pow_bits = query},
          .ood_pow_bits = outside,
          .lookup_pow_bits = outside};
}

SecurityReport assess(const StarkParameters& p, const SecurityShape& shape) {
  return assess_security(p, shape).value();
}

double term(const RegimeReport& report, Kind kind) {
  const SecurityTerm* found = report.find(kind);
  return found == nullptr ? std::numeric_limits<double>::infinity() : found->bits;
}

// The fewest queries at which the proven level reaches the target, or 0.
std::size_t queries_needed(double target, const SecurityShape& shape,
                           const std::function<StarkParameters(std::size_t)>& at) {
  std::size_t low = 1, high = 2048;
  if (assess(at(high), shape).proven_bits() < target) return 0;
  while (low < high) {
    const std::size_t middle = (low + high) / 2;
    if (assess(at(middle), shape).proven_bits() >= target) {
      high = middle;
    } else {
      low = middle + 1;
    }
  }
  return low;
}

// statements.md section 7: 193 queries at rate 1/2 and 118 at rate 1/4, 20 bits of grinding each.
// The points opened move the rate by 2/2^20, which costs a few hundredths of a bit.
TEST(SecurityReport, PublishedQueryCountsGiveHundredBitsByUniqueDecoding) {
  const SecurityShape shape = table_shape(kDegree5, 20);
  for (const auto& [log_blowup, queries] : {std::pair{1u, 193u}, std::pair{2u, 118u}}) {
    const auto report = assess(ground(log_blowup, queries, 20, 0, 0), shape);
    const double bits = term(report.unique_decoding, Kind::kLdtQueryPhase);
    EXPECT_EQ(std::floor(bits), 100) << bits;
    const auto fewer = assess(ground(log_blowup, queries - 1, 20, 0, 0), shape);
    EXPECT_LT(term(fewer.unique_decoding, Kind::kLdtQueryPhase), 100);
  }
}

struct TableRow {
  const char* what;
  double target;
  unsigned field_bits, query, outside, commit;
  std::size_t queries[4];  // at blowup 2, 4, 8, 16; 0: unreachable
};

// plonky3-wire.md, "Own runs of it", and statements.md section 7.
TEST(SecurityReport, TheTablesOfTheSpecification) {
  const TableRow rows[] = {
      {"100 bits, degree 4", 100, kDegree4, 20, 16, 8, {193, 93, 63, 88}},
      {"100 bits, degree 4, more work", 100, kDegree4, 20, 20, 16, {172, 85, 57, 43}},
      {"120 bits, degree 4", 120, kDegree4, 20, 20, 16, {0, 0, 0, 0}},
      {"128 bits, degree 5, no other work", 128, kDegree5, 18, 0, 0, {0, 0, 0, 0}},
      {"128 bits, degree 5", 128, kDegree5, 20, 16, 8, {236, 116, 79, 60}},
      {"128 bits, degree 5, 8 bits", 128, kDegree5, 20, 8, 0, {261, 160, 131, 119}},
      {"128 bits, degree 8, no other work", 128, kDegree8, 18, 0, 0, {221, 111, 74, 56}},
  };
  for (const TableRow& row : rows) {
    for (unsigned i = 0; i < 4; ++i) {
      const auto at = [&](std::size_t queries) {
        return ground(i + 1, queries, row.query, row.outside, row.commit);
      };
      EXPECT_EQ(queries_needed(row.target, table_shape(row.field_bits), at), row.queries[i])
          << row.what << ", blowup 2^" << i + 1;
    }
  }
}

TEST(SecurityReport, NamesWhatStopsTheUnreachableRows) {
  const auto composition = assess(ground(2, 2048, 20, 20, 16), table_shape(kDegree4));
  EXPECT_EQ(composition.proven().binding().kind, Kind::kAirComposition);
  EXPECT_EQ(std::floor(composition.proven_bits()), 112);
  double first = 0, last = 0;
  for (unsigned b = 1; b <= 4; ++b) {
    const auto batching = assess(ground(b, 2048, 18, 0, 0), table_shape(kDegree5));
    EXPECT_EQ(batching.proven().binding().kind, Kind::kBatchCombination);
    (b == 1 ? first : last) = batching.proven_bits();
  }
  EXPECT_EQ(std::floor(first), 127);
  EXPECT_EQ(std::floor(last), 124);
}

TEST(SecurityReport, TermsByHand) {
  // One constraint of degree 1, two rows, two openings, blowup 2, three queries.
  SecurityShape shape{{{.log_rows = 1,
                        .num_constraints = 1,
                        .constraint_degree = 1,
                        .opening_points = 1,
                        .openings = 3,
                        .interactions = 2,
                        .widest_tuple = 6}},
                      100,
                      90};
  const StarkParameters p = ground(1, 3, 5, 7, 11);
  const RegimeReport r = assess(p, shape).unique_decoding;
  EXPECT_DOUBLE_EQ(term(r, Kind::kAirComposition), 100);
  // max(1 * (2 + 0) + 1, (1 + 1) * 2 + 0) = 4 roots.
  EXPECT_DOUBLE_EQ(term(r, Kind::kDeepAli), 100 - 2 + 7);
  EXPECT_DOUBLE_EQ(term(r, Kind::kBatchCombination), 100 - 2 - 1 + 7);
  EXPECT_DOUBLE_EQ(term(r, Kind::kLdtCommitPhase), 100 - std::log2(5.0) + 11);
  // Rate (2 + 1) / 4, agreement 7/8.
  EXPECT_DOUBLE_EQ(term(r, Kind::kLdtQueryPhase), 3 * std::log2(8.0 / 7) + 5);
  // 4 messages of width 6.
  EXPECT_DOUBLE_EQ(term(r, Kind::kLogupFingerprint), 100 - 2 - 3 + 7);
  EXPECT_DOUBLE_EQ(term(r, Kind::kCommitmentCollision), 90);
  EXPECT_EQ(r.terms.size(), 7u);
  EXPECT_EQ(r.binding().kind, Kind::kLdtQueryPhase);
}

TEST(SecurityReport, ListDecodingByHand) {
  const SecurityShape shape = table_shape(kDegree5);
  const StarkParameters p = ground(2, 100, 20, 16, 8);
  const RegimeReport r = assess_regime(p, shape, SecurityRegime::kListDecoding, 8);
  const double list = std::log2(8.5 / 0.5);
  EXPECT_NEAR(term(r, Kind::kAirComposition), 154 - list - std::log2(2000.0), 1e-9);
  const double points = std::log2(8 * std::pow(2, 17) * std::pow(8.5, 3) /
                                  (3 * (std::pow(2, 15) - 1) / std::pow(2, 17)));
  EXPECT_NEAR(term(r, Kind::kLdtCommitPhase), 154 - points + 8, 1e-9);
  EXPECT_NEAR(term(r, Kind::kBatchCombination), 154 - points - std::log2(1999.0) + 16, 1e-9);
  EXPECT_NEAR(term(r, Kind::kLdtQueryPhase), 20 - 100 * std::log2((1 + 1.0 / 16) * 0.5), 1e-9);
}

TEST(SecurityReport, WorkCountsAtItsOwnSiteOnly) {
  const SecurityShape shape = table_shape(kDegree5);
  const RegimeReport plain = assess(ground(2, 100, 0, 0, 0), shape).unique_decoding;
  const auto raised = [&](StarkParameters p, Kind kind, unsigned bits) {
    const RegimeReport r = assess(p, shape).unique_decoding;
    ASSERT_EQ(r.terms.size(), plain.terms.size());
    for (std::size_t i = 0; i < r.terms.size(); ++i) {
      const bool here = r.terms[i].kind == kind;
      EXPECT_NEAR(r.terms[i].bits, plain.terms[i].bits + (here ? bits : 0), 1e-12) << name(kind);
      EXPECT_EQ(r.terms[i].grinding_bits, here ? bits : 0u);
    }
  };
  StarkParameters p = ground(2, 100, 0, 0, 0);
  p.ood_pow_bits = 3;
  raised(p, Kind::kDeepAli, 3);
  p = ground(2, 100, 0, 0, 0);
  p.lookup_pow_bits = 4;
  raised(p, Kind::kLogupFingerprint, 4);
  p = ground(2, 100, 0, 0, 0);
  p.fri.batch_pow_bits = 5;
  raised(p, Kind::kBatchCombination, 5);
  p = ground(2, 100, 0, 0, 6);
  raised(p, Kind::kLdtCommitPhase, 6);
  p = ground(2, 100, 7, 0, 0);
  raised(p, Kind::kLdtQueryPhase, 7);
}

TEST(SecurityReport, TermsOfStepsThatDoNotOccurAreAbsent) {
  SecurityShape shape = table_shape(kDegree5);
  shape.instances[0].interactions = 0;
  shape.instances[0].openings = 1;
  const auto report = assess(ground(2, 100, 20, 20, 20), shape);
  for (const RegimeReport* r : {&report.unique_decoding, &report.conjectured, &report.legacy}) {
    EXPECT_EQ(r->find(Kind::kLogupFingerprint), nullptr);
    EXPECT_EQ(r->find(Kind::kBatchCombination), nullptr);
  }
  EXPECT_EQ(report.legacy.find(Kind::kLdtCommitPhase), nullptr);
  // One row: nothing is folded.
  StarkParameters wide = ground(1, 100, 20, 0, 0);
  wide.fri.max_log_arity = 3;
  shape.instances[0].log_rows = 0;
  EXPECT_EQ(assess(wide, shape).unique_decoding.find(Kind::kLdtCommitPhase), nullptr);
}

// Where p3-security counts no round although FRI folds once, the term stays.
TEST(SecurityReport, AShortTraceThatFoldsOnceKeepsItsTerm) {
  SecurityShape shape = table_shape(kDegree5, 1);
  StarkParameters p = ground(1, 100, 20, 0, 0);
  p.fri.max_log_arity = 3;
  EXPECT_NE(assess(p, shape).unique_decoding.find(Kind::kLdtCommitPhase), nullptr);
}

TEST(SecurityReport, NeverFallsWithMoreWorkQueriesOrField) {
  for (unsigned log_rows = 3; log_rows <= 24; log_rows += 3) {
    for (unsigned b = 1; b <= 4; ++b) {
      const SecurityShape shape = table_shape(kDegree5, log_rows);
      const StarkParameters base = ground(b, 60, 10, 5, 5);
      const auto at_least = [&](const StarkParameters& p, const SecurityShape& s) {
        const auto more = assess(p, s), less = assess(base, shape);
        EXPECT_GE(more.unique_decoding.bits(), less.unique_decoding.bits());
        EXPECT_GE(more.proven_bits(), less.proven_bits());
        EXPECT_GE(more.conjectured.bits(), less.conjectured.bits());
      };
      at_least(ground(b, 61, 10, 5, 5), shape);
      at_least(ground(b, 60, 11, 5, 5), shape);
      at_least(ground(b, 60, 10, 6, 5), shape);
      at_least(ground(b, 60, 10, 5, 6), shape);
      at_least(base, table_shape(kDegree5 + 1, log_rows));
      SecurityShape lighter = shape;
      lighter.instances[0].num_constraints /= 2;
      lighter.instances[0].openings /= 2;
      lighter.instances[0].interactions /= 2;
      lighter.instances[0].widest_tuple /= 2;
      at_least(base, lighter);
    }
  }
}

TEST(SecurityReport, ABatchIsAsGoodAsItsWorstPart) {
  const StarkParameters p = ground(2, 116, 20, 16, 8);
  const SecurityShape one = table_shape(kDegree5);
  SecurityShape batch = one;
  batch.instances.push_back({.log_rows = 10,
                             .num_constraints = 100,
                             .constraint_degree = 7,
                             .log_quotient_chunks = 3,
                             .openings = 300,
                             .interactions = 8,
                             .widest_tuple = 20});
  const RegimeReport a = assess(p, one).unique_decoding, b = assess(p, batch).unique_decoding;
  // Constraints, openings and messages add up; the tallest trace decides zeta and folding.
  EXPECT_NEAR(term(b, Kind::kAirComposition), 154 - std::log2(2100.0), 1e-9);
  EXPECT_EQ(term(b, Kind::kDeepAli), term(a, Kind::kDeepAli));
  EXPECT_NEAR(term(b, Kind::kBatchCombination), 154 - 17 - std::log2(2299.0) + 16, 1e-9);
  EXPECT_EQ(term(b, Kind::kLdtCommitPhase), term(a, Kind::kLdtCommitPhase));
  const double messages = 40 * std::pow(2, 15) + 8 * std::pow(2, 10);
  EXPECT_NEAR(term(b, Kind::kLogupFingerprint), 154 - std::log2(messages * 22) + 16, 1e-9);
  // The shortest decides the rate that the opened points make, and how far lists can be decoded.
  EXPECT_LT(term(b, Kind::kLdtQueryPhase), term(a, Kind::kLdtQueryPhase));
  EXPECT_EQ(max_multiplicity(one), 1000u);
  EXPECT_EQ(max_multiplicity(batch), 512u);
  batch.instances[1].log_rows = 3;
  EXPECT_EQ(max_multiplicity(batch), 4u);
  EXPECT_EQ(assess(p, batch).list_decoding->multiplicity, 4u);
  batch.instances[1].log_rows = 2;
  EXPECT_FALSE(assess(p, batch).list_decoding.has_value());
}

// A large constraint degree of a short trace can outweigh the tall one at zeta.
TEST(SecurityReport, TheWorstInstanceDecidesTheOutOfDomainPoint) {
  SecurityShape shape = table_shape(kDegree5);
  shape.instances.push_back(shape.instances[0]);
  shape.instances[1].log_rows = 14;
  shape.instances[1].constraint_degree = 9;
  shape.instances[1].log_quotient_chunks = 3;
  SecurityShape alone = shape;
  alone.instances.erase(alone.instances.begin());
  const StarkParameters p = ground(2, 116, 20, 16, 8);
  EXPECT_EQ(term(assess(p, shape).unique_decoding, Kind::kDeepAli),
            term(assess(p, alone).unique_decoding, Kind::kDeepAli));
}

TEST(SecurityReport, NothingIsProvenForASingleRow) {
  const auto report = assess(ground(2, 100, 20, 20, 20), table_shape(kDegree5, 0));
  EXPECT_EQ(report.proven_bits(), 0);
  EXPECT_EQ(report.proven().binding().kind, Kind::kLdtQueryPhase);
  EXPECT_FALSE(report.list_decoding.has_value());
  EXPECT_GT(report.conjectured.bits(), 0);
}

TEST(SecurityReport, QueriesBeyondTheRangeOfDoublesStayFinite) {
  const auto report = assess(ground(4, kMaxQueries, 20, 20, 20), table_shape(kDegree5));
  EXPECT_GT(term(report.unique_decoding, Kind::kLdtQueryPhase), 50000);
  EXPECT_TRUE(std::isfinite(term(report.unique_decoding, Kind::kLdtQueryPhase)));
  EXPECT_EQ(report.proven().binding().kind, Kind::kCommitmentCollision);
}

TEST(SecurityReport, LegacyIsTheSimpleCount) {
  const auto report = assess(ground(3, 20, 9, 0, 0), table_shape(kDegree5));
  EXPECT_EQ(term(report.legacy, Kind::kLdtQueryPhase), 69);
  EXPECT_LT(term(report.conjectured, Kind::kLdtQueryPhase), 69);
}

TEST(SecurityReport, RefusesWhatNoSoundRunCanHave) {
  using enum SecurityFault;
  const auto refused = [](SecurityFault fault, const char* input, auto change) {
    StarkParameters p = ground(2, 100, 20, 16, 8);
    SecurityShape shape = table_shape(kDegree5);
    shape.instances.push_back(shape.instances[0]);
    change(p, shape);
    const auto result = assess_security(p, shape);
    ASSERT_FALSE(result.ok()) << name(fault);
    EXPECT_EQ(result.error().fault, fault) << to_string(result.error());
    EXPECT_EQ(result.error().input, input);
    EXPECT_NE(to_string(result.error()).find(input), std::string::npos);
  };
  using P = StarkParameters;
  using S = SecurityShape;
  constexpr std::uint64_t kHuge = ~std::uint64_t{0};
  refused(kNoQueries, "num_queries", [](P& p, S&) { p.fri.num_queries = 0; });
  refused(kTooManyQueries, "num_queries", [](P& p, S&) { p.fri.num_queries = kMaxQueries + 1; });
  refused(kRateOne, "log_blowup", [](P& p, S&) { p.fri.log_blowup = 0; });
  refused(kNoFolding, "max_log_arity", [](P& p, S&) { p.fri.max_log_arity = 0; });
  refused(kFoldingTooWide, "max_log_arity", [](P& p, S&) { p.fri.max_log_arity = ~0u; });
  refused(kTraceTooShort, "log_rows", [](P& p, S&) { p.fri.log_final_poly_len = ~0u; });
  refused(kTraceTooShort, "log_rows", [](P& p, S& s) {
    p.fri.log_final_poly_len = 15;  // as many coefficients as rows
    s.instances[0].log_rows = 16;
  });
  refused(kTooMuchGrinding, "batch_pow_bits", [](P& p, S&) { p.fri.batch_pow_bits = 64; });
  refused(kTooMuchGrinding, "commit_pow_bits", [](P& p, S&) { p.fri.commit_pow_bits = 64; });
  refused(kTooMuchGrinding, "query_pow_bits", [](P& p, S&) { p.fri.query_pow_bits = 64; });
  refused(kTooMuchGrinding, "ood_pow_bits", [](P& p, S&) { p.ood_pow_bits = 64; });
  refused(kTooMuchGrinding, "lookup_pow_bits", [](P& p, S&) { p.lookup_pow_bits = 64; });
  refused(kNoInstances, "instances", [](P&, S& s) { s.instances.clear(); });
  refused(kNoChallengeField, "field_bits", [](P&, S& s) { s.field_bits = 0; });
  refused(kNoHash, "collision_bits", [](P&, S& s) { s.collision_bits = 0; });
  refused(kNoConstraints, "num_constraints", [](P&, S& s) {
    for (SecurityInstance& i : s.instances) i.num_constraints = 0;
  });
  refused(kTraceTooTall, "log_rows + log_blowup", [](P&, S& s) { s.instances[1].log_rows = 59; });
  refused(kTraceTooTall, "log_rows + log_blowup", [](P& p, S&) { p.fri.log_blowup = ~0u; });
  refused(kTooManyChunks, "log_quotient_chunks",
          [](P&, S& s) { s.instances[1].log_quotient_chunks = 17; });
  refused(kBadOpeningPoints, "opening_points", [](P&, S& s) { s.instances[1].opening_points = 0; });
  refused(kCountTooLarge, "num_constraints",
          [](P&, S& s) { s.instances[1].num_constraints = kHuge; });
  refused(kCountTooLarge, "constraint_degree",
          [](P&, S& s) { s.instances[1].constraint_degree = kHuge; });
  refused(kCountTooLarge, "openings", [](P&, S& s) { s.instances[0].openings = kHuge; });
  refused(kCountTooLarge, "interactions", [](P&, S& s) { s.instances[1].interactions = kHuge; });
  refused(kCountTooLarge, "widest_tuple", [](P&, S& s) { s.instances[1].widest_tuple = kHuge; });
}

TEST(SecurityReport, RefusalsNameTheInstanceAndBothNumbers) {
  SecurityShape shape = table_shape(kDegree5);
  shape.instances.push_back(shape.instances[0]);
  shape.instances[1].interactions = kMaxShapeCount + 1;
  const auto error = assess_security(ground(2, 100, 20, 16, 8), shape).error();
  EXPECT_EQ(error, (SecurityError{SecurityFault::kCountTooLarge, "interactions", kMaxShapeCount,
                                  kMaxShapeCount + 1, 1}));
  EXPECT_EQ(to_string(error),
            "count too large: interactions of instance 1: expected at most 281474976710656, got "
            "281474976710657");
}

}  // namespace
}  // namespace p3
