// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <vector>

#include "p3/parallel/thread_pool.h"
#include "rpp/transaction/public_fields.h"
#include "rpp/transaction/witness.h"
#include "rpp/xmss/key.h"

// Valid random lists of transactions: real keys and signatures, everything from one seed.
namespace rpp {

// A list before anybody signed it. The holder of a draft can change anything and have it signed
// again: an attacker who owns every key. Nothing is judged here.
struct DraftTransaction {
  Transaction body;
  const XmssKey* key = nullptr;  // borrowed; the body need not name it
  std::uint32_t attempt = 0;
};

struct TransactionDraft {
  Digest chain_id;
  std::vector<DraftTransaction> transactions;
};

// A key must hold the wrapped leaf of its transaction's nonce and attempt.
SignedTransaction sign(const DraftTransaction& transaction);
TransactionWitness sign(const TransactionDraft& draft, p3::ThreadPool& pool);

struct TransactionSampleOptions {
  std::uint32_t count = 4;  // 0 to kMaxTransactions
  // Distinct keys, 1 to count; they take turns, so each signs the nonces of a run. 0: one each.
  std::uint32_t senders = 0;
  std::optional<TransactionKind> kind{};  // of all; any otherwise
};

// The first option that is out of range, in words; nothing if a sample can be made.
std::optional<const char*> bad_sample_option(const TransactionSampleOptions& options) noexcept;

struct TransactionSample {
  std::vector<std::unique_ptr<const XmssKey>> keys;  // what the draft borrows
  TransactionDraft draft;
  TransactionWitness witness;
  TransactionClaims claims;
};

// Options must be good. The same seed and options give the same sample, whatever the pool.
TransactionSample make_transaction_sample(std::uint64_t seed,
                                          const TransactionSampleOptions& options,
                                          p3::ThreadPool& pool);

}  // namespace rpp
