// SPDX-License-Identifier: Apache-2.0 OR MIT
// What is just allowed, and what is just not.
#include <gtest/gtest.h>

#include <algorithm>
#include <map>

#include "rpp/chain/score.h"
#include "rpp/hash/random_digest.h"
#include "rpp/lists/rules_test_support.h"
#include "rpp/state/broken_rule.h"
#include "rpp/state/check.h"

namespace rpp {
namespace {

using Kind = TransactionKind;

constexpr std::uint64_t kMaxU64 = ~std::uint64_t{0};
constexpr StateRules kRules{8, 1000, 100, 2, 1};

// A state of known accounts and a block in the making.
class Bench {
 public:
  Bench() : draft(make_state_sample(3, breakable_state(kRules)).draft) {
    draft.records.clear();
    for (std::uint32_t i = 1; i < draft.accounts.size(); ++i) {
      Account& account = draft.accounts[i];
      account.nonce = 1;
      account.hours = 100;
      account.balance = 5000;
      account.vote_key.root = account.address;
      account.vote_key.activation_height = 0;
      update_standing(account);
      if (account.address != draft.proposer) {
        (account.is_validator() ? validators : others).push_back(i);
      }
    }
  }
  Account& at(std::uint32_t position) { return draft.accounts[position]; }
  Account& proposer() {
    return *std::ranges::find(draft.accounts, draft.proposer, &Account::address);
  }
  // The next transaction of the account, whose nonce it uses.
  Transaction& act(Account& from, Kind kind, std::uint64_t amount, std::uint64_t fee = 1) {
    TransactionWithChange t;
    t.body = {draft.chain_id,
              static_cast<std::uint32_t>(kind),
              from.address,
              from.wallet_key,
              from.address,
              amount,
              fee,
              from.rotation_count,
              used_[from.address]++ + from.nonce,
              draft.height,
              {}};
    draft.transactions.push_back(t);
    return draft.transactions.back().body;
  }
  Transaction& pay(Account& from, const Account& to, std::uint64_t amount, std::uint64_t fee = 1) {
    Transaction& body = act(from, Kind::kTransfer, amount, fee);
    body.to = to.address;
    return body;
  }
  void rotate(Account& from, const KeyChange& change) {
    act(from, Kind::kRotation, 0).memo_digest = key_change_hash(change);
    draft.transactions.back().change = change;
  }
  void at_boundary() {
    draft.height += kRules.epoch_length - 1 - draft.height % kRules.epoch_length;
  }

  // The errors; the facts are kept.
  std::string verdict() {
    const StateWitness witness = witness_of(draft);
    facts = state_facts(kRules, witness);
    return testing::text_of(state_errors(kRules, witness, facts, facts.fields));
  }
  const Account& after(const Account& account) const {
    for (const OpenedAccountFacts& one : facts.accounts) {
      if (one.after.address == account.address) return one.after;
    }
    ADD_FAILURE() << "the account is not opened";
    return facts.accounts.front().after;
  }

  StateDraft draft;
  StateFacts facts;
  std::vector<std::uint32_t> validators;  // but the proposer
  std::vector<std::uint32_t> others;

 private:
  std::map<Digest, std::uint32_t> used_;
};

TEST(StateEdgeCases, EmptyBlockPaysOneSuccess) {
  Bench bench;
  EXPECT_EQ(bench.verdict(), "");
  ASSERT_EQ(bench.facts.accounts.size(), 1u);
  EXPECT_EQ(bench.after(bench.proposer()).successes, bench.proposer().successes + 1);
  EXPECT_EQ(bench.facts.fields.tx_root, empty_tree_root(kTransactionDepth, Tag::kTxLeaf));
  EXPECT_EQ(bench.facts.fields.uptime_list_root, empty_tree_root(kStatementListDepth, Tag::kList));
}

TEST(StateEdgeCases, OneSenderFillsABlock) {
  Bench bench;
  Account& from = bench.at(bench.others[0]);
  for (std::size_t i = 0; i < kMaxTransactions; ++i) bench.pay(from, bench.at(bench.others[1]), 5);
  EXPECT_EQ(bench.verdict(), "");
  EXPECT_EQ(bench.facts.accounts.size(), 3u);
  EXPECT_EQ(bench.after(from).nonce, 513u);
  EXPECT_EQ(bench.after(from).balance, 5000u - 6 * 512);
  EXPECT_EQ(bench.facts.fields.fee_total, 512u);
}

TEST(StateEdgeCases, AmountIsTheBalance) {
  for (const std::uint64_t more : {0, 1}) {
    Bench bench;
    Account& from = bench.at(bench.others[0]);
    bench.pay(from, bench.at(bench.others[1]), 4993 + more, 7);
    EXPECT_EQ(bench.verdict(), more == 0 ? "" : "insufficient_balance: transaction 0\n");
  }
}

// What the sender's side leaves is what the recipient's side adds to.
TEST(StateEdgeCases, SenderIsRecipient) {
  Bench bench;
  Account& from = bench.at(bench.others[0]);
  from.balance = kMaxU64;
  bench.pay(from, from, kMaxU64 - 1, 1);
  EXPECT_EQ(bench.verdict(), "");
  EXPECT_EQ(bench.after(from).balance, kMaxU64 - 1);
  EXPECT_EQ(bench.after(from).nonce, 2u);
}

TEST(StateEdgeCases, ProposerAmongTheSenders) {
  Bench bench;
  bench.pay(bench.proposer(), bench.at(bench.others[0]), 4990, 10);
  EXPECT_EQ(bench.verdict(), "");
  EXPECT_EQ(bench.after(bench.proposer()).balance, 10u);
  // The fees come after all transactions and cannot be spent here.
  bench.pay(bench.proposer(), bench.at(bench.others[0]), 1, 0);
  EXPECT_EQ(bench.verdict(), "insufficient_balance: transaction 1\nproposer_balance\n");
}

TEST(StateEdgeCases, RotationAndTransfersOfOneAccount) {
  Bench bench;
  Account& from = bench.at(bench.others[0]);
  const KeyChange change{from.address, from.vote_key};  // the vote key stays
  from.wallet_key[0] += Element::one();
  bench.pay(from, bench.at(bench.others[1]), 5);
  bench.rotate(from, change);
  Transaction& last = bench.pay(from, bench.at(bench.others[1]), 6);
  EXPECT_EQ(bench.verdict(),
            "key_digest_mismatch: transaction 2\nrotation_count_mismatch: transaction 2\n"
            "nonce_mismatch: transaction 2\n");
  last.key_digest = change.wallet_key;
  last.rotation_count += 1;
  last.nonce = 1;
  EXPECT_EQ(bench.verdict(), "");
  EXPECT_EQ(bench.after(from).balance, 5000u - 11 - 3);
  EXPECT_EQ(bench.after(from).rotation_count, from.rotation_count + 1);
}

// Where the nonce begins again, the last one there is can be used up.
TEST(StateEdgeCases, TheLastNonce) {
  for (const bool rotates : {false, true}) {
    Bench bench;
    Account& from = bench.at(bench.others[0]);
    from.nonce = 0xffffffff;
    if (rotates) {
      bench.rotate(from, {bench.draft.chain_id, from.vote_key});
    } else {
      bench.pay(from, from, 1);
    }
    EXPECT_EQ(bench.verdict(), rotates ? "" : "nonce_limit: transaction 0\n");
  }
}

TEST(StateEdgeCases, ARotatedVoteKeyOfAValidatorWaits) {
  Bench bench;
  Account& from = bench.at(bench.validators[0]);
  VoteKey next = from.vote_key;
  next.first_slot += 1;
  next.activation_height = bench.draft.height + 2 * kRules.epoch_length;
  from.vote_key.activation_height = bench.draft.height;
  const VoteKey current = from.vote_key;
  bench.rotate(from, {bench.draft.chain_id, next});
  EXPECT_EQ(bench.verdict(), "");
  EXPECT_EQ(bench.after(from).vote_key, next);
  EXPECT_EQ(bench.after(from).previous_vote_key, current);
  // Nobody else has a previous one.
  Account& other = bench.at(bench.others[0]);
  other.previous_vote_key = other.vote_key;
  bench.rotate(other, {bench.draft.chain_id, next});
  EXPECT_EQ(bench.verdict(), "");
  EXPECT_EQ(bench.after(other).previous_vote_key, VoteKey{});
}

TEST(StateEdgeCases, BondAcrossTheMinimum) {
  for (const std::uint64_t amount : {999, 1000}) {
    Bench bench;
    Account& from = bench.at(bench.others[0]);
    from.stake = 0;
    from.previous_vote_key = from.vote_key;
    bench.act(from, Kind::kBond, amount);
    EXPECT_EQ(bench.verdict(), "");
    const bool joins = amount == 1000;
    const Account& after = bench.after(from);
    EXPECT_EQ(after.is_validator(), joins);
    EXPECT_EQ(has_key(after.previous_vote_key), !joins);
    EXPECT_EQ(after.vote_key.activation_height,
              joins ? bench.draft.height + 2 * kRules.epoch_length : 0u);
    EXPECT_EQ(bench.facts.after.validator_count, bench.draft.validator_count + (joins ? 1 : 0));
  }
}

TEST(StateEdgeCases, UnbondAcrossTheMinimumAndBackAgain) {
  for (const std::uint64_t amount : {500, 501}) {
    Bench bench;
    Account& from = bench.at(bench.validators[0]);
    from.stake = 1500;
    bench.act(from, Kind::kUnbond, amount);
    EXPECT_EQ(bench.verdict(), "");
    const bool leaves = amount == 501;
    EXPECT_EQ(bench.after(from).is_validator(), !leaves);
    EXPECT_EQ(bench.facts.after.validator_count, bench.draft.validator_count - (leaves ? 1 : 0));
    // A later activation than the earliest stays.
    from.vote_key.activation_height = kMaxU64;
    bench.act(from, Kind::kBond, amount);
    EXPECT_EQ(bench.verdict(), "");
    EXPECT_TRUE(bench.after(from).is_validator());
    EXPECT_EQ(bench.after(from).vote_key.activation_height, kMaxU64);
    EXPECT_EQ(bench.facts.after.validator_count, bench.draft.validator_count);
  }
}

// The fee of an unbond is paid out of the balance that was there.
TEST(StateEdgeCases, UnbondPaysItsFeeBefore) {
  for (const std::uint64_t fee : {5000, 5002}) {
    Bench bench;
    bench.act(bench.at(bench.validators[0]), Kind::kUnbond, 1, fee);
    EXPECT_EQ(bench.verdict(), fee == 5000 ? "" : "insufficient_balance: transaction 0\n");
  }
}

TEST(StateEdgeCases, BoundaryWithOneJoiningAndOneLeaving) {
  Bench bench;
  bench.at_boundary();
  Account& joins = bench.at(bench.others[0]);
  Account& leaves = bench.at(bench.validators[0]);
  bench.act(joins, Kind::kBond, 1000);
  bench.act(leaves, Kind::kUnbond, leaves.stake - 999);
  EXPECT_EQ(bench.verdict(), "");
  const auto elected = [&](const Account& account) {
    return std::ranges::any_of(bench.facts.validators, [&](const ValidatorFacts& one) {
      return one.leaf.address == account.address;
    });
  };
  EXPECT_TRUE(elected(joins));
  EXPECT_FALSE(elected(leaves));
  EXPECT_EQ(bench.facts.validators.size(), bench.draft.validator_count);
  EXPECT_NE(bench.facts.fields.next_validator_set_root_after,
            bench.facts.fields.next_validator_set_root_before);
}

// The rule of section 4, at its edge.
TEST(StateEdgeCases, VoteKeysOfABoundary) {
  Bench bench;
  bench.at_boundary();
  Account& account = bench.at(bench.validators[0]);
  const auto chosen = [&](std::uint64_t activation, const VoteKey& previous) {
    account.vote_key.activation_height = activation;
    account.previous_vote_key = previous;
    EXPECT_EQ(bench.verdict(), "");
    for (const ValidatorFacts& one : bench.facts.validators) {
      if (one.leaf.address == account.address) return one.leaf.key_root;
    }
    return Digest{};
  };
  const VoteKey previous{bench.draft.chain_id, {}, 0, 0};
  const std::uint64_t next = bench.draft.height + 1;
  EXPECT_EQ(chosen(next, previous), account.vote_key.root);
  EXPECT_EQ(chosen(next + 1, previous), previous.root);
  EXPECT_EQ(chosen(next + 1, {}), account.vote_key.root);
}

TEST(StateEdgeCases, PowerIsWholeUnits) {
  Bench bench;
  bench.at_boundary();
  for (const std::uint64_t stake : {1099, 1100, 1199}) {
    Account& account = bench.at(bench.validators[0]);
    account.stake = stake;
    EXPECT_EQ(bench.verdict(), "");
    for (const ValidatorFacts& one : bench.facts.validators) {
      if (one.leaf.address != account.address) continue;
      EXPECT_EQ(one.leaf.voting_power, stake / 100);
    }
  }
}

TEST(StateEdgeCases, RecordsFollowEachOther) {
  Bench bench;
  Account& owner = bench.at(bench.others[0]);
  const std::uint64_t end = bench.draft.timestamp - kClaimMaxAgeSeconds;
  owner.hours = 719;
  owner.window_end = owner.last_decay = end - kHourSeconds;
  UptimeStatement record;
  record.chain_id = bench.draft.chain_id;
  record.address = owner.address;
  record.key_digest = owner.wallet_key;
  record.rotation_count = owner.rotation_count;
  record.nonce = owner.nonce;
  record.window_end = end;
  record.before = record_of(owner);
  record.after = {720, end, owner.last_decay};
  bench.draft.records = {record};
  EXPECT_EQ(bench.verdict(), "");
  // The second one from where the first ends, and then a transaction with the next nonce.
  record.nonce += 1;
  record.window_end = bench.draft.timestamp;
  record.before = record.after;
  record.after.window_end = record.window_end;
  bench.draft.records.push_back(record);
  bench.pay(owner, owner, 1).nonce = owner.nonce + 2;
  EXPECT_EQ(bench.verdict(), "");
  EXPECT_EQ(bench.after(owner).hours, 720u);
  EXPECT_EQ(bench.after(owner).nonce, owner.nonce + 3);
  EXPECT_EQ(bench.after(owner).tier, tier_of(720, owner.successes));
}

// A record can lift an account to the tier that its transfer in the same block needs.
TEST(StateEdgeCases, TierFollowsTheRecord) {
  Bench bench;
  Account& owner = bench.at(bench.others[0]);
  owner.hours = 23;
  update_standing(owner);
  bench.pay(owner, owner, 1);
  EXPECT_EQ(bench.verdict(), "tier_too_low: transaction 0\n");
  UptimeStatement record;
  record.chain_id = bench.draft.chain_id;
  record.address = owner.address;
  record.key_digest = owner.wallet_key;
  record.rotation_count = owner.rotation_count;
  record.nonce = owner.nonce;
  record.window_end = bench.draft.timestamp;
  record.before = record_of(owner);
  record.after = {24, record.window_end, owner.last_decay};
  bench.draft.records = {record};
  bench.draft.transactions[0].body.nonce += 1;
  EXPECT_EQ(bench.verdict(), "");
}

// The first account's neighbour in the tree is the sentinel, also where that is opened itself.
TEST(StateEdgeCases, TheSentinelAsNeighbour) {
  Bench bench;
  bench.draft.opened = {0};
  bench.pay(bench.at(bench.others[0]), bench.at(1), 9);
  EXPECT_EQ(bench.verdict(), "");
  EXPECT_EQ(bench.facts.accounts[0].after, bench.at(0));
  EXPECT_EQ(bench.after(bench.at(1)).address, bench.at(1).address);
}

// Accounts in any order give the same fields.
TEST(StateEdgeCases, OrderOfOpenedAccountsIsFree) {
  Bench bench;
  bench.at_boundary();
  bench.pay(bench.at(bench.others[0]), bench.at(bench.others[1]), 9);
  StateWitness witness = witness_of(bench.draft);
  const StatePublic fields = state_facts(kRules, witness).fields;
  std::ranges::reverse(witness.accounts);
  EXPECT_EQ(testing::text_of(state_errors(kRules, witness, fields)), "");
}

TEST(StateEdgeCases, LargestHeightAndFees) {
  Bench bench;
  bench.draft.height = kMaxBlockHeight;
  bench.proposer().balance = 0;
  Account& from = bench.at(bench.others[0]);
  from.balance = kMaxU64;
  bench.pay(from, bench.at(bench.others[1]), 5, kMaxU64 - 5);
  bench.pay(bench.at(bench.others[1]), bench.at(bench.others[0]), 6, 5);
  EXPECT_EQ(bench.verdict(), "");
  EXPECT_EQ(bench.after(bench.proposer()).balance, kMaxU64);
  bench.proposer().balance = 1;
  EXPECT_EQ(bench.verdict(), "proposer_balance\n");
}

}  // namespace
}  // namespace rpp
