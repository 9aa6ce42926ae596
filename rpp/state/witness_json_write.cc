// SPDX-License-Identifier: Apache-2.0 OR MIT
#include "p3/base/check.h"
#include "rpp/fields/json_write.h"
#include "rpp/state/facts.h"
#include "rpp/state/witness_json.h"

namespace rpp {
namespace {

template <class Bound, class Struct>
std::string json_of_fields(const FieldTable& table, const Bound& bound, const Struct& value) {
  ObjectText object;
  return add_fields(object, table, values_of(bound, value)).end();
}

std::string json_of(const AccountOpening& opening) {
  return ObjectText()
      .add("position", json_of_number(opening.index))
      .add("account", json_of_fields(kAccountTable, kAccountFields, opening.account))
      .add("path", json_of_path(opening.path))
      .end();
}

// "change" only where there is one.
std::string json_of(const TransactionWithChange& transaction) {
  ObjectText object;
  object.add("body", json_of_fields(kTransactionTable, kTransactionFields, transaction.body));
  if (transaction.change) {
    object.add("change", json_of_fields(kKeyChangeTable, kKeyChangeFields, *transaction.change));
  }
  return object.end();
}

std::string json_of(const UptimeStatement& record) {
  return json_of_fields(kUptimeStatementTable, kUptimeStatementFields, record);
}

std::string json_of(const StateRules& rules) {
  return ObjectText()
      .add("epoch_length", json_of_u64(rules.epoch_length))
      .add("stake_minimum", json_of_u64(rules.stake_minimum))
      .add("power_unit", json_of_u64(rules.power_unit))
      .add("transfer_tier", json_of_number(rules.transfer_tier))
      .add("rotation_tier", json_of_number(rules.rotation_tier))
      .end();
}

template <class Item>
std::string json_of_items(const std::vector<Item>& items) {
  std::vector<std::string> lines;
  lines.reserve(items.size());
  for (const Item& item : items) lines.push_back(json_of(item));
  return json_lines(lines);
}

}  // namespace

std::string write_state_witness(const StateRules& rules, const StateWitness& witness) {
  P3_CHECK(!check_shape(witness), "a witness of another shape");
  return FileText(kStateWitnessFormat, kStateWitnessVersion)
      .add("rules", json_of(rules))
      .add("chain_id", json_of(witness.chain_id))
      .add("height", json_of_u64(witness.height))
      .add("timestamp", json_of_u64(witness.timestamp))
      .add("state", json_of_fields(kStateTable, kStateFields, witness.state))
      .add("next_validator_set_root", json_of(witness.next_validator_set_root))
      .add("proposer", json_of(witness.proposer))
      .add("accounts", json_of_items(witness.accounts))
      .add("records", json_of_items(witness.records))
      .add("transactions", json_of_items(witness.transactions))
      .end();
}

}  // namespace rpp
