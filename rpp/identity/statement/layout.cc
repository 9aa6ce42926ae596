// SPDX-License-Identifier: Apache-2.0 OR MIT
#include "rpp/identity/statement/layout.h"

#include <utility>

#include "p3/base/check.h"
#include "rpp/chain/limits.h"
#include "rpp/circuit/circuit.h"
#include "rpp/hash/sponge.h"
#include "rpp/identity/air/trees.h"
#include "rpp/identity/public_fields.h"
#include "rpp/wiring/concat.h"

namespace rpp {
namespace {

// The steps of the layout, in the order of the tape.
class Writer {
 public:
  Writer(TapeBuilder& t, IdentityLayout& out) : t_(t), f_(out.fields), out_(out) {}

  // S, and both states.
  void hashes() {
    const StateCells& state = out_.state;
    t_.hash(Tag::kFamilyIdentityList, f_.message(), out_.s);
    t_.publish(out_.s);
    t_.hash(Tag::kState,
            concat(state.accounts_before, state.count_before, state.validators, state.supply),
            f_.digest("state_root_before"));
    t_.hash(Tag::kState,
            concat(state.accounts_after, state.count_after, state.validators, state.supply),
            f_.digest("state_root_after"));
  }

  void list() {
    t_.demand_node({NodeKind::kStatement, kIdentityListTree, kStatementListDepth, 0},
                   f_.digest("list_root"));
    const Digest leaf = hash_empty(Tag::kList);
    DigestCells empty;
    for (std::size_t i = 0; i < kDigestElements; ++i) empty[i] = Cell{0, leaf[i]};
    out_.empty_leaf = t_.supply_empty_node(kIdentityListTree, 0, empty);
    const U32Cells count = f_.u32("count");
    out_.count = require_at_most(t_, "count", "count", count[0], kMaxIdentities);
    t_.require("count", count[1]);
    out_.accounts = require_sum(t_, "accounts", "accounts", out_.state.count_before, count,
                                out_.state.count_after);
    t_.demand_global(GlobalName::kListEnd, 0, concat(count[0], out_.state.count_after));
    t_.demand_global(GlobalName::kAccountsAfter, 0, out_.state.accounts_after);
  }

  // height < 2^32 - 1: height + 1 has 32 bits. epoch = floor(height / epoch length).
  void heights(std::uint32_t epoch_length) {
    const U64Cells height = f_.u64("height"), epoch = f_.u64("epoch");
    const U32Cells low{height[0], height[1]};
    for (const std::size_t i : {2, 3}) {
      t_.require("height", height[i]);
      t_.require("epoch", epoch[i]);
    }
    out_.height_bound = require_sum(t_, "height", "next_height", low,
                                    U32Cells{Cell::of(1), Cell::of(0)}, out_.next_height);
    out_.epoch = require_division(t_, "epoch", "epoch", low, epoch_length, {epoch[0], epoch[1]});
    out_.least_sum = require_sum(
        t_, "least-activation", "least", height,
        U64Cells{Cell::of(2 * epoch_length), Cell::of(0), Cell::of(0), Cell::of(0)}, out_.least);
  }

  // In the order of IdentityExport.
  void exports() {
    const DigestCells nonce = f_.digest("epoch_nonce"), set = f_.digest("validator_set_root");
    const auto part = [](const DigestCells& digest, std::size_t begin) {
      return Cells<4>{digest[begin], digest[begin + 1], digest[begin + 2], digest[begin + 3]};
    };
    add(IdentityExport::kChain, GlobalName::kChainId, concat(f_.digest("chain_id")));
    add(IdentityExport::kAccounts, GlobalName::kAccountsBefore, concat(out_.state.accounts_before));
    add(IdentityExport::kNonce, GlobalName::kEpochNonce, concat(nonce));
    add(IdentityExport::kEpochWord, GlobalName::kEpochWord,
        concat(f_.u64("epoch"), part(nonce, 0)));
    add(IdentityExport::kNonceSetWord, GlobalName::kNonceSetWord,
        concat(part(nonce, 4), part(set, 0)));
    add(IdentityExport::kSet, GlobalName::kMemberSet, concat(set));
    add(IdentityExport::kTimes, GlobalName::kListTimes, concat(f_.u64("height"), f_.u64("epoch")));
    add(IdentityExport::kActivation, GlobalName::kLeastActivation,
        concat(out_.least, f_.u64("timestamp")));
  }

 private:
  void add(IdentityExport which, GlobalName name, const std::vector<Cell>& values) {
    out_.exports[static_cast<std::size_t>(which)] = t_.supply_global(name, 0, values);
  }

  TapeBuilder& t_;
  const FieldCells& f_;
  IdentityLayout& out_;
};

}  // namespace

IdentityLayout make_identity_layout(const IdentityRules& rules) {
  P3_CHECK(rules.epoch_length >= 1 && rules.epoch_length <= kMaxProvedEpochLength, "epoch length");
  TapeBuilder t("statement", HashKind::kStatement, kPublicValues);
  IdentityLayout out{.fields = FieldCells(t, kIdentityListTable),
                     .s = t.digest("S"),
                     .state = {.accounts_before = t.digest("accounts_before"),
                               .accounts_after = t.digest("accounts_after"),
                               .count_before = t.u32("count_before"),
                               .count_after = t.u32("count_after"),
                               .validators = t.u32("validators"),
                               .supply = t.u64("supply")},
                     .count = {},
                     .accounts = {},
                     .next_height = t.u32("next_height"),
                     .height_bound = {},
                     .epoch = {},
                     .least = t.u64("least"),
                     .least_sum = {},
                     .empty_leaf = {},
                     .exports = {},
                     .tape = {}};
  Writer writer(t, out);
  writer.hashes();
  writer.list();
  writer.heights(static_cast<std::uint32_t>(rules.epoch_length));
  writer.exports();
  out.tape = std::move(t).finish();
  return out;
}

}  // namespace rpp
