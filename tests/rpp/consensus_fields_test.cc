// SPDX-License-Identifier: Apache-2.0 OR MIT
//
// Form (a) of the tamper matrix (statements.md, section 8) over every public and private field of
// the consensus statement: changed alone, with everything that follows, and signed again by all
// members. A proof verifies exactly where the changed statement is true.
//
// -DRPP_FIELD_TURNS=n changes n elements, limbs or members of every field instead of one.
#include <gtest/gtest.h>

#include <cstdio>
#include <set>
#include <string>
#include <string_view>

#include "rpp/consensus/circuit/tampers.h"
#include "rpp/consensus/witness_change.h"
#include "tests/rpp/small_consensus.h"

#ifndef RPP_FIELD_TURNS
#define RPP_FIELD_TURNS 1
#endif

namespace rpp {
namespace {

struct World : testing::SmallConsensus {
  World()
      : sample(make_changeable_sample(3, RPP_FIELD_TURNS == 1 ? 4 : 6, model.rules(), pool)),
        tampers(model, sample, pool) {}
  ConsensusSample sample;
  ConsensusTampers tampers;
};

World& world() {
  static World instance;
  return instance;
}

// The fields that statements.md names, written from its text alone: what it says, and our name.
struct SpecField {
  const char* text;
  const char* name;
};

// Section 5, consensus, "Public".
constexpr SpecField kSpecPublic[] = {
    {"chain id", "public.chain_id"},
    {"block hash", "public.block_hash"},
    {"height", "public.height"},
    {"round", "public.round"},
    {"epoch", "public.epoch"},
    {"slot", "public.slot"},
    {"vote slot", "public.vote_slot"},
    {"validator-set root", "public.validator_set_root"},
    {"total power", "public.total_power"},
    {"quorum threshold", "public.quorum_threshold"},
    {"prevote power", "public.prevote_power"},
    {"precommit power", "public.precommit_power"},
    {"quorum bitmap root", "public.quorum_bitmap_root"},
    {"quorum signature root", "public.quorum_signature_root"},
    {"leader index", "public.leader_index"},
    {"VRF output root", "public.vrf_output_root"},
    {"VRF proof root", "public.vrf_proof_root"},
    {"witness commitment root", "public.witness_commitment_root"},
    {"reputation root", "public.reputation_root"},
    {"beacon before", "public.beacon_before"},
    {"beacon after", "public.beacon_after"},
};

// Section 4, "Block hash" and "Validators".
constexpr SpecField kSpecHeaderAndSet[] = {
    {"chain id", "header.chain_id"},
    {"height", "header.height"},
    {"slot", "header.slot"},
    {"previous hash", "header.previous_hash"},
    {"timestamp", "header.timestamp"},
    {"tx root", "header.tx_root"},
    {"uptime list root", "header.uptime_list_root"},
    {"identity list root", "header.identity_list_root"},
    {"state root after", "header.state_root_after"},
    {"validator-set root", "header.validator_set_root"},
    {"next-validator-set root", "header.next_validator_set_root"},
    {"history root", "header.history_root"},
    {"witness-commitment root", "header.witness_commitment_root"},
    {"reputation root", "header.reputation_root"},
    {"beacon after", "header.beacon_after"},
    {"epoch nonce", "header.epoch_nonce"},
    {"leader index", "header.leader_index"},
    {"y_L", "header.leader_output"},
    {"proposer address", "header.proposer"},
    {"leader tier", "header.leader_tier"},
    {"leader timetoke", "header.leader_timetoke"},
    {"address", "validator.address"},
    {"root", "validator.root"},
    {"pp", "validator.pp"},
    {"first slot", "validator.first_slot"},
    {"activation height", "validator.activation_height"},
    {"voting power", "validator.voting_power"},
    {"tier", "validator.tier"},
    {"timetoke hours", "validator.timetoke_hours"},
    {"the set as a whole", "validators.count"},
};

// Sections 2, 3 and 5: what a member shows, what the leader shows, and the private digests.
constexpr SpecField kSpecVotes[] = {
    {"round of the votes", "round"},
    {"vote slot", "vote_slot"},
    {"beacon before", "beacon_before"},
    {"prevote bit", "prevote.bit"},
    {"rho", "prevote.rho"},
    {"the signature's value for a chain", "prevote.values"},
    {"precommit bit", "precommit.bit"},
    {"rho", "precommit.rho"},
    {"the signature's value for a chain", "precommit.values"},
    {"c_i of the precommit leaf", "precommit.c"},
    {"r_i of the precommit leaf", "precommit.r"},
    {"one path, from the parent of its two leaves", "path"},
    {"the leaf beside the one that signed", "sibling_leaf"},
    {"r of the leader's own opening", "leader.r"},
    {"wots of the leader's own opening", "leader.wots"},
    {"path of the leader's own opening", "leader.path"},
    {"up to 1024 private digests", "witness_commitments"},
    {"their number", "witness_commitments.count"},
    {"up to 16 private digests", "reputation_roots"},
    {"their number", "reputation_roots.count"},
};

TEST(ConsensusFields, AreThoseOfTheSpecification) {
  std::multiset<std::string> expected;
  for (const SpecField& field : kSpecPublic) expected.insert(field.name);
  for (const SpecField& field : kSpecHeaderAndSet) expected.insert(field.name);
  for (const SpecField& field : kSpecVotes) expected.insert(field.name);
  const auto fields = world().tampers.fields();
  EXPECT_EQ(std::multiset<std::string>(fields.begin(), fields.end()), expected);
  // S takes the public ones in the specification's order.
  for (std::size_t i = 0; i < std::size(kSpecPublic); ++i) {
    EXPECT_EQ(fields[i], kSpecPublic[i].name);
  }
}

// That every value of a witness file is reached by some of them is asked by
// consensus_reference_test.py.
TEST(ConsensusFields, EveryChangeIsOne) {
  World& w = world();
  const auto fields = w.tampers.fields();
  for (std::size_t i = 0; i < fields.size(); ++i) {
    const auto changes = w.tampers.changes(i, 0);
    ASSERT_FALSE(changes.empty()) << fields[i];
    for (const WitnessChange& change : changes) {
      const auto& changed = static_cast<const ConsensusCase&>(*change.witness);
      EXPECT_FALSE(changed.witness == w.sample.witness && changed.claims == w.sample.fields)
          << fields[i] << ", " << change.how;
    }
  }
}

class ConsensusFieldTurn : public ::testing::TestWithParam<int> {};

TEST_P(ConsensusFieldTurn, ProofsVerifyExactlyWhereTheChangedStatementIsTrue) {
  World& w = world();
  const auto turn = static_cast<std::uint64_t>(GetParam());
  MatrixTally tally;
  const auto fields = w.tampers.fields();
  std::set<std::string> refused, stay_true;
  for (std::size_t i = 0; i < fields.size(); ++i) {
    for (const WitnessChange& change : w.tampers.changes(i, turn)) {
      const std::size_t before = tally.attempts;
      const auto problem = w.matrix.attempt(*change.witness, tally);
      EXPECT_FALSE(problem) << fields[i] << ", " << change.how << ": " << *problem;
      (tally.attempts > before ? refused : stay_true).insert(fields[i]);
    }
  }
  // Each field has a change that is false, and some can be signed again to another truth.
  EXPECT_EQ(refused.size(), fields.size());
  EXPECT_GE(stay_true.size(), 10u);
  std::printf("%s\n", tally.text("witness, " + std::to_string(fields.size()) + " fields").c_str());
}

INSTANTIATE_TEST_SUITE_P(Turns, ConsensusFieldTurn, ::testing::Range(0, RPP_FIELD_TURNS));

}  // namespace
}  // namespace rpp
