// SPDX-License-Identifier: Apache-2.0 OR MIT
#include "rpp/state/statement/layout.h"

#include <string>
#include <utility>

#include "p3/base/check.h"
#include "rpp/chain/limits.h"
#include "rpp/gadgets/deep_tree.h"
#include "rpp/hash/sponge.h"
#include "rpp/state/public_fields.h"
#include "rpp/wiring/concat.h"

namespace rpp {
namespace {

constexpr std::size_t kPublicValues = 16;  // S, key id

// By StateTree.
struct TreeInfo {
  Tag leaf;
  unsigned depth;
};
constexpr TreeInfo kTrees[kStateTrees] = {{Tag::kTxLeaf, kTransactionDepth},
                                          {Tag::kList, kStatementListDepth},
                                          {Tag::kValidator, kValidatorSetDepth}};

// The steps of the layout, in the order of the tape.
class Writer {
 public:
  Writer(TapeBuilder& t, StateLayout& out) : t_(t), f_(out.fields), out_(out) {}

  void hashes() {
    t_.hash(Tag::kFamilyStateTransition, f_.message(), out_.s);
    t_.publish(out_.s);
    constexpr const char* kRoots[] = {"state_root_before", "state_root_after"};
    for (std::size_t i = 0; i < 2; ++i) {
      const StateRootCells& root = out_.roots[i];
      t_.range(root.validators);
      t_.hash(Tag::kState,
              concat(root.accounts_root, out_.account_count, root.validators, out_.supply),
              f_.digest(kRoots[i]));
    }
    t_.range(concat(out_.account_count, out_.supply));
  }

  void trees() {
    const DigestCells roots[kStateTrees] = {f_.digest("tx_root"), f_.digest("uptime_list_root"),
                                            out_.set};
    for (std::uint32_t tree = 0; tree < kStateTrees; ++tree) {
      t_.demand_node({NodeKind::kStatement, tree, kTrees[tree].depth, 0}, roots[tree]);
      const Digest leaf = hash_empty(kTrees[tree].leaf);
      DigestCells empty;
      for (std::size_t i = 0; i < kDigestElements; ++i) empty[i] = Cell{0, leaf[i]};
      out_.supplies.empties[tree] = t_.supply_empty_node(tree, 0, empty);
    }
    for (std::size_t i = 0; i < 2; ++i) {
      t_.demand_node({i == 0 ? NodeKind::kBefore : NodeKind::kAfter, deep_tree(kAccountsDeepTree),
                      kHalfDepth, 0},
                     out_.roots[i].accounts_root);
    }
  }

  // height < 2^32 - 1: height + 1 has 32 bits. epoch = floor(height / epoch length), and the height
  // is a boundary if the rest is epoch length - 1.
  void heights(std::uint32_t epoch_length) {
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
        require_division(t_, "epoch", "epoch", low, epoch_length, U32Cells{epoch[0], epoch[1]});
    out_.boundary =
        require_zero_test(t_, "boundary", "boundary", concat(out_.epoch.rest_bound.slack));
    const Cells<3> above{Cell::of(2 * epoch_length), Cell::of(0), Cell::of(0)};
    out_.activation = t_.variables<3>("activation");
    out_.activation_sum =
        require_sum(t_, "activation", "activation", Cells<3>{height[0], height[1], Cell::of(0)},
                    above, out_.activation);
  }

  // The next set is the tree's root at a boundary, and stays what it is elsewhere.
  void next_set() {
    const DigestCells before = f_.digest("next_validator_set_root_before");
    const DigestCells after = f_.digest("next_validator_set_root_after");
    const Cell& boundary = out_.boundary.flag;
    for (std::size_t i = 0; i < kDigestElements; ++i) {
      t_.require("next-set", before[i] + boundary * out_.set[i] - boundary * before[i] - after[i]);
    }
  }

  void counts() {
    const U32Cells transactions = f_.u32("transaction_count"), records = f_.u32("uptime_count");
    out_.transactions = require_at_most(t_, "transaction-count", "transaction_count",
                                        transactions[0], kMaxTransactions);
    t_.require("transaction-count", transactions[1]);
    out_.records =
        require_at_most(t_, "uptime-count", "uptime_count", records[0], kMaxUptimeRecords);
    t_.require("uptime-count", records[1]);
    for (const StateRootCells& root : out_.roots) t_.require("validators", root.validators[1]);
  }

  // At most 512 summands below 2^16 for each limb, so every side is below 2^26.
  void fees() {
    const U64Cells total = f_.u64("fee_total");
    out_.fees.sums = t_.variables<4>("fee_sum");
    Cell carry = Cell::of(0);
    for (std::size_t i = 0; i < 4; ++i) {
      Poly equation = out_.fees.sums[i] + carry - total[i];
      if (i < 3) {
        const std::string name = "fee carry[" + std::to_string(i) + "]";
        carry = t_.variable(name);
        out_.fees.carries[i] = require_at_most(t_, "fees", name, carry, kMaxTransactions);
        equation = equation - 65536 * carry;
      }
      t_.require("fees", equation);
    }
  }

  void imports() {
    t_.demand_global(GlobalName::kTransactionsEnd, 0, concat(out_.transactions.x, out_.fees.sums));
    t_.demand_global(GlobalName::kRecordsEnd, 0, concat(out_.records.x));
    t_.demand_global(GlobalName::kBlockProposer, 0, f_.digest("proposer"));
    t_.demand_global(GlobalName::kFees, 0, f_.u64("fee_total"));
    t_.demand_global(GlobalName::kAccountsEnd, 0, concat(out_.accounts));
    t_.demand_global(GlobalName::kCounts, 0,
                     concat(out_.roots[0].validators[0], out_.roots[1].validators[0]));
    t_.demand_global_if(GlobalName::kValidatorCount, 0,
                        concat(out_.boundary.flag, out_.roots[1].validators[0]));
  }

  void exports() {
    StateSupplies& supplies = out_.supplies;
    supplies.chain = t_.supply_global(GlobalName::kChainId, 0, f_.digest("chain_id"));
    supplies.block =
        t_.supply_global(GlobalName::kStateBlock, 0, concat(f_.u64("height"), f_.u64("timestamp")));
    supplies.activation = t_.supply_global(GlobalName::kActivation, 0, out_.activation);
    supplies.next_height = t_.supply_global(GlobalName::kNextHeight, 0, out_.next_height);
  }

 private:
  TapeBuilder& t_;
  const FieldCells& f_;
  StateLayout& out_;
};

StateRootCells make_root(TapeBuilder& t, const std::string& when) {
  return {t.digest("accounts_root_" + when), t.u32("validators_" + when)};
}

}  // namespace

StateLayout make_state_layout(const StateRules& rules) {
  P3_CHECK(rules.epoch_length >= 1 && rules.epoch_length <= kMaxStateEpochLength,
           "the epoch length of a circuit is 1 to 2^14");
  TapeBuilder t("statement", HashKind::kStatement, kPublicValues);
  StateLayout out{.fields = FieldCells(t, kStatePublicTable),
                  .s = t.digest("S"),
                  .account_count = t.u32("account_count"),
                  .supply = t.u64("supply"),
                  .roots = {make_root(t, "before"), make_root(t, "after")},
                  .set = t.digest("set"),
                  .transactions = {},
                  .records = {},
                  .accounts = t.variable("accounts"),
                  .next_height = {},
                  .height_bound = {},
                  .activation = {},
                  .activation_sum = {},
                  .epoch = {},
                  .boundary = {},
                  .fees = {},
                  .supplies = {},
                  .tape = {}};
  Writer writer(t, out);
  writer.hashes();
  writer.trees();
  writer.heights(static_cast<std::uint32_t>(rules.epoch_length));
  writer.next_set();
  writer.counts();
  writer.fees();
  writer.imports();
  writer.exports();
  out.tape = std::move(t).finish();
  return out;
}

}  // namespace rpp
