// SPDX-License-Identifier: Apache-2.0 OR MIT
#include "p3/security/subject.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "p3/airs/objective.h"
#include "testing/vector_airs.h"

namespace p3 {
namespace {

TEST(SecuritySubject, WholeBitsOfFieldsAndHashes) {
  EXPECT_EQ(challenge_field_bits<KoalaBear>(4), 123u);
  EXPECT_EQ(challenge_field_bits<KoalaBear>(5), 154u);
  EXPECT_EQ(challenge_field_bits<KoalaBear>(8), 247u);
  EXPECT_EQ(challenge_field_bits<BabyBear>(4), 123u);
  EXPECT_EQ(challenge_field_bits<BabyBear>(5), 154u);
  EXPECT_EQ(challenge_field_bits<BabyBear>(8), 247u);
  // 2^64 - 2^32 + 1 is below 2^64, so its powers are below whole powers of two.
  EXPECT_EQ(challenge_field_bits<Goldilocks>(2), 127u);
  EXPECT_EQ(challenge_field_bits<Goldilocks>(5), 319u);
  EXPECT_EQ(collision_bits<KoalaBear>(TreeHash::kPoseidon2), 123u);
  EXPECT_EQ(collision_bits<BabyBear>(TreeHash::kPoseidon2Width16), 123u);
  EXPECT_EQ(collision_bits<Goldilocks>(TreeHash::kPoseidon2), 127u);
  EXPECT_EQ(collision_bits<KoalaBear>(TreeHash::kKeccakF), 128u);
  EXPECT_EQ(collision_bits<Goldilocks>(TreeHash::kKeccak256), 128u);
}

TEST(SecuritySubject, ShippedStatements) {
  const auto air =
      make_objective_air<KoalaBear>({.objective = Objective::kKeccakF, .log_trace_length = 17});
  const auto subject =
      uni_security_subject<KoalaBear>({4, TreeHash::kPoseidon2, 2}, {air.get(), 17});
  // plonky3-wire.md section 6: 2633 columns, 3182 constraints of degree 3, two chunks.
  EXPECT_EQ(subject.shape.instances,
            (std::vector<SecurityInstance>{{.log_rows = 17,
                                            .num_constraints = 3182,
                                            .constraint_degree = 3,
                                            .log_quotient_chunks = 1,
                                            .opening_points = 2,
                                            .openings = 2 * 2633 + 2 * 4}}));
  EXPECT_EQ(subject.shape.field_bits, 123u);
  EXPECT_EQ(subject.shape.collision_bits, 123u);
  EXPECT_EQ(subject.layout.digest_kind, DigestKind::kFieldWords);

  const auto poseidon =
      make_objective_air<KoalaBear>({.objective = Objective::kPoseidon2, .log_trace_length = 10});
  const auto one_row =
      uni_security_subject<KoalaBear>({5, TreeHash::kKeccakF, 2}, {poseidon.get(), 10});
  // No next row is read, so every column is opened once.
  EXPECT_EQ(one_row.shape.instances[0].opening_points, 1u);
  EXPECT_EQ(one_row.shape.instances[0].openings, poseidon->shape().width + 2 * 5);
}

// user, table and multi of the vectors: local, global, packed and exclusive lookups.
TEST(SecuritySubject, LookupsCountInABatchAndNotAlone) {
  using testing::MultiAir;
  using F = KoalaBear;
  AirShape<F> shape;
  shape.width = 4;
  shape.reads_next_row = false;
  using Model = AirModel<F, testing::VectorAir<F, MultiAir>>;
  const Model air(testing::VectorAir<F, MultiAir>{MultiAir{}, shape});
  std::size_t messages = 0, widest = 0;
  for (const DagLookup& lookup : air.dag().lookups) {
    for (const DagInteraction& interaction : lookup.interactions) {
      ++messages;
      widest = std::max(widest, interaction.tuple.size());
    }
  }
  ASSERT_GT(messages, 0u);
  const AirInstance<F> instances[] = {{&air, 3}, {&air, 9}};
  const auto batch = batch_security_subject<F>({4, TreeHash::kKeccakF, 2}, instances);
  ASSERT_EQ(batch.shape.instances.size(), 2u);
  const SecurityInstance& s = batch.shape.instances[1];
  EXPECT_EQ(s.log_rows, 9u);
  EXPECT_EQ(s.interactions, messages);
  EXPECT_EQ(s.widest_tuple, widest);
  const InstanceLayout& layout = batch.layout.instances[1];
  EXPECT_GT(layout.permutation_columns, 1u);
  // Main columns once, permutation columns at both points, chunks once.
  EXPECT_EQ(s.openings, 4 + 4 * (2 * layout.permutation_columns +
                                 (std::uint64_t{1} << layout.log_quotient_chunks)));
  EXPECT_EQ(s.opening_points, 2u);

  const auto alone = uni_security_subject<F>({4, TreeHash::kKeccakF, 2}, instances[0]);
  EXPECT_EQ(alone.shape.instances[0].interactions, 0u);
  EXPECT_EQ(alone.shape.instances[0].opening_points, 1u);
  EXPECT_LT(alone.shape.instances[0].num_constraints, s.num_constraints);
}

TEST(SecuritySubject, PreprocessedColumnsAreOpenedWhereTheyAreRead) {
  InstanceLayout layout{.main_columns = 10,
                        .main_next = false,
                        .preprocessed_columns = 3,
                        .preprocessed_next = false,
                        .log_quotient_chunks = 2};
  EXPECT_EQ(count_openings(layout, 5), 10u + 3 + 4 * 5);
  EXPECT_EQ(count_opening_points(layout), 1u);
  layout.preprocessed_next = true;
  EXPECT_EQ(count_openings(layout, 5), 10u + 6 + 4 * 5);
  EXPECT_EQ(count_opening_points(layout), 2u);
}

}  // namespace
}  // namespace p3
