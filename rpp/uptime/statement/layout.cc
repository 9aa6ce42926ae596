// SPDX-License-Identifier: Apache-2.0 OR MIT
#include "rpp/uptime/statement/layout.h"

#include <utility>

#include "rpp/chain/limits.h"
#include "rpp/hash/sponge.h"
#include "rpp/uptime/air/head_bus.h"
#include "rpp/uptime/public_fields.h"
#include "rpp/wiring/concat.h"

namespace rpp {
namespace {

constexpr std::size_t kPublicValues = 16;  // S, key id

}  // namespace

UptimeLayout make_uptime_layout() {
  TapeBuilder t("statement", HashKind::kStatement, kPublicValues);
  UptimeLayout out{.fields = FieldCells(t, kUptimeListTable),
                   .s = t.digest("S"),
                   .count = {},
                   .chain = {},
                   .history = {},
                   .empty = {},
                   .tape = {}};
  const FieldCells& fields = out.fields;
  t.hash(Tag::kFamilyUptimeList, fields.message(), out.s);
  t.publish(out.s);
  t.demand_node({NodeKind::kStatement, kUptimeListTree, kStatementListDepth, 0},
                fields.digest("list_root"));
  DigestCells empty;
  const Digest leaf = hash_empty(Tag::kList);
  for (std::size_t i = 0; i < kDigestElements; ++i) empty[i] = Cell{0, leaf[i]};
  out.empty = t.supply_empty_node(kUptimeListTree, 0, empty);
  const U32Cells count = fields.u32("count");
  out.count = require_at_most(t, "count", "count", count[0], kMaxUptimeRecords);
  t.require("count", count[1]);
  t.demand_global(GlobalName::kListEnd, 0, concat(count[0]));
  out.chain = t.supply_global(GlobalName::kChainId, 0, fields.digest("chain_id"));
  out.history = t.supply_global(GlobalName::kHistoryRoot, 0, fields.digest("history_root"));
  out.tape = std::move(t).finish();
  return out;
}

}  // namespace rpp
