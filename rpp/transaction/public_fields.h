// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "rpp/chain/transaction.h"
#include "rpp/fields/bound_field.h"
#include "rpp/fields/field_table.h"

// What a transaction proof shows: the fields of the list, which S hashes, and behind its list root
// the fields of every statement (rpp/chain/transaction.h; statements.md, section 5).
namespace rpp {

// Of the list: the public fields of the family.
struct TransactionListPublic {
  Digest chain_id;
  std::uint32_t count = 0;
  Digest list_root;
  Digest tx_root;

  friend bool operator==(const TransactionListPublic&, const TransactionListPublic&) = default;
};

inline constexpr std::array kTransactionListFields = {
    bind_field("chain_id", &TransactionListPublic::chain_id),
    bind_field("count", &TransactionListPublic::count),
    bind_field("list_root", &TransactionListPublic::list_root),
    bind_field("tx_root", &TransactionListPublic::tx_root),
};
inline constexpr auto kTransactionListSpecs = specs_of(kTransactionListFields);
inline constexpr FieldTable kTransactionListTable{"transaction", Tag::kFamilyTransaction,
                                                  kTransactionListSpecs};
static_assert(kTransactionListTable.num_elements() == 26);

inline FieldValues values_of(const TransactionStatement& statement) {
  return values_of(kTransactionStatementFields, statement);
}
inline FieldValues values_of(const TransactionListPublic& fields) {
  return values_of(kTransactionListFields, fields);
}
// For values that fit the tables.
inline TransactionStatement transaction_statement_of(const FieldValues& values) {
  return struct_of(kTransactionStatementFields, values);
}
inline TransactionListPublic transaction_list_public_of(const FieldValues& values) {
  return struct_of(kTransactionListFields, values);
}

// The fields of a list of these statements, at most 2^kStatementListDepth, whose chain id is given.
TransactionListPublic transaction_list_fields(
    const Digest& chain_id, std::span<const TransactionStatement> statements) noexcept;

// What a verifier asks of an envelope that shows the one statement of its list in clear: the first
// field of kTransactionListFields that is not what the statement gives; nothing if all are.
std::optional<std::size_t> shown_statement_mismatch(const TransactionListPublic& fields,
                                                    const TransactionStatement& shown) noexcept;

// Everything that a proof of a list says.
struct TransactionClaims {
  TransactionListPublic fields;
  std::vector<TransactionStatement> statements;

  friend bool operator==(const TransactionClaims&, const TransactionClaims&) = default;
};

}  // namespace rpp
