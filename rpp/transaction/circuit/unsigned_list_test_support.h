// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include "rpp/transaction/trace/transactions_trace.h"
#include "testing/random_field.h"

// A list with one transaction of every kind, whose signatures are random elements: for tests of the
// table that sees transactions and leaves signatures to others.
namespace rpp::testing {

inline TransactionWitness unsigned_list() {
  p3::testing::RandomField<Element> random(17);
  const auto fill = [&](auto& elements) {
    for (Element& x : elements) x = random.next();
  };
  TransactionWitness list;
  fill(list.chain_id.elements);
  for (std::uint32_t kind = 0; kind < 4; ++kind) {
    SignedTransaction& one = list.transactions.emplace_back();
    Transaction& body = one.body;
    body.chain_id = list.chain_id;
    body.kind = kind;
    for (Digest* digest : {&body.from, &body.key_digest, &body.to, &body.memo_digest}) {
      fill(digest->elements);
    }
    if (kind != 0) body.to = body.from;
    // Every limb has a number, and the sum carries.
    body.amount = kind == 1 ? 0 : 0x0001'f000'2000'f123 + kind;
    body.fee = 0x0000'0fff'e000'2345;
    body.rotation_count = 0x10003;
    body.nonce = 100 + kind;
    body.expiry_height = 0x0001'0002'0003'0004;
    WalletSignature& signature = one.signature;
    fill(signature.key_root.elements);
    fill(signature.key_pp);
    fill(signature.signature.rho);
    for (ChainValue& value : signature.signature.values) fill(value);
    signature.path.resize(kWalletHeight);
    for (Digest& sibling : signature.path) fill(sibling.elements);
    signature.attempt = kind;
  }
  return list;
}

inline Trace trace_of(const TransactionWitness& list) {
  p3::ThreadPool pool(1);
  ListTraces shared;
  TransactionLeaves leaves;
  return transactions_trace(list, pool, shared, leaves);
}

}  // namespace rpp::testing
