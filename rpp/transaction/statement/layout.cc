// SPDX-License-Identifier: Apache-2.0 OR MIT
#include "rpp/transaction/statement/layout.h"

#include <utility>

#include "rpp/chain/limits.h"
#include "rpp/hash/sponge.h"
#include "rpp/transaction/air/transactions_air.h"
#include "rpp/transaction/public_fields.h"
#include "rpp/wiring/concat.h"

namespace rpp {
namespace {

constexpr std::size_t kPublicValues = 16;  // S, key id

struct TreeField {
  const char* root;
  Tag leaf;
};
constexpr TreeField kTrees[kListTrees] = {{"list_root", Tag::kList}, {"tx_root", Tag::kTxLeaf}};
static_assert(kListTree == 0 && kTransactionTree == 1);

DigestCells constant_digest(const Digest& digest) {
  DigestCells cells;
  for (std::size_t i = 0; i < kDigestElements; ++i) cells[i] = Cell{0, digest[i]};
  return cells;
}

}  // namespace

TransactionLayout make_transaction_layout() {
  TapeBuilder t("statement", HashKind::kStatement, kPublicValues);
  TransactionLayout out{.fields = FieldCells(t, kTransactionListTable),
                        .s = t.digest("S"),
                        .count = {},
                        .chain = {},
                        .empties = {},
                        .tape = {}};
  const FieldCells& fields = out.fields;
  t.hash(Tag::kFamilyTransaction, fields.message(), out.s);
  t.publish(out.s);
  for (std::uint32_t tree = 0; tree < kListTrees; ++tree) {
    t.demand_node({NodeKind::kStatement, tree, kStatementListDepth, 0},
                  fields.digest(kTrees[tree].root));
    out.empties[tree] =
        t.supply_empty_node(tree, 0, constant_digest(hash_empty(kTrees[tree].leaf)));
  }
  const U32Cells count = fields.u32("count");
  out.count = require_at_most(t, "count", "count", count[0], kMaxTransactions);
  t.require("count", count[1]);
  t.demand_global(GlobalName::kListEnd, 0, concat(count[0]));
  out.chain = t.supply_global(GlobalName::kChainId, 0, fields.digest("chain_id"));
  out.tape = std::move(t).finish();
  return out;
}

}  // namespace rpp
