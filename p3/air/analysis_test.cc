// SPDX-License-Identifier: Apache-2.0 OR MIT
//
// Degrees, lookup columns and chunk counts: against the rules, and against what 0.8.0 wrote into
// the vectors.
#include "p3/air/analysis.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "p3/air/interpreted.h"
#include "p3/air/test_airs.h"
#include "p3/codec/decode.h"
#include "testing/vector_airs.h"
#include "testing/vector_file.h"
#include "testing/with_fields.h"

namespace p3 {
namespace {

using F = KoalaBear;
using Node = DagNode<F>;

// A DAG written by hand; the shape has what its nodes can need.
std::unique_ptr<InterpretedAir<F>> make_air(std::vector<Node> nodes,
                                            std::vector<std::uint32_t> constraints,
                                            std::vector<std::size_t> periods = {},
                                            std::optional<unsigned> declared = std::nullopt) {
  AirShape<F> shape;
  shape.width = 4;
  shape.preprocessed_width = 1;
  shape.num_public_values = 1;
  shape.declared_degree = declared;
  for (const std::size_t period : periods) shape.periodic.emplace_back(period, F::two());
  ConstraintDag<F> dag;
  dag.nodes = std::move(nodes);
  dag.constraints = std::move(constraints);
  auto air = InterpretedAir<F>::make(std::move(shape), dag);
  EXPECT_TRUE(air.ok()) << air.error().message;
  return std::move(air).value();
}

Node column(std::uint32_t i) { return {DagOp::kMain, 0, i, 0, F::zero()}; }
Node leaf(DagOp op, std::uint32_t i = 0) { return {op, 0, i, 0, F::zero()}; }
Node constant(std::uint64_t x) { return {DagOp::kConst, 0, 0, 0, F::from_u64(x)}; }
Node op(DagOp code, std::uint32_t a, std::uint32_t b) { return {code, 0, a, b, F::zero()}; }

TEST(Degree, LeavesCountMultiplesOfTheTraceLength) {
  const std::pair<DagOp, std::uint64_t> leaves[] = {
      {DagOp::kMain, 1}, {DagOp::kPreprocessed, 1}, {DagOp::kFirst, 1},
      {DagOp::kLast, 1}, {DagOp::kTransition, 0},   {DagOp::kPublic, 0}};
  for (const auto& [code, degree] : leaves) {
    EXPECT_EQ(analyse(*make_air({leaf(code)}, {0}), 3, false).max_degree, degree);
  }
  EXPECT_EQ(analyse(*make_air({constant(5)}, {0}), 3, false).max_degree, 0u);
}

TEST(Degree, ProductsAddAndSumsTakeTheLargest) {
  // (c0 * c1 - c0) * first + c1
  const auto air = make_air({column(0), column(1), leaf(DagOp::kFirst), op(DagOp::kMul, 0, 1),
                             op(DagOp::kSub, 3, 0), op(DagOp::kMul, 4, 2), op(DagOp::kAdd, 5, 1)},
                            {6, 0});
  const AirAnalysis analysis = analyse(*air, 3, false);
  EXPECT_EQ(analysis.max_degree, 3u);
  EXPECT_EQ(analysis.log_quotient_chunks, 1u);
  EXPECT_EQ(analysis.num_constraints, 2u);
}

// x*0 = 0, x*1 = x, x+0 = x, 0-x = -x: a folded constant lowers the degree.
TEST(Degree, ConstantsFold) {
  const auto zero = make_air({column(0), constant(0), op(DagOp::kMul, 0, 1)}, {2});
  EXPECT_EQ(analyse(*zero, 3, false).max_degree, 0u);
  EXPECT_EQ(zero->dag().nodes[zero->dag().constraints[0]], constant(0));
  const auto one = make_air({column(0), constant(1), op(DagOp::kMul, 1, 0)}, {2});
  EXPECT_EQ(one->dag().nodes, std::vector<Node>{column(0)});
  const auto sum =
      make_air({column(0), constant(0), op(DagOp::kAdd, 1, 0), op(DagOp::kSub, 2, 1)}, {3});
  EXPECT_EQ(sum->dag().nodes, std::vector<Node>{column(0)});
  const auto negated = make_air({column(0), constant(0), op(DagOp::kSub, 1, 0)}, {2});
  EXPECT_EQ(negated->dag().nodes[1].op, DagOp::kNeg);
  const auto folded =
      make_air({constant(3), constant(5), op(DagOp::kMul, 0, 1), op(DagOp::kSub, 2, 1)}, {3});
  EXPECT_EQ(folded->dag().nodes, std::vector<Node>{constant(10)});
}

TEST(Degree, DeclaredDegreeIsALowerBound) {
  const std::vector<Node> product{column(0), op(DagOp::kMul, 0, 0), op(DagOp::kMul, 1, 0)};
  EXPECT_EQ(analyse(*make_air(product, {2}, {}, 2), 3, false).log_quotient_chunks, 1u);
  EXPECT_EQ(analyse(*make_air(product, {2}, {}, 4), 3, false).log_quotient_chunks, 2u);
  EXPECT_EQ(analyse(*make_air({column(0)}, {0}, {}, 9), 3, false).log_quotient_chunks, 3u);
  // Degrees 0, 1 and 2 all give one chunk.
  EXPECT_EQ(analyse(*make_air({constant(0)}, {0}), 3, false).log_quotient_chunks, 0u);
}

// With periodic columns the rule counts polynomial degrees: two period-2 columns on n rows have
// degree n/2 each, so their product with a column stays at 2 where the plain rule says 3.
TEST(Degree, PeriodicColumnsCountExactly) {
  const std::vector<Node> nodes{leaf(DagOp::kPeriodic, 0), leaf(DagOp::kPeriodic, 1),
                                op(DagOp::kMul, 0, 1), column(0), op(DagOp::kMul, 2, 3)};
  EXPECT_EQ(analyse(*make_air(nodes, {2}, {2, 2}), 3, false).max_degree, 1u);
  EXPECT_EQ(analyse(*make_air(nodes, {4}, {2, 2}), 3, false).max_degree, 2u);
  // Period 8 on 8 rows: n - 1 each; e = 3(n - 1), ceil((e - 1) / (n - 1)) = 3.
  EXPECT_EQ(analyse(*make_air(nodes, {4}, {8, 8}), 3, false).max_degree, 3u);
  // Transition counts 1: e = (n - 1) + 1, still degree 1. Without periodic columns: 1 + 0.
  const std::vector<Node> step{column(0), leaf(DagOp::kTransition), op(DagOp::kMul, 0, 1)};
  EXPECT_EQ(analyse(*make_air(step, {2}, {1}), 3, false).max_degree, 1u);
  EXPECT_EQ(analyse(*make_air(step, {2}), 3, false).max_degree, 1u);
  // One row: columns are constants.
  EXPECT_EQ(analyse(*make_air(nodes, {4}, {1, 1}), 0, false).max_degree, 0u);
}

TEST(Degree, RepeatedSquaringSaturates) {
  std::vector<Node> nodes{column(0)};
  for (std::uint32_t i = 0; i < 200; ++i) nodes.push_back(op(DagOp::kMul, i, i));
  const AirAnalysis analysis = analyse(*make_air(std::move(nodes), {200}), 3, false);
  EXPECT_EQ(analysis.max_degree, std::uint64_t{1} << 62);
  EXPECT_EQ(analysis.log_quotient_chunks, 62u);
}

TEST(LookupColumns, OrderPackingAndWeights) {
  const AirModel<F, test::KitchenAir<F>> air{test::KitchenAir<F>{}};
  const auto unpacked = unpacked_lookup_columns(air.dag());
  ASSERT_EQ(unpacked.size(), 6u);
  EXPECT_FALSE(unpacked[0].global);
  EXPECT_EQ(unpacked[0].weight, 1u);  // a provided count weighs nothing
  EXPECT_TRUE(unpacked[1].exclusive);
  EXPECT_EQ(unpacked[1].weight, 9u);  // the largest arm
  // Buses by first appearance, members in emission order.
  const std::vector<LookupColumn> tight = packed_lookup_columns(air.dag(), 2);
  std::vector<std::string> buses;
  for (const LookupColumn& c : tight) buses.push_back(c.bus);
  EXPECT_EQ(buses, (std::vector<std::string>{"", "one", "one", "one", "three"}));
  // (4) * -2 and (5) * c5^2 do not fit degree 2 together; (5) and the public value do.
  EXPECT_EQ(tight[2].tuples.size(), 1u);
  EXPECT_EQ(tight[3].tuples.size(), 2u);
  EXPECT_EQ(tight[3].weight, 4u);
  const std::vector<LookupColumn> loose = packed_lookup_columns(air.dag(), 3);
  ASSERT_EQ(loose.size(), 4u);
  EXPECT_EQ(loose[2].tuples.size(), 3u);
  EXPECT_EQ(loose[2].weight, 6u);
}

TEST(LookupColumns, UniStarkIgnoresThem) {
  const AirModel<F, test::KitchenAir<F>> air{test::KitchenAir<F>{}};
  const AirAnalysis uni = analyse(air, 4, false), batch = analyse(air, 4, true);
  EXPECT_FALSE(uni.has_lookups());
  EXPECT_EQ(uni.permutation_width(), 0u);
  EXPECT_EQ(uni.num_constraints, air.dag().constraints.size());
  EXPECT_EQ(batch.num_constraints, uni.num_constraints + batch.lookups.size() + 3);
  EXPECT_EQ(batch.permutation_width(), batch.lookups.size() + 1);
}

LookupColumn global_column(const std::string& bus, std::vector<std::vector<std::uint32_t>> tuples) {
  LookupColumn column;
  column.global = true;
  column.bus = bus;
  column.tuples = std::move(tuples);
  return column;
}

TEST(LookupColumns, BusWidthsMustAgreeOverTheBatch) {
  AirAnalysis a, b, c;
  a.lookups = {global_column("x", {{0, 1}})};
  b.lookups = {global_column("y", {{0}}), global_column("x", {{2, 3}, {4, 5}})};
  c.lookups = {global_column("x", {{0}})};
  const AirAnalysis* good[] = {&a, &b};
  const AirAnalysis* bad[] = {&a, &b, &c};
  EXPECT_TRUE(bus_widths_agree(good));
  EXPECT_FALSE(bus_widths_agree(bad));
  c.lookups = {global_column("z", {{0}, {0, 1}})};
  EXPECT_FALSE(bus_widths_agree(bad));
  c.lookups[0].global = false;
  EXPECT_FALSE(bus_widths_agree(bad));
}

TEST(HeightBound, IsExactAndDoesNotWrap) {
  AirAnalysis a, b;
  a.count_weight = 127;
  b.count_weight = 1;
  const AirAnalysis* airs[] = {&a, &b};
  // p = 127 * 2^24 + 1: the sum 127 * 2^24 is below, one more row is not.
  const unsigned at_bound[] = {24, 0}, below[] = {23, 24};
  EXPECT_FALSE(height_bound_holds(airs, at_bound, F::kOrder));
  EXPECT_TRUE(height_bound_holds(airs, below, F::kOrder));
  const AirAnalysis* one[] = {&a};
  EXPECT_TRUE(height_bound_holds(one, std::span(at_bound, 1), F::kOrder));
  // Goldilocks: 2^63 * 2 wraps around 64 bits.
  a.count_weight = std::uint64_t{1} << 63;
  const unsigned two_rows[] = {1};
  EXPECT_FALSE(height_bound_holds(one, two_rows, Goldilocks::kOrder));
  const unsigned many_rows[] = {63};
  EXPECT_FALSE(height_bound_holds(one, many_rows, Goldilocks::kOrder));
}

// --- against the vectors

bool has_small_air(const testing::VectorFile& file) { return file.instances[0].inputs.empty(); }

template <class Field, class EF>
std::vector<std::size_t> chunk_counts(const testing::VectorFile& file) {
  const DigestKind kind = make_hash_suite<Field>(file.hash, file.arity).hasher->kind();
  std::vector<std::size_t> counts;
  if (file.batch) {
    const auto proof = decode_batch_proof<Field, EF>(file.proof, kind);
    EXPECT_TRUE(proof.ok());
    for (const auto& instance : proof.value().instances) {
      counts.push_back(instance.base.quotient_chunks.size());
    }
  } else {
    const auto proof = decode_uni_proof<Field, EF>(file.proof, kind);
    EXPECT_TRUE(proof.ok());
    counts.push_back(proof.value().opened.quotient_chunks.size());
  }
  return counts;
}

TEST(Vectors, ChunkCountsAndLookupColumns) {
  std::size_t checked = 0;
  for (const std::string& name : testing::vector_names()) {
    const testing::VectorFile file = testing::load_vector(name);
    if (!has_small_air(file)) continue;
    SCOPED_TRACE(name);
    testing::with_fields(file.field, file.extension_degree, [&]<class Field, class EF>() {
      const std::vector<std::size_t> chunks = chunk_counts<Field, EF>(file);
      for (std::size_t i = 0; i < file.instances.size(); ++i) {
        const testing::VectorInstance& instance = file.instances[i];
        const auto air = testing::make_vector_air<Field>(instance);
        const AirAnalysis analysis = analyse(*air, instance.log_degree, file.batch);
        EXPECT_EQ(std::size_t{1} << analysis.log_quotient_chunks, chunks[i]);
        ASSERT_EQ(analysis.lookups.size(), instance.lookup_columns.size());
        for (std::size_t c = 0; c < analysis.lookups.size(); ++c) {
          const LookupColumn& got = analysis.lookups[c];
          const testing::VectorLookupColumn& expected = instance.lookup_columns[c];
          EXPECT_EQ(got.global ? "global " + got.bus : "local", expected.kind);
          EXPECT_EQ(got.tuples.size(), expected.tuples);
          EXPECT_EQ(got.tuples[0].size(), expected.width);
          EXPECT_EQ(got.weight, expected.weight);
          EXPECT_EQ(got.exclusive, expected.exclusive);
        }
        ++checked;
      }
    });
  }
  EXPECT_GT(checked, 60u);
}

}  // namespace
}  // namespace p3
