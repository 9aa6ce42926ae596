// SPDX-License-Identifier: Apache-2.0 OR MIT
#include "rpp/uptime/witness_json.h"

#include "p3/base/check.h"
#include "rpp/chain/limits.h"
#include "rpp/fields/fields_json.h"
#include "rpp/fields/json_write.h"
#include "rpp/lists/wallet_json.h"
#include "rpp/uptime/facts.h"

namespace rpp {
namespace {

using p3::JsonValue;

constexpr std::uint32_t kMaxSmall = Element::kPrime - 1;

std::string json_of(const UptimeRecord& record) {
  return ObjectText()
      .add("hours", json_of_number(record.hours))
      .add("window_end", json_of_u64(record.window_end))
      .add("last_decay", json_of_u64(record.last_decay))
      .end();
}

std::string json_of(const SignedClaim& claim) {
  ObjectText body;
  add_fields(body, kUptimeClaimTable, values_of(kUptimeClaimFields, claim.body));
  const std::string head = ObjectText()
                               .add("timestamp", json_of_u64(claim.head_timestamp))
                               .add("tx_root", json_of(claim.head_tx_root))
                               .add("path", json_of_path(claim.head_path))
                               .end();
  return ObjectText()
      .add("body", body.end())
      .add("signature", json_of(claim.signature))
      .add("record", json_of(claim.record))
      .add("head", head)
      .end();
}

UptimeRecord read_record(ChainJsonReader& in, const JsonValue& object, const std::string& place) {
  in.only(object, place, {"hours", "window_end", "last_decay"});
  UptimeRecord record;
  record.hours = in.u32(object, place, "hours", kMaxSmall);
  record.window_end = in.u64(object, place, "window_end");
  record.last_decay = in.u64(object, place, "last_decay");
  return record;
}

void read_head(ChainJsonReader& in, const JsonValue& object, const std::string& place,
               SignedClaim& claim) {
  in.only(object, place, {"timestamp", "tx_root", "path"});
  claim.head_timestamp = in.u64(object, place, "timestamp");
  claim.head_tx_root = in.digest(object, place, "tx_root");
  claim.head_path = in.digests(in.member(object, place, "path"), member_place(place, "path"),
                               kHistoryDepth, kHistoryDepth);
}

SignedClaim read_claim(ChainJsonReader& in, const JsonValue& object, const std::string& place) {
  in.only(object, place, {"body", "signature", "record", "head"});
  const FieldValues body = read_field_members(
      in, kUptimeClaimTable, in.member(object, place, "body"), member_place(place, "body"));
  if (in.failed()) return {};
  SignedClaim claim;
  claim.body = struct_of(kUptimeClaimFields, body);
  claim.signature = read_wallet_signature(in, in.member(object, place, "signature"),
                                          member_place(place, "signature"));
  claim.record = read_record(in, in.member(object, place, "record"), member_place(place, "record"));
  read_head(in, in.member(object, place, "head"), member_place(place, "head"), claim);
  return claim;
}

UptimeRules read_rules(ChainJsonReader& in, const JsonValue& object) {
  in.only(object, "rules", {"epoch_length"});
  const UptimeRules rules{in.u64(object, "rules", "epoch_length")};
  if (!in.failed() && rules.epoch_length == 0) {
    in.syntax("rules.epoch_length", "expected at least 1, got 0");
  }
  return rules;
}

}  // namespace

std::string write_uptime_witness(const UptimeRules& rules, const UptimeWitness& witness) {
  P3_CHECK(!check_shape(witness), "a witness of another shape");
  std::vector<std::string> claims;
  claims.reserve(witness.claims.size());
  for (const SignedClaim& claim : witness.claims) claims.push_back(json_of(claim));
  return FileText(kUptimeWitnessFormat, kUptimeWitnessVersion)
      .add("rules", ObjectText().add("epoch_length", json_of_u64(rules.epoch_length)).end())
      .add("chain_id", json_of(witness.chain_id))
      .add("history_root", json_of(witness.history_root))
      .add("claims", json_lines(claims))
      .end();
}

p3::Result<UptimeWitnessFile, JsonTextError> read_uptime_witness(std::string_view text) {
  const auto json = parse_json_text(text, kMaxUptimeWitnessText);
  if (!json) return p3::Err{json.error()};
  const JsonValue& file = json.value();
  ChainJsonReader in;
  in.format(file, kUptimeWitnessFormat, kUptimeWitnessVersion);
  in.only(file, "", {"format", "version", "rules", "chain_id", "history_root", "claims"});
  UptimeWitnessFile out;
  out.rules = read_rules(in, in.member(file, "", "rules"));
  out.witness.chain_id = in.digest(file, "", "chain_id");
  out.witness.history_root = in.digest(file, "", "history_root");
  std::vector<SignedClaim>& claims = out.witness.claims;
  for (const JsonValue& item :
       in.items(in.member(file, "", "claims"), "claims", 0, kMaxUptimeRecords)) {
    claims.push_back(read_claim(in, item, p3::at("claims", claims.size())));
    if (in.failed()) break;
  }
  if (in.failed()) return p3::Err{in.take_text_error()};
  return out;
}

}  // namespace rpp
