// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include <vector>

#include "rpp/chain/transaction.h"
#include "rpp/lists/wallet.h"

// TransactionWitness: everything that the proof of a list of transactions is made from.
//
// Nothing here is judged: a witness may break every rule (check.h names those that it breaks).
namespace rpp {

struct SignedTransaction {
  Transaction body;
  WalletSignature signature;

  friend bool operator==(const SignedTransaction&, const SignedTransaction&) = default;
};

struct TransactionWitness {
  Digest chain_id;                              // of the list, which may be empty
  std::vector<SignedTransaction> transactions;  // up to kMaxTransactions, in list order

  friend bool operator==(const TransactionWitness&, const TransactionWitness&) = default;
};

}  // namespace rpp
