// SPDX-License-Identifier: Apache-2.0 OR MIT
#include "rpp/consensus/statement/layout.h"

#include <string>
#include <utility>

#include "p3/base/check.h"
#include "rpp/consensus/public_fields.h"
#include "rpp/hash/sponge.h"
#include "rpp/wiring/concat.h"

namespace rpp {
namespace {

constexpr std::size_t kPublicValues = 16;  // S, key id
constexpr const char* kStageNames[] = {"prevote", "precommit"};
constexpr const char* kSlotNames[] = {"vote_slot", "slot"};

// The trees of the circuit: which public field is the root, which tag the leaves have.
struct TreeField {
  const char* root;
  Tag leaf;
};
constexpr TreeField kTrees[kTreeCount] = {
    {"validator_set_root", Tag::kValidator},    {"quorum_signature_root", Tag::kSig},
    {"vrf_output_root", Tag::kVrfOut},          {"vrf_proof_root", Tag::kVrfProof},
    {"witness_commitment_root", Tag::kWitness}, {"reputation_root", Tag::kReputation},
};

HeaderCells make_header_cells(TapeBuilder& t) {
  HeaderCells cells{.previous_hash = t.digest("previous_hash"),
                    .tx_root = t.digest("tx_root"),
                    .uptime_list_root = t.digest("uptime_list_root"),
                    .identity_list_root = t.digest("identity_list_root"),
                    .state_root_after = t.digest("state_root_after"),
                    .next_validator_set_root = t.digest("next_validator_set_root"),
                    .history_root = t.digest("history_root"),
                    .epoch_nonce = t.digest("epoch_nonce"),
                    .leader_output = t.digest("leader_output"),
                    .proposer = t.digest("proposer"),
                    .timestamp = t.u64("timestamp"),
                    .tier = t.variable("leader_tier"),
                    .hours = t.variable("leader_timetoke")};
  t.range(concat(cells.timestamp, cells.tier, cells.hours));
  return cells;
}

// The steps of the layout, in the order of the tape. Cells that two hashes share are the same
// variables: that is how header and public fields agree.
class Writer {
 public:
  Writer(TapeBuilder& t, StatementLayout& out) : t_(t), f_(out.fields), h_(out.header), out_(out) {}

  void hashes() {
    t_.hash(Tag::kFamilyConsensus, f_.message(), out_.s);
    t_.publish(out_.s);
    t_.hash(Tag::kHeader, header_message(), f_.digest("block_hash"));
    t_.hash(
        Tag::kBeacon,
        concat(f_.digest("chain_id"), f_.digest("beacon_before"), f_.u64("slot"), h_.leader_output),
        f_.digest("beacon_after"));
    for (std::uint32_t i = 0; i < 2; ++i) {
      out_.votes[i] = t_.digest(std::string(kStageNames[i]) + "_digest");
      t_.hash(Tag::kVote,
              concat(f_.digest("chain_id"), Cell::of(i), f_.u64("vote_slot"), f_.u64("height"),
                     f_.u32("round"), f_.digest("block_hash")),
              out_.votes[i]);
    }
    for (std::uint32_t i = 0; i < 2; ++i) {
      out_.mus[i] = t_.digest(std::string(kSlotNames[i]) + "_mu");
      t_.hash(Tag::kVrf,
              concat(f_.digest("chain_id"), f_.digest("beacon_before"), f_.u64(kSlotNames[i])),
              out_.mus[i]);
    }
    bitmap();
  }

  void trees() {
    for (std::uint32_t tree = 0; tree < kTreeCount; ++tree) {
      t_.demand_node({NodeKind::kStatement, tree, kTreeDepth[tree], 0},
                     f_.digest(kTrees[tree].root));
      DigestCells empty;
      const Digest leaf = hash_empty(kTrees[tree].leaf);
      for (std::size_t i = 0; i < kDigestElements; ++i) empty[i] = Cell{0, leaf[i]};
      out_.supplies.empties[tree] = t_.supply_empty_node(tree, 0, empty);
    }
  }

  void exports() {
    StatementSupplies& supplies = out_.supplies;
    for (std::uint32_t i = 0; i < 2; ++i) {
      supplies.votes[i] = t_.supply_global(GlobalName::kVote, i, out_.votes[i]);
      supplies.mus[i] =
          t_.supply_global(GlobalName::kMu, i, std::span<const Cell>(out_.mus[i]).first(6));
      supplies.slots[i] =
          t_.supply_global(GlobalName::kSlot, i, concat(f_.u64(kSlotNames[i]), f_.u64("height")));
    }
    supplies.tickets = t_.supply_global(GlobalName::kTickets, 0, concat(out_.same_slot.flag));
  }

  void imports() {
    for (std::uint32_t k = 0; k < kMemberGroups; ++k) {
      const GroupCells& group = out_.groups[k];
      t_.demand_global_if(GlobalName::kGroup, k,
                          concat(group.exists, group.prevotes, group.precommits));
      // The words of groups that do not exist are 0.
      t_.require("groups", group.exists * group.prevotes - group.prevotes);
      t_.require("groups", group.exists * group.precommits - group.precommits);
    }
    t_.demand_global(GlobalName::kTotals, 0,
                     concat(out_.powers[0].sums, out_.powers[1].sums, out_.powers[2].sums));
    t_.demand_global(GlobalName::kLeader, 0, concat(f_.u32("leader_index")[0], h_.tier, h_.hours));
    t_.demand_global(GlobalName::kProposer, 0, h_.proposer);
    t_.demand_global(GlobalName::kOutput, 0, h_.leader_output);
  }

  void numbers(const ConsensusRules& rules) {
    heights(rules);
    t_.require("leader-index", f_.u32("leader_index")[1]);
    out_.vote_slot =
        require_at_least(t_, "vote-slot", "vote_slot", f_.u64("vote_slot"), f_.u64("slot"));
    out_.same_slot = require_zero_test(t_, "same-slot", "same_slot", out_.vote_slot.b);
    powers();
    threshold();
    const U32Cells threshold = f_.u32("quorum_threshold");
    out_.prevote_quorum = require_at_least(t_, "prevote-quorum", "prevote_quorum",
                                           f_.u32("prevote_power"), threshold);
    out_.precommit_quorum = require_at_least(t_, "precommit-quorum", "precommit_quorum",
                                             f_.u32("precommit_power"), threshold);
  }

 private:
  std::vector<Cell> header_message() const {
    return concat(f_.digest("chain_id"), f_.u64("height"), f_.u64("slot"), h_.previous_hash,
                  h_.timestamp, h_.tx_root, h_.uptime_list_root, h_.identity_list_root,
                  h_.state_root_after, f_.digest("validator_set_root"), h_.next_validator_set_root,
                  h_.history_root, f_.digest("witness_commitment_root"),
                  f_.digest("reputation_root"), f_.digest("beacon_after"), h_.epoch_nonce,
                  f_.u32("leader_index"), h_.leader_output, h_.proposer, h_.tier, h_.hours);
  }

  void bitmap() {
    std::vector<Cell> words;
    for (std::size_t k = 0; k < kMemberGroups; ++k) {
      const std::string name = "[" + std::to_string(k) + "]";
      out_.groups[k] = {t_.variable("group" + name), t_.variable("prevotes" + name),
                        t_.variable("precommits" + name)};
      words.push_back(out_.groups[k].prevotes);
    }
    for (const GroupCells& group : out_.groups) words.push_back(group.precommits);
    t_.hash(Tag::kBitmap, words, f_.digest("quorum_bitmap_root"));
  }

  // height < 2^32 - 1: height + 1 has 32 bits. epoch = floor(height / epoch length).
  void heights(const ConsensusRules& rules) {
    const U64Cells height = f_.u64("height"), epoch = f_.u64("epoch");
    const U32Cells low{height[0], height[1]};
    for (const std::size_t i : {2, 3}) {
      t_.require("height", height[i]);
      t_.require("epoch", epoch[i]);
    }
    out_.next_height = t_.u32("next_height");
    out_.height_bound = require_sum(t_, "height", "next_height", low,
                                    U32Cells{Cell::of(1), Cell::of(0)}, out_.next_height);
    out_.epoch =
        require_division(t_, "epoch", "epoch", low, static_cast<std::uint32_t>(rules.epoch_length),
                         U32Cells{epoch[0], epoch[1]});
  }

  void powers() {
    constexpr const char* kNames[] = {"total_power", "prevote_power", "precommit_power"};
    for (std::size_t i = 0; i < 3; ++i) {
      const std::string name = kNames[i];
      out_.powers[i] = require_normalised(t_, "powers", name, t_.u32(name + "_sum"), f_.u32(name));
    }
  }

  // With total = 3 q + rest: floor(2 total / 3) + 1 = 2 q + [rest = 2] + 1, and
  // [rest = 2] = rest (rest - 1) / 2 for the rests 0, 1, 2.
  void threshold() {
    const U32Cells threshold = f_.u32("quorum_threshold");
    const U32Cells q = t_.u32("total_third");
    out_.threshold.third =
        require_division(t_, "threshold", "total_third", f_.u32("total_power"), 3, q);
    const Cell rest = out_.threshold.third.rest, carry = t_.variable("quorum_threshold carry");
    t_.require("threshold", 2 * threshold[0] + 131072 * carry - 4 * q[0] - 2 - rest * rest + rest);
    t_.require("threshold", threshold[1] - 2 * q[1] - carry);
    out_.threshold.carry = require_at_most(t_, "threshold", "quorum_threshold carry", carry, 2);
  }

  TapeBuilder& t_;
  const FieldCells& f_;
  const HeaderCells& h_;
  StatementLayout& out_;
};

}  // namespace

StatementLayout make_statement_layout(const ConsensusRules& rules) {
  P3_CHECK(rules.epoch_length >= 1 && rules.epoch_length <= kMaxEpochLength,
           "the epoch length of a circuit is 1 to 2^14");
  TapeBuilder t("statement", HashKind::kStatement, kPublicValues);
  StatementLayout out{.fields = FieldCells(t, kConsensusTable),
                      .header = make_header_cells(t),
                      .s = t.digest("S"),
                      .votes = {},
                      .mus = {},
                      .groups = {},
                      .next_height = {},
                      .height_bound = {},
                      .vote_slot = {},
                      .prevote_quorum = {},
                      .precommit_quorum = {},
                      .epoch = {},
                      .same_slot = {},
                      .powers = {},
                      .threshold = {},
                      .supplies = {},
                      .tape = {}};
  Writer writer(t, out);
  writer.hashes();
  writer.trees();
  writer.numbers(rules);
  writer.imports();
  writer.exports();
  out.tape = std::move(t).finish();
  return out;
}

}  // namespace rpp
