// SPDX-License-Identifier: Apache-2.0 OR MIT
#include "rpp/transaction/public_fields.h"

#include "rpp/chain/roots.h"
#include "rpp/lists/claims.h"

namespace rpp {

TransactionListPublic transaction_list_fields(
    const Digest& chain_id, std::span<const TransactionStatement> statements) noexcept {
  std::vector<Digest> digests;
  std::vector<Digest> hashes;
  for (const TransactionStatement& statement : statements) {
    digests.push_back(statement_hash(statement));
    hashes.push_back(statement.transaction_hash);
  }
  return {chain_id, static_cast<std::uint32_t>(statements.size()), statement_list_root(digests),
          tx_root(hashes)};
}

std::optional<std::size_t> shown_statement_mismatch(const TransactionListPublic& fields,
                                                    const TransactionStatement& shown) noexcept {
  const FieldValues given =
      values_of(transaction_list_fields(shown.chain_id, std::span(&shown, 1)));
  return first_difference(values_of(fields), given);
}

}  // namespace rpp
