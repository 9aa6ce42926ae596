// SPDX-License-Identifier: Apache-2.0 OR MIT
#include "rpp/consensus/sample.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <ostream>
#include <string>

#include "p3/base/split_mix.h"
#include "rpp/consensus/check.h"
#include "rpp/consensus/witness_json.h"

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

// Everything follows from the seed: not from threads, not from what was made before.
TEST(ConsensusSample, IsTheSameForTheSameSeed) {
  p3::ThreadPool one(1);
  p3::ThreadPool two(2);
  ConsensusSampleOptions options = small(6);
  options.witness_commitments = 2;
  options.absent_percent = 20;
  const auto text = [&](std::uint64_t seed, p3::ThreadPool& pool) {
    return write_consensus_witness(options.rules,
                                   make_consensus_sample(seed, options, pool).witness);
  };
  const std::string first = text(1, one);
  EXPECT_EQ(text(1, two), first);
  EXPECT_NE(text(2, two), first);
  EXPECT_EQ(text(1, one), first);
}

// Random shapes from random seeds are valid, and what the options ask for is there.
TEST(ConsensusSample, RandomShapesAreValid) {
  p3::ThreadPool pool(2);
  p3::SplitMix64 draws(2024);
  for (int i = 0; i < 25; ++i) {
    ConsensusSampleOptions options = small(1 + static_cast<std::uint32_t>(draws.next() % 20));
    options.rules.key_height = kMinVoteHeight + static_cast<unsigned>(draws.next() % 15);
    options.rules.epoch_length = 1 + draws.next() % 3000;
    options.witness_commitments = draws.next() % 40;
    options.reputation_roots = draws.next() % 17;
    options.later_slots = static_cast<std::uint32_t>(draws.next() % 4);
    options.absent_percent = static_cast<unsigned>(draws.next() % 101);
    options.inactive_keys = static_cast<std::uint32_t>(draws.next() % options.validators);
    options.leader_votes = options.validators < 4 || draws.next() % 2 == 0;
    options.spare_slots = static_cast<std::uint32_t>(draws.next() % 2);
    options.height = static_cast<SampleHeight>(draws.next() % 3);
    ASSERT_EQ(bad_sample_option(options), std::nullopt);
    const ConsensusSample sample = make_consensus_sample(draws.next(), options, pool);
    EXPECT_EQ(errors_of(sample), "") << i;
    const ConsensusWitness& witness = sample.witness;
    EXPECT_EQ(witness.vote_slot, witness.header.slot + options.later_slots);
    const ConsensusMember& leader = witness.members[witness.header.leader_index];
    EXPECT_EQ(leader.precommit.has_value(), options.leader_votes) << i;
    EXPECT_EQ(std::ranges::count_if(witness.members,
                                    [&](const ConsensusMember& member) {
                                      return !key_active(member.leaf, witness.header.height);
                                    }),
              options.inactive_keys);
    const std::uint64_t rest = witness.header.height % options.rules.epoch_length;
    if (options.height == SampleHeight::kFirstOfEpoch) {
      EXPECT_EQ(rest, 0u);
    }
    if (options.height == SampleHeight::kLastOfEpoch) {
      EXPECT_EQ(rest, options.rules.epoch_length - 1);
    }
  }
}

TEST(ConsensusSample, SomebodyIsAwayWhereWanted) {
  p3::ThreadPool pool(2);
  for (std::uint64_t seed = 0; seed < 20; ++seed) {
    ConsensusSampleOptions options = small(4);
    options.absent_percent = 25;
    const ConsensusSample sample = make_consensus_draft(seed, options, pool);
    EXPECT_GT(std::ranges::count_if(sample.draft.members,
                                    [](const DraftMember& member) { return !member.prevote; }),
              0)
        << seed;
  }
}

TEST(ConsensusSample, NamesBadOptions) {
  const auto complaint = [](auto change) {
    ConsensusSampleOptions options = small(4);
    change(options);
    return std::string(bad_sample_option(options).value_or(""));
  };
  EXPECT_EQ(complaint([](Options&) {}), "");
  EXPECT_NE(complaint([](Options& o) { o.validators = 0; }), "");
  EXPECT_NE(complaint([](Options& o) { o.validators = 257; }), "");
  EXPECT_NE(complaint([](Options& o) { o.witness_commitments = 1025; }), "");
  EXPECT_NE(complaint([](Options& o) { o.reputation_roots = 17; }), "");
  EXPECT_NE(complaint([](Options& o) { o.rules.key_height = 5; }), "");
  EXPECT_NE(complaint([](Options& o) { o.rules.key_height = 25; }), "");
  EXPECT_NE(complaint([](Options& o) { o.rules.epoch_length = 0; }), "");
  EXPECT_NE(complaint([](Options& o) { o.later_slots = 64; }), "");
  EXPECT_NE(complaint([](Options& o) { o.inactive_keys = 4; }), "");
  EXPECT_NE(complaint([](Options& o) { o.absent_percent = 101; }), "");
  EXPECT_NE(complaint([](Options& o) {
              o.validators = 3;
              o.leader_votes = false;
            }),
            "");
  // A window of 31 slots has no block of 64.
  EXPECT_NE(complaint([](Options& o) {
              o.rules.key_height = 6;
              o.later_slots = 40;
            }),
            "");
}

}  // namespace
}  // namespace rpp
