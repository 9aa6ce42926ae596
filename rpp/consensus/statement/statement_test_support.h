// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include <memory>

#include "p3/air/air.h"
#include "rpp/consensus/statement/trace.h"
#include "rpp/hash/hash_test_support.h"
#include "rpp/hash/sponge.h"
#include "rpp/wiring/tape_air.h"
#include "testing/batch_trial.h"

// For tests of the statement table: a block that satisfies it, made of random digests.
namespace rpp::testing {

// 20 members of power 70,000 each (so sums carry), 15 vote in both stages; the vote slot is one
// after the header's.
inline StatementInput sample_input() {
  RandomElements random(11);
  const auto digest = [&] { return random_digest(random); };
  StatementInput in;
  BlockHeader& h = in.header;
  for (Digest* d : {&h.chain_id, &h.previous_hash, &h.tx_root, &h.uptime_list_root,
                    &h.identity_list_root, &h.state_root_after, &h.validator_set_root,
                    &h.next_validator_set_root, &h.history_root, &h.witness_commitment_root,
                    &h.reputation_root, &h.epoch_nonce, &h.leader_output, &h.proposer}) {
    *d = digest();
  }
  h.height = 0x12345;
  h.slot = 0x1ffffffff;
  h.timestamp = 0x65000000;
  h.leader_index = 3;
  h.leader_tier = 4;
  h.leader_timetoke = 720;
  ConsensusPublic& f = in.fields;
  f.chain_id = h.chain_id;
  f.height = h.height;
  f.round = 0x10002;
  f.epoch = h.height / 1440;
  f.slot = h.slot;
  f.vote_slot = h.slot + 1;
  f.validator_set_root = h.validator_set_root;
  f.total_power = 20 * 70000;
  f.quorum_threshold = 2 * f.total_power / 3 + 1;
  f.prevote_power = f.precommit_power = 15 * 70000;
  f.quorum_signature_root = digest();
  f.leader_index = h.leader_index;
  f.vrf_output_root = digest();
  f.vrf_proof_root = digest();
  f.witness_commitment_root = h.witness_commitment_root;
  f.reputation_root = h.reputation_root;
  f.beacon_before = digest();
  h.beacon_after = next_beacon(h.chain_id, f.beacon_before, h.slot, h.leader_output);
  f.beacon_after = h.beacon_after;
  in.members = 20;
  for (std::size_t i = 0; i < 15; ++i) {
    in.prevotes.set(i + 3);
    in.precommits.set(i + 3);
  }
  const auto prevotes = bitmap_elements(in.prevotes), precommits = bitmap_elements(in.precommits);
  f.quorum_bitmap_root = HashInput(Tag::kBitmap).elements(prevotes).elements(precommits).hash();
  f.block_hash = block_hash(h);
  const auto sums = [](std::uint32_t members) {
    return std::array<std::uint32_t, 2>{members * (70000 & 0xffff), members};
  };
  in.powers = {sums(20), sums(15), sums(15)};
  return in;
}

// Some demand for everything that is supplied.
inline StatementUsers sample_users() {
  return {.votes = {15, 15},
          .mus = {14, 1},
          .slots = {15, 1},
          .tickets = 15,
          .empties = {8, 9, 7, 6, 5, 4}};
}

class StatementFixture {
 public:
  StatementFixture()
      : layout(make_statement_layout({})),
        air(std::make_shared<p3::AirModel<Element, TapeAir>>(TapeAir(layout.tape))) {}

  TapeValues values(const StatementInput& input = sample_input()) const {
    return statement_values(layout, input, sample_users());
  }
  // Instance 0 alone.
  p3::testing::TrialBatch batch(const TapeValues& v) const {
    std::vector<Element> public_values;
    for (const Cell& cell : layout.s) public_values.push_back(v.of(cell));
    for (std::uint64_t i = 0; i < 8; ++i) public_values.push_back(Element::from_u64(50 + i));
    p3::testing::TrialBatch out;
    out.push_back({air, fill_tape(v, air->shape()), std::move(public_values)});
    return out;
  }

  StatementLayout layout;
  std::shared_ptr<const p3::Air<Element>> air;
};

}  // namespace rpp::testing
