// SPDX-License-Identifier: Apache-2.0 OR MIT
#include "rpp/ledger/genesis_json.h"

#include <utility>

namespace rpp {
namespace {

using p3::JsonArray;
using p3::JsonValue;

constexpr char kFormat[] = "rpp-genesis";
constexpr std::uint64_t kVersion = 1;
constexpr char kHexDigits[] = "0123456789abcdef";

class GenesisReader {
 public:
  Genesis read(const JsonValue& file);
  bool failed() const { return in_.failed(); }
  JsonTextError take_error() { return in_.take_text_error(); }

 private:
  std::uint64_t u64(const JsonValue& object, const std::string& place, const char* name) {
    return in_.u64(in_.member(object, place, name), member_place(place, name));
  }
  std::uint32_t u32(const JsonValue& object, const std::string& place, const char* name) {
    return in_.u32(in_.member(object, place, name), member_place(place, name));
  }
  void randomness(const JsonValue& file, std::array<std::uint8_t, 32>& out);
  Protocol protocol(const JsonValue& object);
  VoteKey vote_key(const JsonValue& object, const std::string& place);
  GenesisAccount account(const JsonValue& object, const std::string& place);

  ChainJsonReader in_;
};

// Any bytes: they are no elements.
void GenesisReader::randomness(const JsonValue& file, std::array<std::uint8_t, 32>& out) {
  const std::string place = "randomness";
  const std::string hex = in_.text(in_.member(file, "", "randomness"), place);
  if (in_.failed()) return;
  if (hex.size() != 2 * out.size()) return in_.syntax(place, "expected 64 hex digits");
  const std::string_view digits(kHexDigits);
  for (std::size_t i = 0; i < hex.size(); ++i) {
    const std::size_t digit = digits.find(hex[i]);
    if (digit == std::string_view::npos) {
      return in_.syntax(place, "no lower-case hex digit at " + std::to_string(i));
    }
    out[i / 2] = static_cast<std::uint8_t>(16 * out[i / 2] + digit);
  }
}

Protocol GenesisReader::protocol(const JsonValue& object) {
  const std::string place = "protocol";
  in_.only(object, place,
           {"epoch_length", "slot_seconds", "stake_minimum", "power_unit", "transfer_tier",
            "rotation_tier", "vote_key_height"});
  Protocol p;
  p.epoch_length = u64(object, place, "epoch_length");
  p.slot_seconds = u64(object, place, "slot_seconds");
  p.stake_minimum = u64(object, place, "stake_minimum");
  p.power_unit = u64(object, place, "power_unit");
  p.transfer_tier = u32(object, place, "transfer_tier");
  p.rotation_tier = u32(object, place, "rotation_tier");
  p.vote_key_height = u32(object, place, "vote_key_height");
  return p;
}

VoteKey GenesisReader::vote_key(const JsonValue& object, const std::string& place) {
  in_.only(object, place, {"root", "pp", "first_slot"});
  VoteKey key;
  key.root = in_.digest(in_.member(object, place, "root"), member_place(place, "root"));
  in_.elements(in_.member(object, place, "pp"), member_place(place, "pp"), key.pp);
  key.first_slot = u64(object, place, "first_slot");
  return key;
}

GenesisAccount GenesisReader::account(const JsonValue& object, const std::string& place) {
  in_.only(object, place, {"address", "balance", "stake", "hours", "validator", "vote_key"});
  GenesisAccount a;
  a.address = in_.digest(in_.member(object, place, "address"), member_place(place, "address"));
  a.balance = u64(object, place, "balance");
  a.stake = u64(object, place, "stake");
  a.hours = u32(object, place, "hours");
  a.validator =
      in_.boolean(in_.member(object, place, "validator"), member_place(place, "validator"));
  // Left out where there is none: a key of zeros has one spelling.
  if (const JsonValue* key = object.find("vote_key")) {
    a.vote_key = vote_key(*key, member_place(place, "vote_key"));
    if (!in_.failed() && !has_key(a.vote_key)) {
      in_.syntax(member_place(place, "vote_key.root"), "0 is no key: leave vote_key out");
    }
  }
  return a;
}

Genesis GenesisReader::read(const JsonValue& file) {
  Genesis genesis;
  in_.format(file, kFormat, kVersion);
  in_.only(file, "",
           {"format", "version", "network", "time", "randomness", "protocol", "accounts"});
  genesis.network = in_.text(in_.member(file, "", "network"), "network");
  genesis.time = u64(file, "", "time");
  randomness(file, genesis.randomness);
  genesis.protocol = protocol(in_.member(file, "", "protocol"));
  const JsonArray& accounts = in_.array(in_.member(file, "", "accounts"), "accounts");
  if (in_.failed()) return {};
  genesis.accounts.reserve(accounts.size());
  for (const JsonValue& item : accounts) {
    genesis.accounts.push_back(account(item, p3::at("accounts", genesis.accounts.size())));
    if (in_.failed()) return {};
  }
  return genesis;
}

std::string member(const char* name, const std::string& value) {
  return '"' + std::string(name) + "\": " + value;
}

std::string account_text(const GenesisAccount& a) {
  std::string text = "{" + member("address", json_of(a.address)) + ", " +
                     member("balance", json_of_u64(a.balance)) + ", " +
                     member("stake", json_of_u64(a.stake)) + ", " +
                     member("hours", std::to_string(a.hours)) + ", " +
                     member("validator", a.validator ? "true" : "false");
  if (has_key(a.vote_key)) {
    text += ", " +
            member("vote_key", "{" + member("root", json_of(a.vote_key.root)) + ", " +
                                   member("pp", json_of(a.vote_key.pp)) + ", " +
                                   member("first_slot", json_of_u64(a.vote_key.first_slot)) + "}");
  }
  return text + "}";
}

std::string protocol_text(const Protocol& p) {
  return "{" + member("epoch_length", json_of_u64(p.epoch_length)) + ", " +
         member("slot_seconds", json_of_u64(p.slot_seconds)) + ", " +
         member("stake_minimum", json_of_u64(p.stake_minimum)) + ", " +
         member("power_unit", json_of_u64(p.power_unit)) + ", " +
         member("transfer_tier", std::to_string(p.transfer_tier)) + ", " +
         member("rotation_tier", std::to_string(p.rotation_tier)) + ", " +
         member("vote_key_height", std::to_string(p.vote_key_height)) + "}";
}

}  // namespace

std::string write_genesis(const Genesis& genesis) {
  std::string hex;
  for (const std::uint8_t byte : genesis.randomness) {
    hex += kHexDigits[byte / 16];
    hex += kHexDigits[byte % 16];
  }
  std::string text = "{\n  " + member("format", '"' + std::string(kFormat) + '"') + ",\n  " +
                     member("version", std::to_string(kVersion)) + ",\n  " +
                     member("network", '"' + genesis.network + '"') + ",\n  " +
                     member("time", json_of_u64(genesis.time)) + ",\n  " +
                     member("randomness", '"' + hex + '"') + ",\n  " +
                     member("protocol", protocol_text(genesis.protocol)) + ",\n  \"accounts\": [";
  const char* between = "\n    ";
  for (const GenesisAccount& a : genesis.accounts) {
    text += between + account_text(a);
    between = ",\n    ";
  }
  return text + "\n  ]\n}\n";
}

p3::Result<Genesis, JsonTextError> read_genesis(std::string_view text) {
  const auto json = parse_json_text(text, kMaxGenesisText);
  if (!json) return p3::Err{json.error()};
  GenesisReader reader;
  Genesis genesis = reader.read(json.value());
  if (reader.failed()) return p3::Err{reader.take_error()};
  return genesis;
}

}  // namespace rpp
