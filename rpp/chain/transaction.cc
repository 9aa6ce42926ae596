// SPDX-License-Identifier: Apache-2.0 OR MIT
#include "rpp/chain/transaction.h"

#include "rpp/fields/field_codec.h"

namespace rpp {

std::vector<Element> transaction_elements(const Transaction& transaction) noexcept {
  return encode_fields(kTransactionTable, values_of(kTransactionFields, transaction));
}

Digest transaction_hash(const Transaction& transaction) noexcept {
  return hash(Tag::kTx, transaction_elements(transaction));
}

std::vector<Element> key_change_elements(const KeyChange& change) noexcept {
  return encode_fields(kKeyChangeTable, values_of(kKeyChangeFields, change));
}

Digest key_change_hash(const KeyChange& change) noexcept {
  return hash(Tag::kKeys, key_change_elements(change));
}

TransactionStatement statement_of(const Transaction& t) noexcept {
  return {t.chain_id, t.kind, transaction_hash(t), t.from,  t.key_digest,    t.to,
          t.amount,   t.fee,  t.rotation_count,    t.nonce, t.expiry_height, t.memo_digest};
}

Digest statement_hash(const TransactionStatement& statement) noexcept {
  return statement_digest(kTransactionStatementTable,
                          values_of(kTransactionStatementFields, statement));
}

}  // namespace rpp
