// SPDX-License-Identifier: Apache-2.0 OR MIT
// What is just allowed, and what is just not.
#include <gtest/gtest.h>

#include <string>

#include "rpp/chain/limits.h"
#include "rpp/hash/random_digest.h"
#include "rpp/lists/rules_test_support.h"
#include "rpp/lists/sample_wallet.h"
#include "rpp/transaction/check.h"
#include "rpp/transaction/sample.h"

namespace rpp {
namespace {

constexpr std::uint32_t code(TransactionKind kind) { return static_cast<std::uint32_t>(kind); }
constexpr std::uint32_t kTransfer = code(TransactionKind::kTransfer);
constexpr std::uint32_t kRotation = code(TransactionKind::kRotation);
constexpr std::uint32_t kBond = code(TransactionKind::kBond);
constexpr std::uint32_t kUnbond = code(TransactionKind::kUnbond);
constexpr std::uint64_t kMax = ~std::uint64_t{0};

p3::ThreadPool& pool() {
  static p3::ThreadPool kPool(2);
  return kPool;
}

// A draft of one transfer and its key; every test changes a copy.
const TransactionSample& base() {
  static const TransactionSample kSample = make_transaction_sample(
      11, {.count = 1, .senders = 0, .kind = TransactionKind::kTransfer}, pool());
  return kSample;
}

std::string verdict(const TransactionDraft& draft) {
  const TransactionWitness witness = sign(draft, pool());
  return testing::text_of(transaction_errors(witness, transaction_list_facts(witness).claims));
}

template <class Change>
std::string verdict_with(Change change) {
  TransactionDraft draft = base().draft;
  change(draft.transactions[0].body);
  return verdict(draft);
}

TEST(TransactionBoundary, Amounts) {
  EXPECT_EQ(verdict_with([](Transaction& t) { t.amount = kMax, t.fee = 0; }), "");
  EXPECT_EQ(verdict_with([](Transaction& t) { t.amount = 1, t.fee = kMax - 1; }), "");
  EXPECT_EQ(verdict_with([](Transaction& t) { t.amount = 1, t.fee = kMax; }),
            "amount_fee_overflow: statement 0\n");
  EXPECT_EQ(verdict_with([](Transaction& t) { t.amount = t.fee = kMax; }),
            "amount_fee_overflow: statement 0\n");
  EXPECT_EQ(verdict_with([](Transaction& t) { t.amount = 0, t.fee = kMax; }),
            "amount_zero: statement 0\n");
  // What would wrap to 0 in the field, or limb by limb.
  EXPECT_EQ(verdict_with([](Transaction& t) { t.amount = Element::kPrime; }), "");
  EXPECT_EQ(verdict_with([](Transaction& t) { t.amount = std::uint64_t{1} << 48; }), "");
}

TEST(TransactionBoundary, Expiry) {
  EXPECT_EQ(verdict_with([](Transaction& t) { t.expiry_height = 1; }), "");
  EXPECT_EQ(verdict_with([](Transaction& t) { t.expiry_height = kMax; }), "");
  EXPECT_EQ(verdict_with([](Transaction& t) { t.expiry_height = 0; }),
            "expiry_zero: statement 0\n");
}

TEST(TransactionBoundary, Kinds) {
  for (const std::uint32_t kind : {kBond, kUnbond}) {
    EXPECT_EQ(verdict_with([=](Transaction& t) { t.kind = kind, t.to = t.from; }), "");
    EXPECT_EQ(verdict_with([=](Transaction& t) { t.kind = kind, t.to = t.from, t.amount = 0; }),
              "amount_zero: statement 0\n");
    EXPECT_EQ(verdict_with([=](Transaction& t) { t.kind = kind; }),
              "recipient_mismatch: statement 0\n");
  }
  EXPECT_EQ(verdict_with([](Transaction& t) { t.to = t.from; }), "");  // a transfer to oneself
  EXPECT_EQ(verdict_with([](Transaction& t) { t.kind = kRotation, t.to = t.from, t.amount = 0; }),
            "");
  EXPECT_EQ(verdict_with([](Transaction& t) { t.kind = kRotation, t.amount = 0; }),
            "recipient_mismatch: statement 0\n");
}

// One transaction of this kind at a nonce, under a key that holds its leaves.
std::string verdict_at(std::uint32_t kind, std::uint32_t nonce, std::uint32_t attempt) {
  p3::SplitMix64 draws(nonce);
  const auto key = make_wallet(random_digest(draws), nonce, 0, pool());
  TransactionDraft draft = base().draft;
  DraftTransaction& one = draft.transactions[0];
  one.key = key.get();
  one.attempt = attempt;
  one.body.kind = kind;
  if (kind != kTransfer) one.body.to = one.body.from;
  if (kind == kRotation) one.body.amount = 0;
  one.body.key_digest = key_digest(key->public_key());
  one.body.nonce = nonce;
  return verdict(draft);
}

TEST(TransactionBoundary, NoncesAndLeaves) {
  constexpr std::uint32_t kLast = kNonceEnd - 1;
  constexpr std::uint32_t kLastOrdinary = kNonceEnd - kRotationNonces - 1;
  for (std::uint32_t attempt = 0; attempt < kAttempts; ++attempt) {
    EXPECT_EQ(verdict_at(kTransfer, 1, attempt), "");
  }
  EXPECT_EQ(verdict_at(kTransfer, kLastOrdinary, 3), "");
  for (const std::uint32_t kind : {kTransfer, kBond, kUnbond}) {
    EXPECT_EQ(verdict_at(kind, kLastOrdinary + 1, 0), "nonce_reserved: statement 0\n");
    EXPECT_EQ(verdict_at(kind, kLast, 0), "nonce_reserved: statement 0\n");
  }
  EXPECT_EQ(verdict_at(kRotation, kLastOrdinary + 1, 0), "");
  EXPECT_EQ(verdict_at(kRotation, kLast, 3), "");  // the last leaf of the key
  EXPECT_EQ(wrapped_wallet_leaf(kLast, 3), (1u << kWalletHeight) - 1);
  EXPECT_EQ(verdict_at(kRotation, 1, 0), "");
  EXPECT_EQ(verdict_at(kRotation, 0, 0), "nonce_zero: statement 0\n");
  // The wrapped leaf is signed rightly: the rule is about the integer.
  for (const std::uint32_t nonce :
       {kNonceEnd, kNonceEnd + 1, 2 * kNonceEnd + 5, 0xffffffffu, 1u << 30, Element::kPrime}) {
    EXPECT_EQ(verdict_at(kTransfer, nonce, 1), "nonce_range: statement 0\n") << nonce;
    EXPECT_EQ(verdict_at(kRotation, nonce, 1), "nonce_range: statement 0\n") << nonce;
  }
}

TEST(TransactionBoundary, EmptyList) {
  TransactionDraft draft;
  draft.chain_id = base().draft.chain_id;
  EXPECT_EQ(verdict(draft), "");
  const TransactionWitness witness = sign(draft, pool());
  const TransactionListPublic fields = transaction_list_facts(witness).claims.fields;
  EXPECT_EQ(fields.count, 0u);
  EXPECT_EQ(fields.list_root, EmptySubtrees(Tag::kList).at(kStatementListDepth));
  EXPECT_EQ(fields.tx_root, EmptySubtrees(Tag::kTxLeaf).at(kStatementListDepth));
}

// The same hash may be signed at several attempts, and the same transaction stand twice: state
// accepts a nonce once.
TEST(TransactionBoundary, RepeatedTransactions) {
  TransactionDraft draft = base().draft;
  for (std::uint32_t attempt = 0; attempt < kAttempts; ++attempt) {
    draft.transactions.push_back(draft.transactions[0]);
    draft.transactions.back().attempt = attempt;
  }
  EXPECT_EQ(verdict(draft), "");
}

// A rotation and a transfer of one account in one list: the new key begins at nonce 1.
TEST(TransactionBoundary, RotationThenTransfer) {
  p3::SplitMix64 draws(3);
  const auto key = make_wallet(random_digest(draws), 1, 0, pool());
  TransactionDraft draft = base().draft;
  draft.transactions.push_back(draft.transactions[0]);
  Transaction& rotation = draft.transactions[0].body;
  rotation.kind = kRotation;
  rotation.to = rotation.from;
  rotation.amount = 0;
  rotation.memo_digest = key_change_hash({key_digest(key->public_key()), {}});
  DraftTransaction& transfer = draft.transactions[1];
  transfer.key = key.get();
  transfer.body.key_digest = key_digest(key->public_key());
  transfer.body.nonce = 1;
  ++transfer.body.rotation_count;
  EXPECT_EQ(verdict(draft), "");
}

// A signature belongs to one leaf, one message and one key.
TEST(TransactionBoundary, ForeignSignatures) {
  const TransactionSample other = make_transaction_sample(
      12, {.count = 2, .senders = 1, .kind = TransactionKind::kTransfer}, pool());
  const auto verdict_of = [](const TransactionWitness& witness) {
    const auto errors = transaction_errors(witness, transaction_list_facts(witness).claims);
    return errors.empty() ? std::string() : describe(errors[0]);
  };
  TransactionWitness witness = other.witness;
  std::swap(witness.transactions[0].signature, witness.transactions[1].signature);
  EXPECT_EQ(verdict_of(witness), "invalid_signature_encoding: statement 0");
  witness = other.witness;
  witness.transactions[0].signature.attempt ^= 1;
  EXPECT_EQ(verdict_of(witness), "invalid_signature_encoding: statement 0");
  witness = other.witness;
  ++witness.transactions[1].body.fee;
  EXPECT_EQ(verdict_of(witness), "invalid_signature_encoding: statement 1");
  witness = other.witness;
  witness.transactions[1].signature.path[15][7] += Element::one();
  EXPECT_EQ(verdict_of(witness), "invalid_signature: statement 1");
}

}  // namespace
}  // namespace rpp
