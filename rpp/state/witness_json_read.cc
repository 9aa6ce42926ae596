// SPDX-License-Identifier: Apache-2.0 OR MIT
#include "rpp/fields/fields_json.h"
#include "rpp/state/witness_json.h"

namespace rpp {
namespace {

using p3::JsonValue;

class WitnessReader {
 public:
  StateWitnessFile read(const JsonValue& file);
  bool failed() const { return in_.failed(); }
  JsonTextError take_error() { return in_.take_text_error(); }

 private:
  // An object of the fields of a table; zero after an error.
  template <class Bound>
  auto fields(const Bound& bound, const FieldTable& table, const JsonValue& object,
              const std::string& place) {
    const FieldValues values = read_field_members(in_, table, object, place);
    using Struct = decltype(struct_of(bound, values));
    return in_.failed() ? Struct{} : struct_of(bound, values);
  }
  // The items of a list of the file, each by `item(value, place)`.
  template <class Item>
  auto list(const JsonValue& file, const char* name, std::size_t max, Item item) {
    std::vector<decltype(item(file, std::string()))> items;
    for (const JsonValue& value : in_.items(in_.member(file, "", name), name, 0, max)) {
      items.push_back(item(value, p3::at(name, items.size())));
      if (in_.failed()) break;
    }
    return items;
  }

  StateRules rules(const JsonValue& object);
  AccountOpening opening(const JsonValue& object, const std::string& place);
  TransactionWithChange transaction(const JsonValue& object, const std::string& place);

  ChainJsonReader in_;
};

StateRules WitnessReader::rules(const JsonValue& object) {
  in_.only(object, "rules",
           {"epoch_length", "stake_minimum", "power_unit", "transfer_tier", "rotation_tier"});
  StateRules rules;
  rules.epoch_length = in_.u64(object, "rules", "epoch_length");
  rules.stake_minimum = in_.u64(object, "rules", "stake_minimum");
  rules.power_unit = in_.u64(object, "rules", "power_unit");
  rules.transfer_tier = in_.u32(object, "rules", "transfer_tier", kMaxTier);
  rules.rotation_tier = in_.u32(object, "rules", "rotation_tier", kMaxTier);
  if (in_.failed()) return {};
  if (rules.epoch_length == 0 || rules.epoch_length > kMaxGenesisEpochLength) {
    in_.syntax("rules.epoch_length",
               "expected 1 to 4294967296, got " + std::to_string(rules.epoch_length));
  }
  if (rules.power_unit == 0) in_.syntax("rules.power_unit", "expected at least 1, got 0");
  if (rules.stake_minimum < rules.power_unit) {
    in_.syntax("rules.stake_minimum", "expected at least the unit " +
                                          std::to_string(rules.power_unit) + ", got " +
                                          std::to_string(rules.stake_minimum));
  }
  return rules;
}

AccountOpening WitnessReader::opening(const JsonValue& object, const std::string& place) {
  in_.only(object, place, {"position", "account", "path"});
  AccountOpening opening;
  opening.index = in_.u32(object, place, "position");
  opening.account = fields(kAccountFields, kAccountTable, in_.member(object, place, "account"),
                           member_place(place, "account"));
  opening.path = in_.digests(in_.member(object, place, "path"), member_place(place, "path"),
                             kAccountDepth, kAccountDepth);
  return opening;
}

// A key change exactly where the kind is a rotation: that is a matter of form.
TransactionWithChange WitnessReader::transaction(const JsonValue& object,
                                                 const std::string& place) {
  TransactionWithChange transaction;
  transaction.body = fields(kTransactionFields, kTransactionTable,
                            in_.member(object, place, "body"), member_place(place, "body"));
  if (in_.failed()) return transaction;
  if (!transaction.body.is(TransactionKind::kRotation)) {
    in_.only(object, place, {"body"});
    return transaction;
  }
  in_.only(object, place, {"body", "change"});
  transaction.change = fields(kKeyChangeFields, kKeyChangeTable,
                              in_.member(object, place, "change"), member_place(place, "change"));
  return transaction;
}

StateWitnessFile WitnessReader::read(const JsonValue& json) {
  in_.format(json, kStateWitnessFormat, kStateWitnessVersion);
  in_.only(json, "",
           {"format", "version", "rules", "chain_id", "height", "timestamp", "state",
            "next_validator_set_root", "proposer", "accounts", "records", "transactions"});
  StateWitnessFile file;
  file.rules = rules(in_.member(json, "", "rules"));
  if (in_.failed()) return file;
  StateWitness& witness = file.witness;
  witness.chain_id = in_.digest(json, "", "chain_id");
  witness.height = in_.u64(json, "", "height");
  witness.timestamp = in_.u64(json, "", "timestamp");
  witness.state = fields(kStateFields, kStateTable, in_.member(json, "", "state"), "state");
  witness.next_validator_set_root = in_.digest(json, "", "next_validator_set_root");
  witness.proposer = in_.digest(json, "", "proposer");
  witness.accounts =
      list(json, "accounts", kMaxOpenedAccounts,
           [this](const JsonValue& v, const std::string& place) { return opening(v, place); });
  witness.records = list(json, "records", kMaxUptimeRecords,
                         [this](const JsonValue& v, const std::string& place) {
                           return fields(kUptimeStatementFields, kUptimeStatementTable, v, place);
                         });
  witness.transactions =
      list(json, "transactions", kMaxTransactions,
           [this](const JsonValue& v, const std::string& place) { return transaction(v, place); });
  return file;
}

}  // namespace

p3::Result<StateWitnessFile, JsonTextError> read_state_witness(std::string_view text) {
  const auto json = parse_json_text(text, kMaxStateWitnessText);
  if (!json) return p3::Err{json.error()};
  WitnessReader reader;
  StateWitnessFile file = reader.read(json.value());
  if (reader.failed()) return p3::Err{reader.take_error()};
  return file;
}

}  // namespace rpp
