// SPDX-License-Identifier: Apache-2.0 OR MIT
#include "rpp/consensus/sample.h"

#include <gtest/gtest.h>

#include <ostream>
#include <string>

#include "rpp/consensus/check.h"

namespace rpp {
namespace {

struct Shape {
  const char* name;
  ConsensusSampleOptions options;
};
void PrintTo(const Shape& shape, std::ostream* out) { *out << shape.name; }

class EveryShape : public ::testing::TestWithParam<Shape> {
 protected:
  p3::ThreadPool pool_{2};
};

std::string errors_of(const ConsensusSample& sample) {
  std::string text;
  for (const ConsensusError& error :
       consensus_errors(sample.draft.rules, sample.witness, sample.fields)) {
    text += describe(error) + "\n";
  }
  return text;
}

TEST_P(EveryShape, IsValid) {
  const ConsensusSample sample = make_consensus_sample(1, GetParam().options, pool_);
  EXPECT_EQ(errors_of(sample), "");
  EXPECT_EQ(check_consensus(sample.draft.rules, sample.witness, sample.fields), std::nullopt);
  EXPECT_EQ(sample.witness.members.size(), GetParam().options.validators);
  EXPECT_EQ(sample.witness.witness_commitments.size(), GetParam().options.witness_commitments);
  EXPECT_EQ(sample.witness.reputation_roots.size(), GetParam().options.reputation_roots);
}

ConsensusSampleOptions small(std::uint32_t validators) {
  ConsensusSampleOptions options;
  options.validators = validators;
  options.rules.key_height = 8;
  return options;
}
template <class Change>
Shape shape(const char* name, std::uint32_t validators, Change change) {
  Shape out{name, small(validators)};
  change(out.options);
  return out;
}

using Options = ConsensusSampleOptions;
INSTANTIATE_TEST_SUITE_P(
    Shapes, EveryShape,
    ::testing::Values(
        shape("one", 1, [](Options&) {}), shape("two", 2, [](Options&) {}),
        shape("three", 3, [](Options&) {}), shape("four", 4, [](Options&) {}),
        shape("five", 5, [](Options&) {}), shape("sixteen", 16, [](Options&) {}),
        shape("seventeen", 17, [](Options&) {}),
        shape("height_6", 4, [](Options& o) { o.rules.key_height = 6; }),
        shape("height_20", 4, [](Options& o) { o.rules.key_height = 20; }),
        shape("height_24", 2, [](Options& o) { o.rules.key_height = 24; }),
        shape("first_of_epoch", 4, [](Options& o) { o.height = SampleHeight::kFirstOfEpoch; }),
        shape("last_of_epoch", 4, [](Options& o) { o.height = SampleHeight::kLastOfEpoch; }),
        shape("later_votes", 5, [](Options& o) { o.later_slots = 3; }),
        shape("leader_away", 4, [](Options& o) { o.leader_votes = false; }),
        shape("leader_away_later", 7,
              [](Options& o) {
                o.leader_votes = false;
                o.later_slots = 1;
              }),
        shape("absent", 20, [](Options& o) { o.absent_percent = 30; }),
        shape("inactive", 9, [](Options& o) { o.inactive_keys = 4; }),
        shape("one_active", 5, [](Options& o) { o.inactive_keys = 4; }),
        shape("full_lists", 3,
              [](Options& o) {
                o.witness_commitments = 1024;
                o.reputation_roots = 16;
              }),
        shape("everything", 12,
              [](Options& o) {
                o.witness_commitments = 3;
                o.reputation_roots = 5;
                o.absent_percent = 20;
                o.inactive_keys = 3;
                o.later_slots = 5;
                o.spare_slots = 2;
              })),
    [](const auto& shape) { return std::string(shape.param.name); });

TEST(ConsensusSample, NinetySixAnd256Validators) {
  p3::ThreadPool pool(2);
  for (const std::uint32_t validators : {96u, 256u}) {
    ConsensusSampleOptions options;
    options.validators = validators;
    options.witness_commitments = 256;
    const ConsensusSample sample = make_consensus_sample(1337, options, pool);
    EXPECT_EQ(errors_of(sample), "");
  }
}

}  // namespace
}  // namespace rpp
