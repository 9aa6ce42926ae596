// SPDX-License-Identifier: Apache-2.0 OR MIT
#include "rpp/state/circuit/model.h"

#include "p3/base/bits.h"
#include "rpp/gadgets/models.h"
#include "rpp/state/air/accounts_model.h"
#include "rpp/state/air/effects_model.h"
#include "rpp/state/air/records_model.h"
#include "rpp/state/public_fields.h"
#include "rpp/wiring/tape_air.h"

namespace rpp {
namespace {

using Air = p3::Air<Element>;

// Fewer rows weaken a batch (docs/spec/security.md).
constexpr unsigned kMinLogRows = 6;

// The largest heights: 512 records and 512 transfers of different accounts, which lie far apart,
// and 256 validators.
struct TableInfo {
  StateTable table;
  std::string_view name;
  unsigned max_log_rows;
};
constexpr TableInfo kTables[kStateTables] = {
    {StateTable::kStatement, "statement", 9},    {StateTable::kAccounts, "accounts", 16},
    {StateTable::kValidators, "validators", 12}, {StateTable::kEffects, "effects", 15},
    {StateTable::kRecords, "records", 15},       {StateTable::kProposer, "proposer", kMinLogRows},
    {StateTable::kUpdates, "updates", 17},       {StateTable::kUpdateJoints, "update-joints", 11},
    {StateTable::kMerkle, "merkle", 12},         {StateTable::kRange, "range", 16},
    {StateTable::kCanonical, "canonical", 10},   {StateTable::kHasher, "hasher", 18},
};

std::unique_ptr<Air> make_air(StateTable table, const StateRules& rules,
                              const StateLayout& layout) {
  switch (table) {
    case StateTable::kStatement:
      return std::make_unique<p3::AirModel<Element, TapeAir>>(TapeAir(layout.tape));
    case StateTable::kAccounts:
      return make_accounts_air();
    case StateTable::kValidators:
      return make_validators_air(rules);
    case StateTable::kEffects:
      return make_effects_air(rules);
    case StateTable::kRecords:
      return make_records_air();
    case StateTable::kProposer:
      return make_proposer_air();
    case StateTable::kUpdates:
      return make_gadget_air(Gadget::kUpdates);
    case StateTable::kUpdateJoints:
      return make_gadget_air(Gadget::kUpdateJoints);
    case StateTable::kMerkle:
      return make_gadget_air(Gadget::kMerkle);
    case StateTable::kRange:
      return make_gadget_air(Gadget::kRange);
    case StateTable::kCanonical:
      return make_gadget_air(Gadget::kCanonical);
    case StateTable::kHasher:
      return make_gadget_air(Gadget::kHasher);
  }
  return nullptr;
}

}  // namespace

StateModel::StateModel(const StateRules& rules) : rules_(rules), layout_(make_state_layout(rules)) {
  circuit_.name = "state";
  circuit_.role = Role::kState;
  circuit_.fields = &kStatePublicTable;
  // As the transaction circuit, whose large lists have tables of this size.
  circuit_.tuning = {.log_blowup = 2,
                     .log_final_poly_len = 4,
                     .max_log_arity = 3,
                     .cap_height = 4,
                     .max_query_pow = 16};
  circuit_.constants = {{"epoch-length", rules.epoch_length},
                        {"stake-minimum", rules.stake_minimum},
                        {"power-unit", rules.power_unit},
                        {"transfer-tier", rules.transfer_tier},
                        {"rotation-tier", rules.rotation_tier}};
  for (std::size_t i = 0; i < kStateTables; ++i) {
    const TableInfo& info = kTables[i];
    airs_[i] = make_air(info.table, rules_, layout_);
    const unsigned rows = p3::log2_strict(layout_.tape.rows.size());
    const bool fixed = info.table == StateTable::kStatement;
    circuit_.tables.push_back(
        {info.name, airs_[i].get(), fixed ? rows : kMinLogRows, fixed ? rows : info.max_log_rows});
  }
}

const StateModel& state_model() {
  static const StateModel model{StateRules{}};
  return model;
}

}  // namespace rpp
