// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include <optional>
#include <vector>

#include "rpp/transaction/errors.h"
#include "rpp/transaction/public_fields.h"
#include "rpp/transaction/witness.h"

// TransactionFacts: everything that follows from a witness by hashing, computed once.
//
// Facts judge nothing: where a witness breaks a rule they are what the formulas give without it.
// Transactions are independent of each other: provers may compute their facts on several threads.
namespace rpp {

struct TransactionFacts {
  Digest hash;         // H(tx; ...), what is signed
  WalletFacts wallet;  // key digest, leaf, D, wots, root
  TransactionStatement statement;
  Digest statement_digest;
  Digest list_leaf;  // H(list; statement digest)
  Digest tx_leaf;    // H(tx-leaf; hash)
};

struct TransactionListFacts {
  std::vector<TransactionFacts> transactions;
  TransactionClaims claims;  // what the witness gives
};

// The first count, path length or one-element integer that does not fit; a witness of this shape
// has facts.
[[nodiscard]] std::optional<TransactionError> check_shape(
    const TransactionWitness& witness) noexcept;

// The path has kWalletHeight siblings, the kind is below p.
TransactionFacts transaction_facts(const SignedTransaction& transaction) noexcept;

// check_shape(witness) must be nothing; transactions are the facts of the witness's, in order.
TransactionListFacts transaction_list_facts(const TransactionWitness& witness,
                                            std::vector<TransactionFacts> transactions) noexcept;
TransactionListFacts transaction_list_facts(const TransactionWitness& witness) noexcept;

}  // namespace rpp
