// SPDX-License-Identifier: Apache-2.0 OR MIT
#include <gtest/gtest.h>

#include <deque>
#include <map>
#include <string>

#include "rpp/ledger/naive_chain_test_support.h"
#include "rpp/ledger/world_test_support.h"

namespace rpp::testing {
namespace {

// Random blocks on the ledger and on the naive chain: both take the same statements and refuse the
// same, and agree on every root and account, before and after blocks are taken back.
class World {
 public:
  explicit World(std::uint64_t seed)
      : draws_(seed),
        genesis_(small_genesis()),
        ledger_(ledger_of(genesis_)),
        naive_(NaiveChain::from_genesis(genesis_, ledger_)),
        blocks_{ledger_.history().at(0)} {
    naive_.blocks = &blocks_;
  }

  void run(std::size_t statements) {
    while (tried_ < statements && !::testing::Test::HasFailure()) {
      step();
      if (below(12) == 0) take_back(1 + below(4));
    }
  }
  const std::map<std::string, std::size_t>& seen() const { return seen_; }
  std::size_t tried() const { return tried_; }

 private:
  std::uint64_t below(std::uint64_t n) { return draws_.next() % n; }
  bool chance(std::uint64_t one_in) { return below(one_in) == 0; }
  void saw(const char* what, bool when = true) { seen_[what] += when ? 1 : 0; }

  // A block of random statements; those that the naive chain refuses are tried on the ledger alone.
  void step() {
    const std::uint64_t gaps[] = {5, 600, 3599, 3600, 7000, 90'000};
    const std::uint64_t gap = gaps[below(6)];
    header_ = proposal(ledger_, gap, static_cast<std::uint32_t>(below(8)));
    header_.height = ledger_.height() + 1;
    naive_.epoch_nonce = next_epoch_nonce(ledger_.head(), naive_.protocol.epoch_length);
    body_ = {};
    draft_ = naive_;
    for (std::uint64_t i = chance(3) && naive_.order.size() < 80 ? below(3) : 0; i > 0; --i)
      try_identity();
    for (std::uint64_t i = below(4); i > 0; --i) try_claim(gap);
    const bool full = steps_++ % 200 == 100;
    for (std::uint64_t i = full ? 2000 : below(24); i > 0; --i) {
      try_transaction();
      if (body_.transactions.size() == kMaxTransactions) break;
    }
    if (body_.transactions.size() == kMaxTransactions) try_transaction();  // one too many
    saw("empty block", body_.transactions.empty() && body_.uptime.empty());
    saw("full block", body_.transactions.size() == kMaxTransactions);
    finish();
  }

  template <class Statement, class Try>
  void attempt(std::vector<Statement>& list, std::size_t max, Statement statement, Try try_on) {
    ++tried_;
    NaiveChain next = draft_;
    const bool good = list.size() < max && try_on(next, statement);
    list.push_back(std::move(statement));
    if (good) {
      draft_ = std::move(next);
      return;
    }
    saw("refused");
    // All before it is good: the ledger must name this one, or the list that is too long. In large
    // blocks only now and then, as the ledger starts anew each time.
    if (list.size() > 40 && list.size() <= max && !chance(8)) return list.pop_back();
    const auto applied = ledger_.complete(header_, body_, SignatureCheck::kProven);
    ASSERT_FALSE(applied);
    if (list.size() <= max) {
      EXPECT_EQ(applied.error().index, list.size() - 1) << describe(applied.error());
    }
    ++refusals_[applied.error().rule];
    list.pop_back();
  }

  const Account& any_account() {
    return draft_.accounts.at(draft_.order[below(draft_.order.size())]);
  }

  void try_identity() {
    const std::uint64_t k = draws_.next() >> 20;
    VoteKey key = vote_key_of(k, earliest_activation(ledger_) + below(3));
    if (chance(8)) key.activation_height -= 3;
    if (chance(8)) key.root = Digest{};
    const Digest address = chance(10) ? any_account().address : digest_of(k + 1);
    BlockIdentity identity = identity_of(ledger_, address, key);
    if (chance(10)) identity.attestations[below(3)].member = static_cast<std::uint32_t>(below(9));
    if (chance(12)) identity.declaration.epoch += 1;
    if (chance(20)) identity.attestations.pop_back();
    attempt(body_.identities, kMaxIdentities, identity, [&](NaiveChain& chain, const auto& i) {
      return chain.identity(header_.height, header_.timestamp, i);
    });
    fresh_ = address;
  }

  void try_claim(std::uint64_t gap) {
    const Account account = any_account();
    const std::uint64_t lengths[] = {3600, 7200, 86'400, 86'401, 3599, 20'000};
    BlockClaim claim = claim_of(ledger_, account, gap, lengths[below(6)]);
    if (chance(4)) claim.claim.window_start = account.window_end;
    if (chance(8)) claim.claim.window_end -= below(4000);
    if (chance(8)) claim.claim.head_height -= std::min<std::uint64_t>(1, claim.claim.head_height);
    if (chance(20)) claim.claim.nonce += 1;
    const std::uint32_t hours = account.hours;
    attempt(body_.uptime, kMaxUptimeRecords, claim, [&](NaiveChain& chain, const auto& c) {
      const bool good = chain.claim(header_.timestamp, c.claim);
      if (good) saw("uptime record");
      if (good) saw("decay", chain.accounts.at(account.address).hours < hours);
      return good;
    });
  }

  BlockTransaction random_transaction(const Account& from) {
    const std::uint64_t kind = below(16);
    const std::uint64_t part = std::min<std::uint64_t>(from.balance / 4, 4000);
    std::uint64_t amount = 1 + below(part + 1), fee = below(from.balance < 100 ? 2 : 20);
    if (kind < 9) {
      if (chance(6)) amount = from.balance - std::min(from.balance, fee) + (chance(3) ? 1 : 0);
      const Digest to = chance(8) ? from.address : chance(6) ? fresh_ : any_account().address;
      return transfer(ledger_, from, to, amount, fee);
    }
    if (kind < 11) {
      KeyChange change{digest_of(draws_.next() >> 20), from.vote_key};
      if (chance(2)) {
        change.vote_key = vote_key_of(draws_.next() >> 20, earliest_activation(ledger_) + below(3));
      }
      if (chance(10)) change.vote_key.activation_height -= below(12);
      return rotation(ledger_, from, change, fee);
    }
    const bool bond = kind < 14;
    if (chance(3) && bond && from.stake < 1000) amount = 1000 - from.stake;
    if (chance(3) && !bond && from.stake > 1000) amount = from.stake - 1000 + (chance(2) ? 1 : 0);
    return transaction_of(ledger_, from, bond ? TransactionKind::kBond : TransactionKind::kUnbond,
                          amount, fee);
  }

  void try_transaction() {
    // Now and then the sender before, or the proposer.
    const Digest proposer = ledger_.validators()[header_.leader_index].address;
    if (!chance(3)) sender_ = chance(6) ? proposer : any_account().address;
    // Mostly those who may send.
    for (int i = 0; i < 3 && draft_.accounts.contains(sender_); ++i) {
      if (draft_.accounts.at(sender_).tier >= 2 || chance(8)) break;
      sender_ = any_account().address;
    }
    if (!draft_.accounts.contains(sender_)) sender_ = proposer;
    const Account from = draft_.accounts.at(sender_);
    BlockTransaction t = random_transaction(from);
    // The last two validators by address stay: the chain needs a leader with an active key.
    const bool anchor = sender_ == ledger_.validators().back().address && from.flags == 1;
    if (anchor && t.body.is(TransactionKind::kUnbond)) t.body.kind = 2;
    if (chance(30)) t.body.nonce += static_cast<std::uint32_t>(below(3)) - 1;
    if (chance(60)) t.body.expiry_height -= 1;
    if (chance(60)) t.body.rotation_count += 1;
    attempt(body_.transactions, kMaxTransactions, t, [&](NaiveChain& chain, const auto& x) {
      const bool good = chain.transaction(header_.height, x);
      if (good) note(x, from, chain, proposer);
      return good;
    });
  }

  void note(const BlockTransaction& t, const Account& from, const NaiveChain& after,
            const Digest& proposer) {
    const bool is_transfer = t.body.is(TransactionKind::kTransfer);
    std::size_t earlier = 0, rotations = 0;
    for (const BlockTransaction& other : body_.transactions) {
      earlier += other.body.from == t.body.from ? 1 : 0;
      rotations += other.body.from == t.body.from && other.change ? 1 : 0;
    }
    saw("third of one sender", earlier >= 2);
    saw("to itself", is_transfer && t.body.to == t.body.from);
    saw("from the proposer", t.body.from == proposer);
    saw("to a new account", is_transfer && !naive_.accounts.contains(t.body.to));
    saw("after a rotation", is_transfer && rotations > 0);
    saw("whole balance", is_transfer && t.body.amount + t.body.fee == from.balance);
    saw("validator joins", after.flagged() > draft_.flagged());
    saw("validator leaves", after.flagged() < draft_.flagged());
  }

  void finish() {
    const auto header = ledger_.complete(header_, body_, SignatureCheck::kProven);
    ASSERT_TRUE(header) << describe(header.error());
    const Digest before = ledger_.root();
    const auto applied = ledger_.apply({header.value(), body_}, SignatureCheck::kProven);
    ASSERT_TRUE(applied) << describe(applied.error());
    past_.push_back({naive_, applied.value().undo});
    if (past_.size() > 5) past_.pop_front();
    std::uint64_t fees = 0;
    for (const BlockTransaction& t : body_.transactions) fees += t.body.fee;
    EXPECT_EQ(applied.value().transition.fee_total, fees);
    EXPECT_EQ(applied.value().transition.state_root_before, before);
    const std::vector<ValidatorLeaf> old = naive_.validators;
    naive_ = draft_;
    naive_.finish(header.value(), fees);
    const BlockHeader& h = header.value();
    blocks_.push_back({block_hash(h), h.timestamp, h.tx_root, h.height});
    note_boundary(old, naive_.validators);
    compare();
  }

  void note_boundary(const std::vector<ValidatorLeaf>& old, const std::vector<ValidatorLeaf>& now) {
    const auto has = [](const auto& list, const Digest& address) {
      return std::ranges::any_of(list, [&](const auto& leaf) { return leaf.address == address; });
    };
    const bool joined =
        std::ranges::any_of(now, [&](const auto& leaf) { return !has(old, leaf.address); });
    const bool left =
        std::ranges::any_of(old, [&](const auto& leaf) { return !has(now, leaf.address); });
    saw("boundary with one joining and one leaving", joined && left);
  }

  void compare() {
    ASSERT_EQ(ledger_.root(), naive_.state()) << "height " << ledger_.height();
    ASSERT_EQ(ledger_.head().state_root_after, ledger_.root());
    ASSERT_EQ(ledger_.validators(), naive_.validators);
    ASSERT_EQ(ledger_.head().next_validator_set_root, naive_.validator_root());
    if (ledger_.height() < 64 || ledger_.height() % 512 == 0) {
      ASSERT_EQ(ledger_.history().root(), naive_history(blocks_));
    }
    const std::vector<Account> leaves = naive_.leaves();
    const auto index = static_cast<std::uint32_t>(below(leaves.size()));
    ASSERT_EQ(ledger_.accounts().at(index), leaves[index]);
    const Digest root = ledger_.accounts().root();
    EXPECT_TRUE(verify_member(root, ledger_.accounts().open(index)));
    const Digest absent = digest_of(draws_.next() >> 20);
    EXPECT_TRUE(verify_absent(root, absent, ledger_.accounts().open_low(absent)));
  }

  void take_back(std::uint64_t count) {
    for (; count > 0 && !past_.empty(); --count) {
      ledger_.rollback(past_.back().second);
      naive_ = std::move(past_.back().first);
      past_.pop_back();
      blocks_.pop_back();
      saw("rollback");
      compare();
    }
  }

  p3::SplitMix64 draws_;
  Genesis genesis_;
  Ledger ledger_;
  NaiveChain naive_;
  std::vector<BlockLeaf> blocks_;
  std::deque<std::pair<NaiveChain, Undo>> past_;

  // The block in the making.
  BlockHeader header_;
  BlockBody body_;
  NaiveChain draft_;
  Digest sender_, fresh_;

  std::size_t steps_ = 0, tried_ = 0;
  std::map<std::string, std::size_t> seen_;
  std::map<LedgerRule, std::size_t> refusals_;
};

// Statements are counted with those that are refused.
void run_world(std::uint64_t seed, std::size_t statements) {
  World world(seed);
  world.run(statements);
  EXPECT_GE(world.tried(), statements);
  for (const char* what :
       {"empty block", "full block", "refused", "uptime record", "decay", "third of one sender",
        "to itself", "from the proposer", "to a new account", "after a rotation", "whole balance",
        "validator joins", "validator leaves", "boundary with one joining and one leaving",
        "rollback"}) {
    const auto found = world.seen().find(what);
    EXPECT_TRUE(found != world.seen().end() && found->second > 0) << what;
  }
}

TEST(LedgerProperties, AgreesWithTheNaiveChain) { run_world(1, 10'000); }

// The test rpp_ledger_long_test, by night.
TEST(LedgerProperties, DISABLED_AgreesForLong) { run_world(2, 100'000); }

}  // namespace
}  // namespace rpp::testing
