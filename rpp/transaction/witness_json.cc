// SPDX-License-Identifier: Apache-2.0 OR MIT
#include "rpp/transaction/witness_json.h"

#include "p3/base/check.h"
#include "rpp/chain/limits.h"
#include "rpp/fields/fields_json.h"
#include "rpp/fields/json_write.h"
#include "rpp/lists/wallet_json.h"
#include "rpp/transaction/facts.h"

namespace rpp {
namespace {

using p3::JsonValue;

std::string json_of(const SignedTransaction& transaction) {
  ObjectText body;
  add_fields(body, kTransactionTable, values_of(kTransactionFields, transaction.body));
  return ObjectText()
      .add("body", body.end())
      .add("signature", json_of(transaction.signature))
      .end();
}

SignedTransaction read_transaction(ChainJsonReader& in, const JsonValue& object,
                                   const std::string& place) {
  in.only(object, place, {"body", "signature"});
  const FieldValues body = read_field_members(
      in, kTransactionTable, in.member(object, place, "body"), member_place(place, "body"));
  if (in.failed()) return {};
  return {struct_of(kTransactionFields, body),
          read_wallet_signature(in, in.member(object, place, "signature"),
                                member_place(place, "signature"))};
}

}  // namespace

std::string write_transaction_witness(const TransactionWitness& witness) {
  P3_CHECK(!check_shape(witness), "a witness of another shape");
  std::vector<std::string> transactions;
  transactions.reserve(witness.transactions.size());
  for (const SignedTransaction& transaction : witness.transactions) {
    transactions.push_back(json_of(transaction));
  }
  return FileText(kTransactionWitnessFormat, kTransactionWitnessVersion)
      .add("chain_id", json_of(witness.chain_id))
      .add("transactions", json_lines(transactions))
      .end();
}

p3::Result<TransactionWitness, JsonTextError> read_transaction_witness(std::string_view text) {
  const auto json = parse_json_text(text, kMaxTransactionWitnessText);
  if (!json) return p3::Err{json.error()};
  ChainJsonReader in;
  in.format(json.value(), kTransactionWitnessFormat, kTransactionWitnessVersion);
  in.only(json.value(), "", {"format", "version", "chain_id", "transactions"});
  TransactionWitness witness;
  witness.chain_id = in.digest(json.value(), "", "chain_id");
  const p3::JsonArray& list =
      in.items(in.member(json.value(), "", "transactions"), "transactions", 0, kMaxTransactions);
  for (const JsonValue& item : list) {
    const std::string place = p3::at("transactions", witness.transactions.size());
    witness.transactions.push_back(read_transaction(in, item, place));
    if (in.failed()) break;
  }
  if (in.failed()) return p3::Err{in.take_text_error()};
  return witness;
}

}  // namespace rpp
