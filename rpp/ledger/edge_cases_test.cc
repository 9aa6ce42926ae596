// SPDX-License-Identifier: Apache-2.0 OR MIT
#include <gtest/gtest.h>

#include "rpp/ledger/block_test_support.h"

namespace rpp::testing {
namespace {

constexpr std::uint64_t kMax = ~std::uint64_t{0};

// A bench at height 6 without statements.
BlockBench empty_bench() {
  BlockBench bench = full_bench();
  bench.body = {};
  return bench;
}
// The account as it stands, with nonces already used up in the block.
Account later(Account account, std::uint32_t nonces) {
  account.nonce += nonces;
  return account;
}

TEST(EdgeCases, EmptyBlockPaysNothingButOneSuccess) {
  BlockBench bench = empty_bench();
  const Digest proposer = bench.ledger.validators()[bench.header.leader_index].address;
  const Account before = bench.account(proposer);
  const AppliedBlock applied = bench.apply();
  Account expected = before;
  expected.successes += 1;
  update_standing(expected);
  EXPECT_EQ(bench.account(proposer), expected);
  EXPECT_EQ(applied.written.size(), 1u);
  EXPECT_EQ(bench.ledger.head().tx_root, empty_tree_root(kTransactionDepth, Tag::kTxLeaf));
  EXPECT_EQ(applied.transition.state_root_admitted, applied.transition.state_root_before);
}

TEST(EdgeCases, OneSenderFillsABlock) {
  BlockBench bench = empty_bench();
  const std::vector<Digest> validators = validators_of(bench.ledger);
  const Account from = bench.account(validators[1]), to = bench.account(validators[2]);
  for (std::uint32_t i = 0; i < kMaxTransactions; ++i) {
    bench.body.transactions.push_back(transfer(bench.ledger, later(from, i), to.address, 2, 1));
  }
  const AppliedBlock applied = bench.apply();
  EXPECT_EQ(applied.transition.fee_total, 512u);
  EXPECT_EQ(bench.account(from.address).balance, from.balance - 3 * 512);
  EXPECT_EQ(bench.account(from.address).nonce, from.nonce + 512);
  EXPECT_EQ(bench.account(to.address).balance, to.balance + 2 * 512);
}

TEST(EdgeCases, SenderIsRecipient) {
  BlockBench bench = empty_bench();
  const Account from = bench.account(validators_of(bench.ledger)[1]);
  bench.body.transactions = {transfer(bench.ledger, from, from.address, from.balance - 7, 7)};
  bench.apply();
  EXPECT_EQ(bench.account(from.address).balance, from.balance - 7);
  EXPECT_EQ(bench.account(from.address).nonce, from.nonce + 1);
}

TEST(EdgeCases, ProposerPaysAndGetsTheFees) {
  BlockBench bench = empty_bench();
  const Account proposer =
      bench.account(bench.ledger.validators()[bench.header.leader_index].address);
  const Digest other = candidates_of(bench.ledger)[0];
  // All but the fee: the fees come after all transactions and cannot be spent here.
  bench.body.transactions = {transfer(bench.ledger, proposer, other, proposer.balance - 9, 9)};
  bench.apply();
  EXPECT_EQ(bench.account(proposer.address).balance, 9u);
  BlockBench again = empty_bench();
  again.body.transactions = {transfer(again.ledger, proposer, other, proposer.balance - 9, 9),
                             transfer(again.ledger, later(proposer, 1), other, 1, 0)};
  const auto refused = again.ledger.complete(again.header, again.body, SignatureCheck::kProven);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().rule, LedgerRule::kInsufficientBalance);
  EXPECT_EQ(refused.error().index, 1u);
}

TEST(EdgeCases, IdentitiesOfTheBlockReceive) {
  BlockBench bench = empty_bench();
  const Ledger& ledger = bench.ledger;
  const Account from = bench.account(validators_of(ledger)[1]);
  const VoteKey key = vote_key_of(1, earliest_activation(ledger));
  bench.body.identities = {identity_of(ledger, digest_of(1), key),
                           identity_of(ledger, digest_of(2), key)};
  bench.body.transactions = {transfer(ledger, from, digest_of(2), 40)};
  const std::uint32_t size = ledger.accounts().size();
  const AppliedBlock applied = bench.apply();
  Account expected = new_account(digest_of(2), key, bench.header.timestamp);
  expected.balance = 40;
  const Account created = bench.account(digest_of(2));
  expected.next_address = created.next_address;
  expected.next_index = created.next_index;
  EXPECT_EQ(created, expected);
  EXPECT_EQ(*bench.ledger.accounts().find(digest_of(1)), size);
  EXPECT_EQ(bench.ledger.accounts().size(), size + 2);
  EXPECT_NE(applied.transition.state_root_admitted, applied.transition.state_root_before);
}

TEST(EdgeCases, RotationAndTransferInOneBlock) {
  BlockBench bench = empty_bench();
  const Account from = bench.account(validators_of(bench.ledger)[1]);
  const Digest to = validators_of(bench.ledger)[2];
  const KeyChange change{digest_of(5), from.vote_key};
  Account rotated = from;
  rotated.wallet_key = change.wallet_key;
  rotated.rotation_count = 1;
  rotated.nonce = 1;
  bench.body.transactions = {transfer(bench.ledger, from, to, 5),
                             rotation(bench.ledger, later(from, 1), change),
                             transfer(bench.ledger, rotated, to, 6)};
  bench.apply();
  rotated.balance = from.balance - 11 - 3;
  rotated.nonce = 2;
  EXPECT_EQ(bench.account(from.address), rotated);
  // What the old key signed before is worth nothing now.
  const BlockTransaction old = transfer(bench.ledger, later(from, 2), to, 1);
  const auto refused =
      bench.ledger.complete(proposal(bench.ledger, 3000), {{}, {}, {old}}, SignatureCheck::kProven);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().rule, LedgerRule::kKeyDigestMismatch);
}

TEST(EdgeCases, RotationsOfVoteKeys) {
  BlockBench bench = empty_bench();
  const Account validator = bench.account(validators_of(bench.ledger)[1]);
  const Account other = bench.account(candidates_of(bench.ledger)[0]);
  const VoteKey next = vote_key_of(77, earliest_activation(bench.ledger));
  bench.body.transactions = {rotation(bench.ledger, validator, {digest_of(5), next}),
                             rotation(bench.ledger, other, {digest_of(6), next})};
  bench.apply();
  // The validator votes with the old key until the new one is active.
  EXPECT_EQ(bench.account(validator.address).previous_vote_key, validator.vote_key);
  EXPECT_EQ(bench.account(validator.address).vote_key, next);
  EXPECT_EQ(bench.account(other.address).previous_vote_key, VoteKey{});
  const auto key_of = [&] {
    for (const ValidatorLeaf& leaf : bench.ledger.validators()) {
      if (leaf.address == validator.address) return leaf.key_root;
    }
    return Digest{};
  };
  // Height 6 + 8: from the boundary at 15 on, and not at that of 11.
  while (bench.ledger.height() < 15) {
    EXPECT_EQ(key_of(), validator.vote_key.root) << bench.ledger.height();
    apply_empty(bench.ledger, 3000);
  }
  EXPECT_EQ(key_of(), next.root);
}

TEST(EdgeCases, BondAndUnbondAcrossTheMinimum) {
  BlockBench bench = empty_bench();
  const Account account = bench.account(candidates_of(bench.ledger)[0]);
  const auto make = [&](std::uint32_t nonces, TransactionKind kind, std::uint64_t amount) {
    return transaction_of(bench.ledger, later(account, nonces), kind, amount, 0);
  };
  bench.body.transactions = {make(0, TransactionKind::kBond, 999)};
  bench.apply();
  EXPECT_FALSE(bench.account(account.address).is_validator());
  EXPECT_EQ(bench.ledger.summary().validator_count, 6u);

  bench.header = proposal(bench.ledger, 3000);
  bench.body.transactions = {make(1, TransactionKind::kBond, 1)};
  bench.apply();
  EXPECT_TRUE(bench.account(account.address).is_validator());
  EXPECT_EQ(bench.ledger.summary().validator_count, 7u);
  EXPECT_EQ(bench.account(account.address).vote_key.activation_height, 7u + 8u);
  // Height 7 is a boundary: the set has it, but its key may not lead before height 15.
  EXPECT_EQ(bench.ledger.validators().size(), 7u);

  bench.header = proposal(bench.ledger, 3000);
  bench.body.transactions = {make(2, TransactionKind::kUnbond, 1)};
  bench.apply();
  EXPECT_FALSE(bench.account(account.address).is_validator());
  EXPECT_EQ(bench.ledger.summary().validator_count, 6u);
  EXPECT_EQ(bench.ledger.validators().size(), 7u);  // until the next boundary
  EXPECT_EQ(bench.account(account.address).stake, 999u);
  EXPECT_EQ(bench.account(account.address).balance, account.balance - 999);
}

TEST(EdgeCases, NoncesAtTheirLimits) {
  const auto at = [](std::uint32_t nonce) {
    BlockBench bench = empty_bench();
    const Digest address = validators_of(bench.ledger)[1];
    bench.ledger = with_account(bench.ledger, address, [nonce](Account& a) { a.nonce = nonce; });
    bench.header = proposal(bench.ledger, 3000);
    return bench;
  };
  const auto outcome = [&](std::uint32_t nonce, bool rotate) -> std::string {
    BlockBench bench = at(nonce);
    const Account from = bench.account(validators_of(bench.ledger)[1]);
    bench.body.transactions = {rotate ? rotation(bench.ledger, from, {digest_of(5), from.vote_key})
                                      : transfer(bench.ledger, from, from.address, 1)};
    const auto done = bench.ledger.complete(bench.header, bench.body, SignatureCheck::kProven);
    return done ? "good" : rule_name(done.error().rule);
  };
  EXPECT_EQ(outcome(16'384 - 65, false), "good");
  EXPECT_EQ(outcome(16'384 - 64, false), "nonce_range");
  EXPECT_EQ(outcome(16'384 - 64, true), "good");
  EXPECT_EQ(outcome(16'383, true), "good");
  EXPECT_EQ(outcome(16'384, true), "nonce_range");
}

TEST(EdgeCases, AmountsAtTheirLimits) {
  BlockBench bench = empty_bench();
  const Digest rich = validators_of(bench.ledger)[1], poor = validators_of(bench.ledger)[2];
  // One account with all that a u64 leaves, and a supply of exactly 2^64 - 1.
  const std::uint64_t others = bench.ledger.summary().supply - bench.account(rich).balance;
  bench.ledger =
      with_account(bench.ledger, rich, [others](Account& a) { a.balance = kMax - others; });
  bench.header = proposal(bench.ledger, 3000);
  const Account from = bench.account(rich);
  bench.body.transactions = {transfer(bench.ledger, from, poor, from.balance, 0)};
  const std::uint64_t before = bench.account(poor).balance;
  bench.apply();
  EXPECT_EQ(bench.account(rich).balance, 0u);
  EXPECT_EQ(bench.account(poor).balance, before + from.balance);
  EXPECT_EQ(bench.ledger.summary().supply, kMax);
  // One more than there is.
  bench.header = proposal(bench.ledger, 3000);
  const Account now = bench.account(poor);
  bench.body.transactions = {transfer(bench.ledger, now, rich, now.balance, 1)};
  const auto refused = bench.ledger.complete(bench.header, bench.body, SignatureCheck::kProven);
  EXPECT_EQ(rule_name(refused.error().rule), std::string("insufficient_balance"));
}

// New accounts below all others and above all others: the sentinel and the last element link them.
TEST(EdgeCases, FirstAndLastElementOfTheList) {
  BlockBench bench = empty_bench();
  const VoteKey key = vote_key_of(1, earliest_activation(bench.ledger));
  Digest lowest, highest;
  lowest[7] = Element::one();
  for (Element& x : highest.elements) x = Element::from_u64(Element::kOrder - 1);
  const std::vector<std::uint32_t> before = bench.ledger.accounts().in_order();
  bench.body.identities = {identity_of(bench.ledger, lowest, key),
                           identity_of(bench.ledger, highest, key)};
  const AppliedBlock applied = bench.apply();
  const AccountTree& accounts = bench.ledger.accounts();
  EXPECT_EQ(accounts.at(0).next_address, lowest);
  EXPECT_EQ(bench.account(lowest).next_index, before.front());
  EXPECT_EQ(accounts.at(before.back()).next_address, highest);
  EXPECT_EQ(bench.account(highest).next_address, Digest{});
  EXPECT_EQ(bench.account(highest).next_index, 0u);
  // Absence between any two, before the first, and not of what is there.
  const Digest root = accounts.root();
  EXPECT_FALSE(verify_absent(root, lowest, accounts.open(0)));
  EXPECT_FALSE(verify_absent(root, highest, accounts.open(before.back())));
  EXPECT_FALSE(verify_absent(root, Digest{}, accounts.open(0)));
  Digest between = lowest;
  between[7] = Element::from_u64(2);
  EXPECT_TRUE(verify_absent(root, between, accounts.open_low(between)));
  EXPECT_FALSE(verify_absent(root, between, accounts.open(before.back())));
  const LedgerImage image = bench.ledger.image();
  bench.ledger.rollback(applied.undo);
  EXPECT_EQ(bench.ledger.accounts().in_order(), before);
  EXPECT_NE(bench.ledger.image(), image);
}

TEST(EdgeCases, WindowTouchesTheLastOneAndDecays) {
  BlockBench bench = empty_bench();
  const Digest address = validators_of(bench.ledger)[0];
  bench.body.uptime = {claim_of(bench.ledger, bench.account(address), 3000, 3600)};
  bench.apply();
  EXPECT_EQ(bench.account(address).hours, 31u);
  // From the end of the last window to the day after, in one block.
  const std::uint64_t end = bench.account(address).window_end;
  apply_empty(bench.ledger, 86'000);
  bench.header = proposal(bench.ledger, 3000);
  const std::uint64_t length = bench.ledger.head().timestamp + 3000 - end;
  bench.body.uptime = {claim_of(bench.ledger, bench.account(address), 3000, length)};
  ASSERT_GT(length, 86'400u);
  bench.body.uptime[0].claim.window_start = bench.body.uptime[0].claim.window_end - 86'400;
  bench.apply();
  // Two days since the genesis less some: one hour lost, then 24 gained.
  EXPECT_EQ(bench.account(address).hours, 31u - 1 + 24);
  EXPECT_EQ(bench.account(address).last_decay, kGenesisTime + 86'400);
  // A window that starts a second before the end of the last one.
  bench.header = proposal(bench.ledger, 3599);
  bench.body.uptime = {claim_of(bench.ledger, bench.account(address), 3599, 3600)};
  const auto refused = bench.ledger.complete(bench.header, bench.body, SignatureCheck::kProven);
  EXPECT_EQ(rule_name(refused.error().rule), std::string("uptime_window_overlap"));
}

// One claim after another in one block: each against the record that the other left.
TEST(EdgeCases, TwoRecordsOfOneAccountInABlock) {
  BlockBench bench = empty_bench();
  const Account account = bench.account(validators_of(bench.ledger)[0]);
  bench.header = proposal(bench.ledger, 3600);
  BlockClaim first = claim_of(bench.ledger, account, 3600);
  first.claim.window_end = bench.ledger.head().timestamp;
  first.claim.window_start = first.claim.window_end - 3600;
  BlockClaim second = first;
  second.claim.nonce += 1;
  second.claim.window_start = first.claim.window_end;
  second.claim.window_end = second.claim.window_start + 3600;
  bench.body.uptime = {first, second};
  // The head is 3600 s before the end of the second: one second too old.
  const auto refused = bench.ledger.complete(bench.header, bench.body, SignatureCheck::kProven);
  EXPECT_EQ(describe(refused.error()), "uptime_head_age: uptime 1");
}

}  // namespace
}  // namespace rpp::testing
