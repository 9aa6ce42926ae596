// SPDX-License-Identifier: Apache-2.0 OR MIT
#include <gtest/gtest.h>

#include <set>
#include <string>
#include <vector>

#include "rpp/chain/header.h"
#include "rpp/consensus/public_fields.h"
#include "rpp/consensus/rules.h"
#include "rpp/fields/field_codec.h"
#include "rpp/hash/sponge.h"

namespace rpp {
namespace {

Digest counting_digest(std::uint64_t first) {
  Digest digest;
  for (std::size_t i = 0; i < kDigestElements; ++i) digest[i] = Element::from_u64(first + i);
  return digest;
}

// The list of statements.md, section 5, consensus, "Public", word for word.
TEST(ConsensusPublic, FieldsAreThoseOfTheStatement) {
  constexpr FieldType kD = FieldType::kDigest;
  constexpr FieldType kLong = FieldType::kU64;
  constexpr FieldType kInt = FieldType::kU32;
  const std::vector<std::pair<std::string, FieldType>> expected = {
      {"chain id", kD},           {"block hash", kD},
      {"height", kLong},          {"round", kInt},
      {"epoch", kLong},           {"slot", kLong},
      {"vote slot", kLong},       {"validator set root", kD},
      {"total power", kInt},      {"quorum threshold", kInt},
      {"prevote power", kInt},    {"precommit power", kInt},
      {"quorum bitmap root", kD}, {"quorum signature root", kD},
      {"leader index", kInt},     {"vrf output root", kD},
      {"vrf proof root", kD},     {"witness commitment root", kD},
      {"reputation root", kD},    {"beacon before", kD},
      {"beacon after", kD},
  };
  ASSERT_EQ(kConsensusTable.fields.size(), expected.size());
  for (std::size_t i = 0; i < expected.size(); ++i) {
    std::string name(kConsensusTable.fields[i].name);
    for (char& c : name) c = c == '_' ? ' ' : c;
    EXPECT_EQ(name, expected[i].first);
    EXPECT_EQ(kConsensusTable.fields[i].type, expected[i].second) << name;
  }
  EXPECT_EQ(kConsensusTable.family, info_of(kConsensusTable.tag).name);
}

// Each member of the struct is bound to one field: a change of any value changes one struct member.
TEST(ConsensusPublic, EveryFieldIsBoundOnce) {
  const FieldValues zeros = values_of(ConsensusPublic{});
  std::set<Digest> statements = {statement_digest(kConsensusTable, zeros)};
  for (std::size_t i = 0; i < zeros.size(); ++i) {
    FieldValues values = zeros;
    if (std::holds_alternative<Digest>(values[i])) {
      values[i] = counting_digest(1);
    } else {
      values[i] = std::uint64_t{1};
    }
    const ConsensusPublic fields = consensus_public_of(values);
    EXPECT_NE(fields, ConsensusPublic{}) << i;
    EXPECT_EQ(values_of(fields), values) << i;
    EXPECT_TRUE(statements.insert(statement_digest(kConsensusTable, values)).second) << i;
  }
}

TEST(BlockHeader, HashIsOverEveryFieldInOrder) {
  BlockHeader h;
  Digest* const digests[] = {&h.chain_id,
                             &h.previous_hash,
                             &h.tx_root,
                             &h.uptime_list_root,
                             &h.identity_list_root,
                             &h.state_root_after,
                             &h.validator_set_root,
                             &h.next_validator_set_root,
                             &h.history_root,
                             &h.witness_commitment_root,
                             &h.reputation_root,
                             &h.beacon_after,
                             &h.epoch_nonce,
                             &h.leader_output,
                             &h.proposer};
  for (std::size_t i = 0; i < std::size(digests); ++i) *digests[i] = counting_digest(10 * i);
  h.height = 0x0003'0002'0001;
  h.slot = 9;
  h.timestamp = 1'700'000'000;
  h.leader_index = 0x0002'0001;
  h.leader_tier = 5;
  h.leader_timetoke = 720;

  std::vector<Element> m;
  const auto digest = [&m](std::size_t i) {
    for (std::size_t k = 0; k < kDigestElements; ++k) m.push_back(Element::from_u64(10 * i + k));
  };
  const auto integers = [&m](std::initializer_list<std::uint64_t> list) {
    for (const std::uint64_t x : list) m.push_back(Element::from_u64(x));
  };
  digest(0);
  integers({1, 2, 3, 0, 9, 0, 0, 0});
  digest(1);
  integers({1'700'000'000 & 0xffff, 1'700'000'000 >> 16, 0, 0});
  for (std::size_t i = 2; i <= 12; ++i) digest(i);
  integers({1, 2});
  digest(13);
  digest(14);
  integers({5, 720});
  ASSERT_EQ(m.size(), 136u);
  EXPECT_EQ(block_hash(h), hash(Tag::kHeader, m));
}

TEST(SlotLeaf, WindowIsAnInteger) {
  const ConsensusRules rules;
  const auto prevote = [&rules](std::uint64_t first, std::uint64_t slot) {
    return slot_leaf(rules, first, slot, Stage::kPrevote);
  };
  // 2^20 leaves, the top 2^14 for attestations: 2^19 - 2^13 slots.
  constexpr std::uint64_t kSlots = (1u << 19) - (1u << 13);
  EXPECT_EQ(prevote(1000, 999), std::nullopt);
  EXPECT_EQ(prevote(1000, 1000), 0u);
  EXPECT_EQ(slot_leaf(rules, 1000, 999 + kSlots, Stage::kPrecommit), 2 * kSlots - 1);
  EXPECT_EQ(prevote(1000, 1000 + kSlots), std::nullopt);
  // What would wrap to the first leaf in 64 bits, or in the field.
  EXPECT_EQ(prevote(0, std::uint64_t{1} << 63), std::nullopt);
  EXPECT_EQ(prevote(0, Element::kOrder), std::nullopt);
  EXPECT_EQ(prevote(~std::uint64_t{0}, ~std::uint64_t{0}), 0u);
  EXPECT_EQ(prevote(~std::uint64_t{0}, 0), std::nullopt);
}

// Whole slots below the attestation leaves, at every height.
TEST(SlotLeaf, WindowEndsWithAWholeSlot) {
  for (unsigned h = kMinVoteHeight; h <= kMaxHeight; ++h) {
    const ConsensusRules rules{1440, h};
    const std::uint64_t slots = vote_leaves(h) / 2;
    EXPECT_EQ(slot_leaf(rules, 0, slots - 1, Stage::kPrecommit), 2 * slots - 1) << h;
    for (const Stage stage : kStages) EXPECT_EQ(slot_leaf(rules, 0, slots, stage), std::nullopt);
  }
}

TEST(SlotLeaf, WrappedLeavesAgreeInsideTheWindow) {
  const ConsensusRules rules{1440, 8};
  EXPECT_EQ(wrapped_leaf(rules, 10, 17, Stage::kPrecommit),
            slot_leaf(rules, 10, 17, Stage::kPrecommit));
  EXPECT_EQ(wrapped_leaf(rules, 10, 9, Stage::kPrecommit), 255u);
  EXPECT_EQ(wrapped_leaf(rules, 10, 10 + 128, Stage::kPrevote), 0u);
}

}  // namespace
}  // namespace rpp
