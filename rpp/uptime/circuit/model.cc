// SPDX-License-Identifier: Apache-2.0 OR MIT
#include "rpp/uptime/circuit/model.h"

#include "p3/base/bits.h"
#include "rpp/chain/limits.h"
#include "rpp/gadgets/models.h"
#include "rpp/uptime/air/head_bus.h"
#include "rpp/uptime/air/models.h"
#include "rpp/uptime/public_fields.h"
#include "rpp/wiring/tape_air.h"

namespace rpp {
namespace {

using Air = p3::Air<Element>;

// Fewer rows weaken a batch (docs/spec/security.md).
constexpr unsigned kMinLogRows = 6;

// The largest heights: 512 claims, each with a head of its own.
struct TableInfo {
  UptimeTable table;
  std::string_view name;
  unsigned max_log_rows;
};
constexpr TableInfo kTables[kUptimeTables] = {
    {UptimeTable::kStatement, "statement", 7},    {UptimeTable::kClaims, "claims", 13},
    {UptimeTable::kHeads, "heads", 12},           {UptimeTable::kJoints, "joints", 9},
    {UptimeTable::kSignatures, "signatures", 12}, {UptimeTable::kWots, "wots", 15},
    {UptimeTable::kMerkle, "merkle", 15},         {UptimeTable::kRange, "range", 14},
    {UptimeTable::kHasher, "hasher", 17},
};

std::unique_ptr<Air> make_air(UptimeTable table, const UptimeRules& rules,
                              const UptimeLayout& layout) {
  switch (table) {
    case UptimeTable::kStatement:
      return std::make_unique<p3::AirModel<Element, TapeAir>>(TapeAir(layout.tape));
    case UptimeTable::kClaims:
      return make_claims_air();
    case UptimeTable::kHeads:
      return make_heads_air(rules.epoch_length);
    case UptimeTable::kJoints:
      return make_joints_air(kUptimeHistory);
    case UptimeTable::kSignatures:
      return make_gadget_air(Gadget::kSignatures);
    case UptimeTable::kWots:
      return make_gadget_air(Gadget::kWots);
    case UptimeTable::kMerkle:
      return make_gadget_air(Gadget::kMerkle);
    case UptimeTable::kRange:
      return make_gadget_air(Gadget::kRange);
    case UptimeTable::kHasher:
      return make_gadget_air(Gadget::kHasher);
  }
  return nullptr;
}

}  // namespace

UptimeModel::UptimeModel(const UptimeRules& rules) : rules_(rules), layout_(make_uptime_layout()) {
  circuit_.name = "uptime";
  circuit_.role = Role::kUptime;
  circuit_.fields = &kUptimeListTable;
  // That of the transaction circuit, which has the same large tables and the same sizes of lists.
  circuit_.tuning = {.log_blowup = 2,
                     .log_final_poly_len = 4,
                     .max_log_arity = 3,
                     .cap_height = 4,
                     .max_query_pow = 16};
  circuit_.constants = {{"epoch-length", rules.epoch_length},
                        {"key-height", kWalletHeight},
                        {"list-depth", kStatementListDepth}};
  for (std::size_t i = 0; i < kUptimeTables; ++i) {
    const TableInfo& info = kTables[i];
    airs_[i] = make_air(info.table, rules, layout_);
    const unsigned rows = p3::log2_strict(layout_.tape.rows.size());
    const bool fixed = info.table == UptimeTable::kStatement;
    circuit_.tables.push_back(
        {info.name, airs_[i].get(), fixed ? rows : kMinLogRows, fixed ? rows : info.max_log_rows});
  }
}

const UptimeModel& uptime_model() {
  static const UptimeModel model{UptimeRules{}};
  return model;
}

}  // namespace rpp
