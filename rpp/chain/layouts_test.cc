// SPDX-License-Identifier: Apache-2.0 OR MIT
#include <gtest/gtest.h>

#include <set>
#include <vector>

#include "rpp/chain/account.h"
#include "rpp/chain/epoch.h"
#include "rpp/chain/identity.h"
#include "rpp/chain/roots.h"
#include "rpp/chain/transaction.h"
#include "rpp/chain/uptime.h"
#include "rpp/fields/field_codec.h"
#include "rpp/hash/hash_test_support.h"
#include "rpp/hash/merkle_tree.h"

namespace rpp {
namespace {

// Elements k, k + 1, ...: every digest and parameter of a test has a range of its own.
Digest digest_from(std::uint64_t k) {
  Digest digest;
  for (std::size_t i = 0; i < kDigestElements; ++i) digest[i] = Element::from_u64(k + i);
  return digest;
}
PublicParameter parameter_from(std::uint64_t k) {
  PublicParameter pp;
  for (std::size_t i = 0; i < pp.size(); ++i) pp[i] = Element::from_u64(k + i);
  return pp;
}

// The expected elements, written as in docs/spec/hashing.md: `range` for digests and parameters,
// `limbs` for integers.
class Layout {
 public:
  Layout& range(std::uint64_t first, std::uint64_t count) {
    for (std::uint64_t i = 0; i < count; ++i) m_.push_back(Element::from_u64(first + i));
    return *this;
  }
  Layout& limbs(std::initializer_list<std::uint64_t> list) {
    for (const std::uint64_t x : list) m_.push_back(Element::from_u64(x));
    return *this;
  }
  const std::vector<Element>& elements() const { return m_; }
  // Over the slow functions that are written from the document alone.
  Digest hash(std::uint32_t tag) const { return testing::sponge_naive(tag, m_); }

 private:
  std::vector<Element> m_;
};

VoteKey vote_key_from(std::uint64_t k) {
  return {digest_from(k), parameter_from(k + 10), 0x0004'0003'0002'0000 + k, 0xffff'0000'0000'0001};
}
Layout& vote_key(Layout& layout, std::uint64_t k) {
  return layout.range(k, 8).range(k + 10, 4).limbs({k, 2, 3, 4}).limbs({1, 0, 0, 0xffff});
}

Account sample_account() {
  Account a;
  a.address = digest_from(100);
  a.next_address = digest_from(200);
  a.next_index = 0x0002'0001;
  a.balance = 0x0006'0005'0004'0003;
  a.nonce = 0x0008'0007;
  a.rotation_count = 0x000a'0009;
  a.stake = 0x000e'000d'000c'000b;
  a.wallet_key = digest_from(300);
  a.vote_key = vote_key_from(400);
  a.previous_vote_key = vote_key_from(500);
  a.tier = 5;
  a.reputation = 0x0010'000f;
  a.hours = 720;
  a.window_end = 0x0014'0013'0012'0011;
  a.last_decay = 0x0018'0017'0016'0015;
  a.successes = 0x001a'0019;
  a.flags = 1;
  return a;
}

TEST(Layouts, Account) {
  Layout layout;
  layout.range(100, 8).range(200, 8).limbs({1, 2}).limbs({3, 4, 5, 6}).limbs({7, 8}).limbs({9, 10});
  layout.limbs({11, 12, 13, 14}).range(300, 8);
  vote_key(vote_key(layout, 400), 500);
  layout.limbs({5}).limbs({15, 16}).limbs({720}).limbs({17, 18, 19, 20}).limbs({21, 22, 23, 24});
  layout.limbs({25, 26}).limbs({1});
  ASSERT_EQ(layout.elements().size(), 93u);
  EXPECT_EQ(account_elements(sample_account()), layout.elements());
  EXPECT_EQ(account_hash(sample_account()), layout.hash(21));
}

TEST(Layouts, Transaction) {
  const Transaction t{digest_from(100),   3,
                      digest_from(200),   digest_from(300),
                      digest_from(400),   0x4'0003'0002'0001,
                      0x8'0007'0006'0005, 0x000a'0009,
                      0x000c'000b,        0x0010'000f'000e'000d,
                      digest_from(500)};
  Layout layout;
  layout.range(100, 8).limbs({3}).range(200, 8).range(300, 8).range(400, 8);
  layout.limbs({1, 2, 3, 4}).limbs({5, 6, 7, 8}).limbs({9, 10}).limbs({11, 12});
  layout.limbs({13, 14, 15, 16}).range(500, 8);
  EXPECT_EQ(transaction_elements(t), layout.elements());
  EXPECT_EQ(transaction_hash(t), layout.hash(60));

  Layout statement;
  statement.range(100, 8).limbs({3});
  for (const Element x : layout.hash(60).elements) statement.limbs({x.as_canonical_u64()});
  statement.range(200, 8).range(300, 8).range(400, 8);
  statement.limbs({1, 2, 3, 4}).limbs({5, 6, 7, 8}).limbs({9, 10}).limbs({11, 12});
  statement.limbs({13, 14, 15, 16}).range(500, 8);
  EXPECT_EQ(statement_hash(statement_of(t)), statement.hash(100));
}

TEST(Layouts, KeyChange) {
  Layout layout;
  vote_key(layout.range(100, 8), 200);
  const KeyChange change{digest_from(100), vote_key_from(200)};
  EXPECT_EQ(key_change_elements(change), layout.elements());
  EXPECT_EQ(key_change_hash(change), layout.hash(61));
}

TEST(Layouts, Identity) {
  const IdentityDeclaration declaration{digest_from(100), digest_from(200), vote_key_from(300),
                                        0x4'0003'0002'0001, digest_from(400)};
  Layout layout;
  vote_key(layout.range(100, 8).range(200, 8), 300).limbs({1, 2, 3, 4}).range(400, 8);
  EXPECT_EQ(declaration_elements(declaration), layout.elements());
  EXPECT_EQ(declaration_hash(declaration), layout.hash(62));

  Layout attest;
  attest.range(500, 8).range(600, 8);
  EXPECT_EQ(attest_hash(digest_from(500), digest_from(600)), attest.hash(63));

  Layout statement;
  vote_key(statement.range(100, 8).range(200, 8), 300).limbs({9, 10, 11, 12}).limbs({1, 2, 3, 4});
  statement.range(400, 8).range(700, 8).limbs({5, 0});
  EXPECT_EQ(statement_hash(statement_of(declaration, 0x000c'000b'000a'0009, digest_from(700), 5)),
            statement.hash(101));
}

UptimeClaim sample_claim() {
  UptimeClaim c;
  c.chain_id = digest_from(100);
  c.address = digest_from(200);
  c.key_digest = digest_from(300);
  c.rotation_count = 0x0002'0001;
  c.nonce = 0x0004'0003;
  c.epoch = 0x0008'0007'0006'0005;
  c.window_start = 0x1'0000'0000 + 7;
  c.window_end = 0x1'0000'0000 + 7 + 3 * 3600;
  c.head_hash = digest_from(400);
  c.head_height = 0x0010'000f'000e'000d;
  return c;
}
Layout sample_claim_layout() {
  Layout layout;
  layout.range(100, 8).range(200, 8).range(300, 8).limbs({1, 2}).limbs({3, 4});
  layout.limbs({5, 6, 7, 8}).limbs({7, 0, 1, 0}).limbs({7 + 3 * 3600, 0, 1, 0});
  return layout.range(400, 8).limbs({13, 14, 15, 16});
}

TEST(Layouts, Uptime) {
  const Layout layout = sample_claim_layout();
  EXPECT_EQ(claim_elements(sample_claim()), layout.elements());
  EXPECT_EQ(claim_hash(sample_claim()), layout.hash(64));

  const UptimeRecord before{5, 0x1'0000'0000, 0x1'0000'0000};
  Layout statement = layout;
  statement.range(500, 8).limbs({3}).limbs({5}).limbs({0, 0, 1, 0}).limbs({0, 0, 1, 0});
  statement.limbs({8}).limbs({7 + 3 * 3600, 0, 1, 0}).limbs({0, 0, 1, 0});
  EXPECT_EQ(statement_hash(statement_of(sample_claim(), digest_from(500), before)),
            statement.hash(102));
}

TEST(Layouts, Validator) {
  const ValidatorLeaf leaf{digest_from(100),
                           digest_from(200),
                           parameter_from(300),
                           0x4'0003'0002'0001,
                           0x8'0007'0006'0005,
                           0x000a'0009,
                           5,
                           720};
  Layout layout;
  layout.range(100, 8).range(200, 8).range(300, 4).limbs({1, 2, 3, 4}).limbs({5, 6, 7, 8});
  layout.limbs({9, 10}).limbs({5}).limbs({720});
  EXPECT_EQ(validator_hash(leaf), layout.hash(22));
  EXPECT_EQ(statement_digest(kValidatorTable, values_of(kValidatorFields, leaf)), layout.hash(22));
}

TEST(Layouts, StateAndHistory) {
  Layout state;
  state.range(100, 8).limbs({1, 2}).limbs({3, 4}).limbs({5, 6, 7, 8});
  EXPECT_EQ(state_root({digest_from(100), 0x2'0001, 0x4'0003, 0x8'0007'0006'0005}), state.hash(20));
  Layout block;
  block.range(100, 8).limbs({1, 2, 3, 4}).range(200, 8).limbs({5, 6, 7, 8});
  EXPECT_EQ(
      block_leaf_hash({digest_from(100), 0x4'0003'0002'0001, digest_from(200), 0x8'0007'0006'0005}),
      block.hash(24));
}

TEST(Layouts, Constants) {
  Layout nonce;
  nonce.range(100, 8).limbs({1, 2, 3, 4}).range(200, 8);
  EXPECT_EQ(epoch_nonce(digest_from(100), 0x4'0003'0002'0001, digest_from(200)), nonce.hash(28));
  EXPECT_EQ(genesis_beacon(digest_from(100)), Layout().range(100, 8).hash(27));
  std::array<std::uint8_t, 32> bytes;
  Layout chain;
  for (std::uint8_t i = 0; i < 32; ++i) bytes[i] = static_cast<std::uint8_t>(200 + i);
  for (std::uint64_t i = 0; i < 16; ++i) chain.limbs({200 + 2 * i + 256 * (201 + 2 * i)});
  EXPECT_EQ(chain_id_of(bytes), chain.hash(26));
}

// A tree of `depth` levels, every node made by itself.
Digest tree_naive(unsigned depth, const std::vector<Digest>& leaves, const Digest& empty) {
  std::vector<Digest> level(std::size_t{1} << depth, empty);
  std::copy(leaves.begin(), leaves.end(), level.begin());
  for (; level.size() > 1; level.resize(level.size() / 2)) {
    for (std::size_t i = 0; i < level.size() / 2; ++i) {
      level[i] = compress(level[2 * i], level[2 * i + 1]);
    }
  }
  return level[0];
}

TEST(Layouts, LeftPackedTrees) {
  for (const std::size_t n : {0, 1, 2, 3, 37, 512}) {
    std::vector<Digest> hashes, tx_leaves, list_leaves;
    for (std::size_t i = 0; i < n; ++i) {
      hashes.push_back(digest_from(10 * i));
      tx_leaves.push_back(Layout().range(10 * i, 8).hash(23));
      list_leaves.push_back(Layout().range(10 * i, 8).hash(65));
    }
    EXPECT_EQ(tx_root(hashes), tree_naive(10, tx_leaves, Layout().hash(23))) << n;
    EXPECT_EQ(statement_list_root(hashes), tree_naive(10, list_leaves, Layout().hash(65))) << n;
  }
  EXPECT_EQ(empty_tree_root(kTransactionDepth, Tag::kTxLeaf), tx_root({}));
  EXPECT_EQ(validator_set_root({}), empty_tree_root(kValidatorSetDepth, Tag::kValidator));
}

// Each field of a table is bound to one member: another value there changes that value alone.
template <class S, std::size_t kFields>
void every_field_is_bound_once(const FieldTable& table,
                               const std::array<BoundField<S>, kFields>& bound) {
  const FieldValues zeros = values_of(bound, S{});
  std::set<Digest> seen = {statement_digest(table, zeros)};
  for (std::size_t i = 0; i < kFields; ++i) {
    FieldValues values = zeros;
    if (std::holds_alternative<Digest>(values[i])) {
      values[i] = digest_from(1);
    } else if (std::holds_alternative<PublicParameter>(values[i])) {
      values[i] = parameter_from(1);
    } else {
      values[i] = std::uint64_t{1};
    }
    const S changed = struct_of(bound, values);
    EXPECT_NE(changed, S{}) << table.family << ' ' << i;
    EXPECT_EQ(values_of(bound, changed), values) << table.family << ' ' << i;
    EXPECT_TRUE(seen.insert(statement_digest(table, values)).second) << table.family << ' ' << i;
  }
  EXPECT_EQ(table.family, info_of(table.tag).name);
}

TEST(Layouts, EveryFieldIsBoundOnce) {
  every_field_is_bound_once(kAccountTable, kAccountFields);
  every_field_is_bound_once(kTransactionTable, kTransactionFields);
  every_field_is_bound_once(kKeyChangeTable, kKeyChangeFields);
  every_field_is_bound_once(kTransactionStatementTable, kTransactionStatementFields);
  every_field_is_bound_once(kIdentityDeclarationTable, kIdentityDeclarationFields);
  every_field_is_bound_once(kIdentityStatementTable, kIdentityStatementFields);
  every_field_is_bound_once(kUptimeClaimTable, kUptimeClaimFields);
  every_field_is_bound_once(kUptimeStatementTable, kUptimeStatementFields);
  every_field_is_bound_once(kStateTable, kStateFields);
  every_field_is_bound_once(kBlockLeafTable, kBlockLeafFields);
  every_field_is_bound_once(kValidatorTable, kValidatorFields);
  every_field_is_bound_once(kHeaderTable, kHeaderFields);
}

}  // namespace
}  // namespace rpp
