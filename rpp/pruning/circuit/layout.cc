// SPDX-License-Identifier: Apache-2.0 OR MIT
#include "rpp/pruning/circuit/layout.h"

#include <utility>

#include "rpp/circuit/circuit.h"
#include "rpp/gadgets/deep_tree.h"
#include "rpp/hash/sponge.h"
#include "rpp/pruning/public_fields.h"
#include "rpp/pruning/witness.h"
#include "rpp/wiring/concat.h"

namespace rpp {
namespace {

// Leaf tags by PruningTree.
constexpr Tag kLeafTags[kPruningTrees] = {Tag::kTxLeaf, Tag::kTxLeaf, Tag::kReceipt, Tag::kKept};

// The steps of the layout, in the order of the tape.
class Writer {
 public:
  Writer(TapeBuilder& t, PruningLayout& out) : t_(t), f_(out.fields), out_(out) {}

  void hashes() {
    t_.hash(Tag::kFamilyPruning, f_.message(), out_.s);
    t_.publish(out_.s);
    t_.hash(Tag::kPrune,
            concat(f_.digest("chain_id"), f_.u64("first_height"), f_.u64("last_height"),
                   f_.digest("history_root"), f_.digest("tx_roots_commitment"),
                   f_.digest("kept_root"), f_.digest("receipt_root"), f_.digest("state_root")),
            f_.digest("binding_digest"));
  }

  void trees() {
    t_.demand_node({NodeKind::kKey, deep_tree(kHistoryTree), kHalfDepth, 0},
                   f_.digest("history_root"));
    t_.demand_node({NodeKind::kStatement, number_of(PruningTree::kReceipts), kRangeDepth, 0},
                   f_.digest("receipt_root"));
    t_.demand_node({NodeKind::kStatement, number_of(PruningTree::kKeptRoots), kRangeDepth, 0},
                   f_.digest("kept_root"));
    for (std::uint32_t tree = 0; tree < kPruningTrees; ++tree) {
      DigestCells empty;
      const Digest leaf = hash_empty(kLeafTags[tree]);
      for (std::size_t i = 0; i < kDigestElements; ++i) empty[i] = Cell{0, leaf[i]};
      out_.empties[tree] = t_.supply_empty_node(tree, 0, empty);
    }
  }

  // The last height is below 2^32 - 1 and at most 15 above the first one; both have two limbs.
  void heights() {
    const U64Cells first = f_.u64("first_height"), last = f_.u64("last_height");
    for (const std::size_t i : {2, 3}) {
      t_.require("height", first[i]);
      t_.require("height", last[i]);
    }
    const U32Cells low_first{first[0], first[1]}, low_last{last[0], last[1]};
    out_.after = t_.u32("after");
    out_.height_bound = require_sum(t_, "height", "after", low_last,
                                    U32Cells{Cell::of(1), Cell::of(0)}, out_.after);
    out_.range = require_at_least(t_, "blocks", "range", low_last, low_first);
    t_.require("blocks", out_.range.b[1]);
    out_.span = require_at_most(t_, "blocks", "span", out_.range.b[0], kMaxPrunedBlocks - 1);
    out_.blocks = t_.variable("blocks");
    t_.require("blocks", out_.range.b[0] + 1 - out_.blocks);
  }

  void imports() {
    const U64Cells first = f_.u64("first_height");
    const U32Cells removed = f_.u32("removed_count");
    t_.demand_global(GlobalName::kPrunedRange, 0, concat(first[0], first[1], out_.blocks));
    t_.demand_global(GlobalName::kPrunedBlocks, 0, concat(out_.blocks));
    t_.demand_global(GlobalName::kTxRoots, 0, f_.digest("tx_roots_commitment"));
    t_.demand_global(GlobalName::kRemoved, 0, concat(removed[0]));
    t_.require("removed-count", removed[1]);
  }

 private:
  TapeBuilder& t_;
  const FieldCells& f_;
  PruningLayout& out_;
};

}  // namespace

PruningLayout make_pruning_layout() {
  TapeBuilder t("statement", HashKind::kStatement, kPublicValues);
  PruningLayout out{.fields = FieldCells(t, kPruningTable),
                    .s = t.digest("S"),
                    .after = {},
                    .height_bound = {},
                    .range = {},
                    .span = {},
                    .blocks = {},
                    .empties = {},
                    .tape = {}};
  Writer writer(t, out);
  writer.hashes();
  writer.trees();
  writer.heights();
  writer.imports();
  out.tape = std::move(t).finish();
  return out;
}

}  // namespace rpp
