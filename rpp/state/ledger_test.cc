// SPDX-License-Identifier: Apache-2.0 OR MIT
// The statement against the ledger: what one applies, the other proves.
#include <gtest/gtest.h>

#include <algorithm>

#include "rpp/ledger/block_test_support.h"
#include "rpp/lists/rules_test_support.h"
#include "rpp/state/check.h"
#include "rpp/state/ledger_witness.h"

namespace rpp::testing {
namespace {

// The witness of the next block is good, and shows what the ledger says; then it is the head.
StateFacts expect_agreement(Ledger& ledger, const Block& block) {
  const Digest root = ledger.root();
  const auto witness = state_witness(ledger, block);
  EXPECT_EQ(ledger.root(), root);
  EXPECT_LT(ledger.height(), block.header.height);
  const StateRules rules = state_rules_of(ledger);
  const StateFacts facts = state_facts(rules, witness.value());
  EXPECT_EQ(text_of(state_errors(rules, witness.value(), facts, facts.fields)), "");
  const Transition applied = ledger.apply(block, SignatureCheck::kProven).value().transition;
  const BlockHeader& h = block.header;
  const StatePublic expected{h.chain_id,
                             h.height,
                             h.height / rules.epoch_length,
                             h.timestamp,
                             applied.state_root_admitted,
                             h.state_root_after,
                             h.tx_root,
                             static_cast<std::uint32_t>(block.body.transactions.size()),
                             applied.fee_total,
                             h.proposer,
                             h.uptime_list_root,
                             static_cast<std::uint32_t>(block.body.uptime.size()),
                             applied.next_validator_set_before,
                             h.next_validator_set_root};
  EXPECT_EQ(facts.fields, expected);
  return facts;
}

TEST(StateAndLedger, AgreeOnABlockOfEveryKind) {
  BlockBench bench = full_bench();
  const Block block{bench.completed(), bench.body};
  const StateFacts facts = expect_agreement(bench.ledger, block);
  EXPECT_EQ(facts.transactions.size(), 4u);
  EXPECT_EQ(facts.after, bench.ledger.summary());
}

TEST(StateAndLedger, AgreeOnBoundaries) {
  BlockBench bench = full_bench();  // the next block is height 6, the one after a boundary
  expect_agreement(bench.ledger, {bench.completed(), bench.body});
  const Ledger& ledger = bench.ledger;
  bench.header = proposal(ledger, 600);
  bench.body = {};
  const Block block{bench.completed(), bench.body};
  const StateFacts facts = expect_agreement(bench.ledger, block);
  ASSERT_TRUE(facts.boundary);
  ASSERT_EQ(facts.validators.size(), ledger.validators().size());
  for (std::size_t i = 0; i < facts.validators.size(); ++i) {
    EXPECT_EQ(facts.validators[i].leaf, ledger.validators()[i]);
  }
}

// Opened is what is touched and no more; at a boundary the validators too.
TEST(StateAndLedger, OpenWhatIsTouched) {
  BlockBench bench = full_bench();
  bench.body = {};
  EXPECT_EQ(state_witness(bench.ledger, {bench.completed(), {}}).value().accounts.size(), 1u);
  apply_empty(bench.ledger, 3000);
  bench.header = proposal(bench.ledger, 3000);
  EXPECT_EQ(state_witness(bench.ledger, {bench.completed(), {}}).value().accounts.size(), 6u);
}

TEST(StateAndLedger, RefuseTheSameBlocks) {
  BlockBench bench = full_bench();
  Block block{bench.completed(), bench.body};
  block.body.transactions[2].body.fee += 1;
  const Digest root = bench.ledger.root();
  const auto witness = state_witness(bench.ledger, block);
  ASSERT_FALSE(witness);
  EXPECT_EQ(bench.ledger.root(), root);
}

// Random blocks in a row; statements that the ledger refuses are left out.
class RandomChain {
 public:
  explicit RandomChain(std::uint64_t seed) : draws_(seed), ledger_(ledger_of(small_genesis())) {}

  void step() {
    const std::uint64_t seconds = 600 + below(3000);
    header_ = proposal(ledger_, seconds, static_cast<std::uint32_t>(below(8)));
    body_ = {};
    if (below(4) == 0) {
      const Digest address = digest_of(draws_.next() >> 20);
      offer(&BlockBody::identities,
            identity_of(ledger_, address, vote_key_of(below(1000), earliest_activation(ledger_))));
    }
    for (int i = 0; i < 2; ++i) offer(&BlockBody::uptime, claim_of(ledger_, any(), seconds));
    for (std::uint64_t i = below(10); i > 0; --i) offer(&BlockBody::transactions, act());
    statements_ += body_.transactions.size() + body_.uptime.size();
    const BlockHeader header = ledger_.complete(header_, body_, SignatureCheck::kProven).value();
    expect_agreement(ledger_, {header, body_});
  }
  std::size_t statements() const { return statements_; }

 private:
  std::uint64_t below(std::uint64_t n) { return draws_.next() % n; }
  const Account& any() {
    return ledger_.accounts().at(1 +
                                 static_cast<std::uint32_t>(below(ledger_.accounts().size() - 1)));
  }
  template <class Statement>
  void offer(std::vector<Statement> BlockBody::* list, const Statement& statement) {
    (body_.*list).push_back(statement);
    if (!ledger_.complete(header_, body_, SignatureCheck::kProven)) (body_.*list).pop_back();
  }
  BlockTransaction act() {
    const Account& from = any();
    const std::uint64_t kind = below(8);
    if (kind < 4)
      return transfer(ledger_, from, any().address, 1 + below(from.balance + 1), below(9));
    if (kind == 4) {
      return rotation(
          ledger_, from,
          {digest_of(draws_.next() >> 20), vote_key_of(below(1000), earliest_activation(ledger_))});
    }
    const bool bonds = kind < 7;
    return transaction_of(ledger_, from, bonds ? TransactionKind::kBond : TransactionKind::kUnbond,
                          1 + below(bonds ? 3000 : from.stake + 1), below(9));
  }

  p3::SplitMix64 draws_;
  Ledger ledger_;
  BlockHeader header_;
  BlockBody body_;
  std::size_t statements_ = 0;
};

TEST(StateAndLedger, AgreeOnRandomChains) {
  for (std::uint64_t seed = 0; seed < 3; ++seed) {
    RandomChain chain(seed);
    for (int i = 0; i < 40; ++i) chain.step();
    EXPECT_GT(chain.statements(), 60u) << seed;
  }
}

}  // namespace
}  // namespace rpp::testing
