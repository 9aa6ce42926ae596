// SPDX-License-Identifier: Apache-2.0 OR MIT
#include <gtest/gtest.h>

#include <functional>
#include <set>

#include "rpp/ledger/block_test_support.h"

namespace rpp::testing {
namespace {

Ledger grown() {
  BlockBench bench = full_bench();
  bench.apply();
  return bench.ledger;
}

TEST(LedgerImage, RestoresTheSameLedger) {
  Ledger ledger = grown();
  Ledger restored = Ledger::from_image(ledger.image()).value();
  EXPECT_EQ(restored.image(), ledger.image());
  EXPECT_EQ(restored.summary(), ledger.summary());
  // And both go on alike, over a boundary.
  for (int i = 0; i < 5; ++i) {
    apply_empty(ledger, 3000);
    apply_empty(restored, 3000);
    EXPECT_EQ(restored.head(), ledger.head());
  }
}

struct Case {
  ImageRule rule;
  std::uint32_t account;
  std::function<void(LedgerImage&)> change;
};

std::vector<Case> cases() {
  using Rule = ImageRule;
  return {
      {Rule::kNoBlocks, 0, [](LedgerImage& i) { i.blocks.clear(); }},
      {Rule::kNoSentinel, 0, [](LedgerImage& i) { i.accounts.clear(); }},
      {Rule::kNoSentinel, 0, [](LedgerImage& i) { i.accounts[0].balance = 1; }},
      {Rule::kNoSentinel, 0, [](LedgerImage& i) { i.accounts.erase(i.accounts.begin()); }},
      {Rule::kAddressTwice, 3,
       [](LedgerImage& i) { i.accounts[3].address = i.accounts[1].address; }},
      {Rule::kAccountLinks, 4, [](LedgerImage& i) { i.accounts[4].next_index += 1; }},
      {Rule::kAccountLinks, 4, [](LedgerImage& i) { i.accounts[4].next_address = Digest{}; }},
      {Rule::kSupplyOverflow, 0, [](LedgerImage& i) { i.accounts[2].stake = ~std::uint64_t{0}; }},
      {Rule::kHeadHeight, 0, [](LedgerImage& i) { i.blocks.erase(i.blocks.begin() + 2); }},
      {Rule::kHeadHeight, 0, [](LedgerImage& i) { i.head.height += 1; }},
      {Rule::kHeadLeaf, 0, [](LedgerImage& i) { i.head.slot += 1; }},
      {Rule::kHeadLeaf, 0, [](LedgerImage& i) { i.blocks.back().timestamp += 1; }},
      {Rule::kStateRoot, 0, [](LedgerImage& i) { i.accounts[2].nonce += 1; }},
      {Rule::kStateRoot, 0, [](LedgerImage& i) { i.accounts[1].flags ^= 1; }},
      {Rule::kValidatorSet, 0, [](LedgerImage& i) { i.validators.pop_back(); }},
      {Rule::kValidatorSet, 0, [](LedgerImage& i) { i.validators.resize(257); }},
      {Rule::kHistoryRoot, 0, [](LedgerImage& i) { i.blocks[1].timestamp += 1; }},
      {Rule::kHistoryRoot, 0, [](LedgerImage& i) { i.blocks[0].block_hash = Digest{}; }},
  };
}

TEST(LedgerImage, ContradictionsHaveNames) {
  const LedgerImage good = grown().image();
  std::set<ImageRule> covered;
  for (const Case& c : cases()) {
    LedgerImage image = good;
    c.change(image);
    const auto ledger = Ledger::from_image(image);
    ASSERT_FALSE(ledger) << rule_name(c.rule);
    EXPECT_EQ(std::string(rule_name(ledger.error().rule)), rule_name(c.rule));
    EXPECT_EQ(ledger.error().account, c.account) << rule_name(c.rule);
    covered.insert(c.rule);
  }
  EXPECT_EQ(covered.size(), static_cast<std::size_t>(ImageRule::kHistoryRoot) + 1);
}

}  // namespace
}  // namespace rpp::testing
