// SPDX-License-Identifier: Apache-2.0 OR MIT
#include <gtest/gtest.h>

#include <set>

#include "rpp/ledger/block_test_support.h"

namespace rpp::testing {
namespace {

using Rule = LedgerRule;
using Change = std::function<void(BlockBench&)>;

struct Case {
  Rule rule;
  BlockPart part;
  std::uint32_t index;
  Change change;
  std::optional<std::uint32_t> attestation = {};
};

Digest off(Digest digest) {
  digest[5] += Element::one();
  return digest;
}

// Changes of the header behind its completion.
std::vector<std::pair<Rule, std::function<void(BlockHeader&)>>> header_cases() {
  return {
      {Rule::kHeaderChainId, [](auto& h) { h.chain_id = off(h.chain_id); }},
      {Rule::kHeaderHeight, [](auto& h) { h.height += 1; }},
      {Rule::kHeaderHeight, [](auto& h) { h.height += std::uint64_t{1} << 32; }},
      {Rule::kHeaderPreviousHash, [](auto& h) { h.previous_hash = off(h.previous_hash); }},
      {Rule::kHeaderTimestamp, [](auto& h) { h.timestamp -= 3000; }},
      {Rule::kHeaderSlot, [](auto& h) { h.slot += 1; }},
      {Rule::kHeaderSlot, [](auto& h) { h.timestamp += 5; }},
      {Rule::kHeaderEpochNonce, [](auto& h) { h.epoch_nonce = off(h.epoch_nonce); }},
      {Rule::kHeaderValidatorSetRoot,
       [](auto& h) { h.validator_set_root = off(h.validator_set_root); }},
      {Rule::kHeaderHistoryRoot, [](auto& h) { h.history_root = off(h.history_root); }},
      {Rule::kLeaderOutOfRange, [](auto& h) { h.leader_index = 6; }},
      {Rule::kProposerMismatch, [](auto& h) { h.proposer = off(h.proposer); }},
      {Rule::kProposerMismatch, [](auto& h) { h.leader_index += 1; }},
      {Rule::kLeaderTierMismatch, [](auto& h) { h.leader_tier += 1; }},
      // No element: refused before anything is hashed.
      {Rule::kLeaderTierMismatch, [](auto& h) { h.leader_tier = Element::kPrime; }},
      {Rule::kLeaderTimetokeMismatch, [](auto& h) { h.leader_timetoke = Element::kPrime; }},
      {Rule::kHeaderBeacon, [](auto& h) { h.beacon_after = off(h.beacon_after); }},
      {Rule::kHeaderBeacon, [](auto& h) { h.leader_output = off(h.leader_output); }},
      {Rule::kHeaderTxRoot, [](auto& h) { h.tx_root = off(h.tx_root); }},
      {Rule::kHeaderUptimeListRoot, [](auto& h) { h.uptime_list_root = off(h.uptime_list_root); }},
      {Rule::kHeaderIdentityListRoot,
       [](auto& h) { h.identity_list_root = off(h.identity_list_root); }},
      {Rule::kHeaderStateRoot, [](auto& h) { h.state_root_after = off(h.state_root_after); }},
      {Rule::kHeaderNextValidatorSetRoot,
       [](auto& h) { h.next_validator_set_root = off(h.next_validator_set_root); }},
  };
}

// Changes of one statement; the header follows.
Case identity(Rule rule, std::function<void(BlockIdentity&)> change,
              std::optional<std::uint32_t> attestation = {}) {
  return {rule, BlockPart::kIdentity, 0, [change](BlockBench& b) { change(b.body.identities[0]); },
          attestation};
}
Case uptime(Rule rule, std::function<void(UptimeClaim&)> change) {
  return {rule, BlockPart::kUptime, 0, [change](BlockBench& b) { change(b.body.uptime[0].claim); }};
}
Case transaction(Rule rule, std::uint32_t index, std::function<void(BlockTransaction&)> change) {
  return {rule, BlockPart::kTransaction, index,
          [index, change](BlockBench& b) { change(b.body.transactions[index]); }};
}
// A change of a rotation's keys, which its memo digest follows.
Case key_change(Rule rule, std::function<void(KeyChange&)> change) {
  return transaction(rule, 1, [change](BlockTransaction& t) {
    change(*t.change);
    t.body.memo_digest = key_change_hash(*t.change);
  });
}

std::vector<Case> size_cases() {
  const auto fill = [](auto& list, std::size_t n) { list.resize(n, list[0]); };
  return {
      {Rule::kTooManyIdentities, BlockPart::kBody, 0,
       [fill](BlockBench& b) { fill(b.body.identities, 33); }},
      {Rule::kTooManyUptimeRecords, BlockPart::kBody, 0,
       [fill](BlockBench& b) { fill(b.body.uptime, 513); }},
      {Rule::kTooManyTransactions, BlockPart::kBody, 0,
       [fill](BlockBench& b) { fill(b.body.transactions, 513); }},
  };
}

std::vector<Case> identity_cases() {
  return {
      identity(Rule::kIdentityChainId,
               [](auto& i) { i.declaration.chain_id = off(i.declaration.chain_id); }),
      identity(Rule::kIdentityEpoch, [](auto& i) { i.declaration.epoch += 1; }),
      identity(Rule::kIdentityEpochNonce,
               [](auto& i) { i.declaration.epoch_nonce = off(i.declaration.epoch_nonce); }),
      identity(Rule::kIdentityActivationEarly,
               [](auto& i) { i.declaration.vote_key.activation_height -= 1; }),
      identity(Rule::kIdentityExists, [](auto& i) { i.declaration.address = Digest{}; }),
      {Rule::kIdentityExists, BlockPart::kIdentity, 1,
       [](BlockBench& b) { b.body.identities.push_back(b.body.identities[0]); }},
      identity(Rule::kAttestationCount, [](auto& i) { i.attestations.pop_back(); }),
      identity(Rule::kAttestationCount, [](auto& i) { i.attestations.resize(9); }),
      identity(
          Rule::kAttestationOutOfRange, [](auto& i) { i.attestations[2].member = 6; }, 2),
      identity(
          Rule::kAttestationOrder, [](auto& i) { i.attestations[1].member = 0; }, 1),
      identity(
          Rule::kAttestationOrder, [](auto& i) { i.attestations[2].member = 0; }, 2),
  };
}

std::vector<Case> uptime_cases() {
  return {
      uptime(Rule::kUptimeChainId, [](auto& c) { c.chain_id = off(c.chain_id); }),
      uptime(Rule::kUptimeAccountMissing, [](auto& c) { c.address = off(c.address); }),
      uptime(Rule::kUptimeAccountMissing, [](auto& c) { c.address = Digest{}; }),
      uptime(Rule::kUptimeKeyDigest, [](auto& c) { c.key_digest = off(c.key_digest); }),
      uptime(Rule::kUptimeRotationCount, [](auto& c) { c.rotation_count = 1; }),
      uptime(Rule::kUptimeNonceRange, [](auto& c) { c.nonce = 0; }),
      uptime(Rule::kUptimeNonceRange, [](auto& c) { c.nonce = 16384 - 64; }),
      uptime(Rule::kUptimeNonce, [](auto& c) { c.nonce = 2; }),
      uptime(Rule::kUptimeWindowEmpty, [](auto& c) { c.window_start = c.window_end; }),
      uptime(Rule::kUptimeWindowEmpty, [](auto& c) { c.window_start = ~std::uint64_t{0}; }),
      uptime(Rule::kUptimeWindowOverlap, [](auto& c) { c.window_start = kGenesisTime - 1; }),
      uptime(Rule::kUptimeNoCredit, [](auto& c) { c.window_start += 1; }),
      uptime(Rule::kUptimeClaimAge, [](auto& c) { c.window_end += 1; }),
      uptime(Rule::kUptimeClaimAge,
             [](auto& c) {
               c.window_end = ~std::uint64_t{0} - 86'400 + 1, c.window_start = c.window_end - 3600;
             }),
      uptime(Rule::kUptimeClaimAge, [](auto& c) { c.window_end -= 3601, c.window_start -= 3601; }),
      uptime(Rule::kUptimeHeadUnknown, [](auto& c) { c.head_height += 1; }),
      uptime(Rule::kUptimeHeadUnknown, [](auto& c) { c.head_hash = off(c.head_hash); }),
      uptime(Rule::kUptimeHeadUnknown, [](auto& c) { c.head_height -= 1; }),
      // 3000 s before the block: just not new enough is an hour.
      uptime(Rule::kUptimeHeadAge, [](auto& c) { c.window_end -= 3001, c.window_start -= 3001; }),
      uptime(Rule::kUptimeEpoch, [](auto& c) { c.epoch += 1; }),
      {Rule::kUptimeWindowLength, BlockPart::kUptime, 0,
       [](BlockBench& b) {
         const Digest address = b.body.uptime[0].claim.address;
         b.ledger = with_account(b.ledger, address, [](Account& a) { a.window_end -= 100'000; });
         b.header = proposal(b.ledger, 3000);
         b.body.uptime = {claim_of(b.ledger, b.account(address), 3000, 86'401)};
         b.body.identities.clear();
       }},
      {Rule::kUptimeHeadAge, BlockPart::kUptime, 0,
       [](BlockBench& b) {
         b.header = proposal(b.ledger, 7200);
         UptimeClaim& c = b.body.uptime[0].claim;
         c.window_end = b.ledger.head().timestamp + 3600;
         c.window_start = c.window_end - 3600;
       }},
  };
}

std::vector<Case> body_cases() {
  const auto huge = [](auto& t) { t.body.amount = ~std::uint64_t{0} - t.body.fee + 1; };
  return {
      transaction(Rule::kTransactionChainId, 0,
                  [](auto& t) { t.body.chain_id = off(t.body.chain_id); }),
      transaction(Rule::kTransactionKind, 0, [](auto& t) { t.body.kind = 4; }),
      transaction(Rule::kTransactionKind, 0, [](auto& t) { t.body.kind = Element::kPrime; }),
      transaction(Rule::kNonceRange, 0, [](auto& t) { t.body.nonce = 0; }),
      transaction(Rule::kNonceRange, 0, [](auto& t) { t.body.nonce = 16384 - 64; }),
      transaction(Rule::kNonceRange, 1, [](auto& t) { t.body.nonce = 16384; }),
      transaction(Rule::kAmountFeeOverflow, 0, huge),
      transaction(Rule::kAmountFeeOverflow, 3, huge),
      transaction(Rule::kExpiryZero, 0, [](auto& t) { t.body.expiry_height = 0; }),
      transaction(Rule::kAmountZero, 0, [](auto& t) { t.body.amount = 0; }),
      transaction(Rule::kAmountZero, 2, [](auto& t) { t.body.amount = 0; }),
      transaction(Rule::kAmountZero, 3, [](auto& t) { t.body.amount = 0; }),
      transaction(Rule::kRotationAmount, 1, [](auto& t) { t.body.amount = 1; }),
      transaction(Rule::kRecipientMismatch, 1, [](auto& t) { t.body.to = off(t.body.to); }),
      transaction(Rule::kRecipientMismatch, 2, [](auto& t) { t.body.to = Digest{}; }),
      transaction(Rule::kRecipientMismatch, 3, [](auto& t) { t.body.to = off(t.body.to); }),
      transaction(Rule::kKeyChangeMissing, 1, [](auto& t) { t.change.reset(); }),
      transaction(Rule::kKeyChangeMissing, 1, [](auto& t) { t.change->wallet_key = Digest{}; }),
      transaction(Rule::kKeyChangeUnexpected, 0, [](auto& t) { t.change = KeyChange{}; }),
  };
}

std::vector<Case> state_cases() {
  return {
      transaction(Rule::kSenderMissing, 0, [](auto& t) { t.body.from = off(t.body.from); }),
      // The sentinel holds the key digest 0, but sends nothing.
      transaction(Rule::kSenderMissing, 0,
                  [](auto& t) { t.body.from = t.body.key_digest = Digest{}; }),
      transaction(Rule::kKeyDigestMismatch, 0,
                  [](auto& t) { t.body.key_digest = off(t.body.key_digest); }),
      transaction(Rule::kRotationCountMismatch, 0, [](auto& t) { t.body.rotation_count = 1; }),
      transaction(Rule::kNonceMismatch, 0, [](auto& t) { t.body.nonce = 2; }),
      // The same again: the nonce is used.
      {Rule::kNonceMismatch, BlockPart::kTransaction, 4,
       [](BlockBench& b) { b.body.transactions.push_back(b.body.transactions[0]); }},
      transaction(Rule::kExpired, 0, [](auto& t) { t.body.expiry_height -= 1; }),
      transaction(Rule::kInsufficientBalance, 0, [](auto& t) { t.body.amount = 200'000; }),
      transaction(Rule::kInsufficientBalance, 3, [](auto& t) { t.body.fee = 200'000; }),
      transaction(Rule::kInsufficientStake, 3, [](auto& t) { t.body.amount = 5001; }),
      transaction(Rule::kRecipientMissing, 0, [](auto& t) { t.body.to = off(t.body.to); }),
      transaction(Rule::kRecipientMissing, 0, [](auto& t) { t.body.to = Digest{}; }),
      key_change(Rule::kVoteActivationEarly, [](auto& k) { k.vote_key.activation_height -= 1; }),
      {Rule::kTierTooLow, BlockPart::kTransaction, 0,
       [](BlockBench& b) {
         const auto poor = addresses(b.ledger, [](const Account& a) { return a.tier == 1; });
         b.body.transactions[0] = transfer(b.ledger, b.account(poor[0]), poor[1], 5);
       }},
  };
}

std::vector<Case> rotation_and_stake_cases() {
  return {
      {Rule::kWalletKeyUnchanged, BlockPart::kTransaction, 1,
       [](BlockBench& b) {
         BlockTransaction& t = b.body.transactions[1];
         t.change->wallet_key = t.body.key_digest;
         t.body.memo_digest = key_change_hash(*t.change);
       }},
      {Rule::kVoteActivationChanged, BlockPart::kTransaction, 1,
       [](BlockBench& b) {
         BlockTransaction& t = b.body.transactions[1];
         t.change->vote_key = b.account(t.body.from).vote_key;
         t.change->vote_key.activation_height += 1;
         t.body.memo_digest = key_change_hash(*t.change);
       }},
      {Rule::kVoteKeyInactive, BlockPart::kTransaction, 4,
       [](BlockBench& b) {
         Account after = b.account(b.body.transactions[1].body.from);
         after.rotation_count = 1;
         after.wallet_key = b.body.transactions[1].change->wallet_key;
         const KeyChange change{digest_of(9), vote_key_of(9, earliest_activation(b.ledger))};
         b.body.transactions.push_back(rotation(b.ledger, after, change));
       }},
      {Rule::kRotationLimit, BlockPart::kTransaction, 0,
       [](BlockBench& b) {
         const Digest address = b.body.transactions[1].body.from;
         b.ledger =
             with_account(b.ledger, address, [](Account& a) { a.rotation_count = 0xffffffff; });
         b.header = proposal(b.ledger, 3000);
         b.body = {};
         b.body.transactions = {
             rotation(b.ledger, b.account(address), {digest_of(2), b.account(address).vote_key})};
       }},
      {Rule::kVoteKeyMissing, BlockPart::kTransaction, 2,
       [](BlockBench& b) {
         const auto keyless = addresses(
             b.ledger, [](const Account& a) { return a.tier >= 2 && !has_key(a.vote_key); });
         b.body.transactions[2] =
             transaction_of(b.ledger, b.account(keyless.at(0)), TransactionKind::kBond, 1000, 0);
       }},
      {Rule::kTooFewValidators, BlockPart::kTransaction, 2,
       [](BlockBench& b) {
         const auto validators = validators_of(b.ledger);
         b.body.transactions.clear();
         for (std::size_t i = 0; i < 3; ++i) {
           b.body.transactions.push_back(transaction_of(b.ledger, b.account(validators[i + 1]),
                                                        TransactionKind::kUnbond, 4001, 0));
         }
       }},
  };
}

std::vector<Case> other_state_cases() {
  return {
      {Rule::kValidatorsFull, BlockPart::kTransaction, 0,
       [](BlockBench& b) {
         b.ledger = ledger_of(small_genesis(256, 12));
         b.header = proposal(b.ledger, 3000);
         b.body = {};
         b.body.transactions = {transaction_of(b.ledger, b.account(candidates_of(b.ledger).at(0)),
                                               TransactionKind::kBond, 1000, 0)};
       }},
      {Rule::kLeaderKeyInactive, BlockPart::kHeader, 0,
       [](BlockBench& b) {
         b.ledger = edited(b.ledger, [](LedgerImage& image) {
           for (ValidatorLeaf& leaf : image.validators) leaf.activation_height = 100;
         });
         b.header = proposal(b.ledger, 3000);
       }},
      {Rule::kSuccessesLimit, BlockPart::kBody, 0,
       [](BlockBench& b) {
         const Digest leader = b.ledger.validators()[0].address;
         b.ledger = with_account(b.ledger, leader, [](Account& a) { a.successes = 0xffffffff; });
         b.header = proposal(b.ledger, 3000);
         b.body = {};
       }},
  };
}

// Nothing of a refused block stays.
void expect_untouched(const Ledger& ledger, const LedgerImage& before) {
  EXPECT_EQ(ledger.image(), before);
  EXPECT_EQ(ledger.root(), before.head.state_root_after);
}

TEST(LedgerRules, TheFullBlockIsGood) {
  BlockBench bench = full_bench();
  const Digest before = bench.ledger.root();
  const AppliedBlock applied = bench.apply();
  EXPECT_EQ(applied.transition.fee_total, 9u);
  EXPECT_EQ(bench.ledger.height(), 6u);
  EXPECT_NE(bench.ledger.root(), before);
}

TEST(LedgerRules, HeadersAreChecked) {
  for (const auto& [rule, change] : header_cases()) {
    BlockBench bench = full_bench();
    BlockHeader header = bench.completed();
    change(header);
    const LedgerImage before = bench.ledger.image();
    const auto applied = bench.ledger.apply({header, bench.body}, SignatureCheck::kProven);
    ASSERT_FALSE(applied) << rule_name(rule);
    EXPECT_EQ(describe(applied.error()), describe({rule, BlockPart::kHeader, 0, {}}));
    expect_untouched(bench.ledger, before);
  }
}

std::vector<Case> all_cases() {
  std::vector<Case> all;
  for (const auto& list : {size_cases(), identity_cases(), uptime_cases(), body_cases(),
                           state_cases(), rotation_and_stake_cases(), other_state_cases()}) {
    all.insert(all.end(), list.begin(), list.end());
  }
  return all;
}

TEST(LedgerRules, StatementsAreChecked) {
  for (const Case& c : all_cases()) {
    BlockBench bench = full_bench();
    c.change(bench);
    const LedgerImage before = bench.ledger.image();
    const auto completed = bench.ledger.complete(bench.header, bench.body, SignatureCheck::kProven);
    ASSERT_FALSE(completed) << rule_name(c.rule);
    EXPECT_EQ(describe(completed.error()), describe({c.rule, c.part, c.index, c.attestation}));
    expect_untouched(bench.ledger, before);
  }
}

// Every rule is broken by a case, here or with signatures, or cannot be from any state that a chain
// reaches: sums are bounded by the supply, and 2^32 accounts or blocks by time.
TEST(LedgerRules, EveryRuleHasACase) {
  std::set<Rule> covered = {Rule::kIdentitySignature, Rule::kAttestationSignature,
                            Rule::kUptimeSignature, Rule::kTransactionSignature};
  covered.insert(
      {Rule::kAccountsFull, Rule::kBalanceOverflow, Rule::kFeeOverflow, Rule::kProposerMissing});
  for (const auto& [rule, change] : header_cases()) covered.insert(rule);
  for (const Case& c : all_cases()) covered.insert(c.rule);
  std::set<std::string> names;
  for (std::size_t i = 0; i < kNumLedgerRules; ++i) {
    const Rule rule = static_cast<Rule>(i);
    EXPECT_TRUE(covered.contains(rule)) << rule_name(rule);
    EXPECT_TRUE(names.insert(rule_name(rule)).second) << rule_name(rule);
  }
}

}  // namespace
}  // namespace rpp::testing
