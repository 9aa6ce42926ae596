// SPDX-License-Identifier: Apache-2.0 OR MIT
#include <gtest/gtest.h>

#include <map>
#include <memory>

#include "rpp/ledger/block_test_support.h"
#include "rpp/xmss/leaves.h"
#include "rpp/xmss/xmss_test_support.h"

namespace rpp::testing {
namespace {

constexpr unsigned kVoteKeyHeight = 8;  // four leaves for attestations, from 252

// A network whose keys exist: wallet keys built for their first nonces, vote keys as a whole.
class SignedWorld : public ::testing::Test {
 protected:
  struct Owner {
    std::unique_ptr<XmssKey> wallet, vote;
  };

  SignedWorld() {
    Genesis genesis = small_genesis(0, 0);
    genesis.protocol.vote_key_height = kVoteKeyHeight;
    for (std::uint64_t k = 0; k < 5; ++k) {
      Owner owner = make_owner(k);
      GenesisAccount account;
      account.address = key_digest(owner.wallet->public_key());
      account.balance = 10'000;
      account.hours = 30;
      account.validator = k < 4;
      account.stake = account.validator ? 1000 : 0;
      account.vote_key = vote_key(owner, 0);
      owners_.emplace(account.address, std::move(owner));
      genesis.accounts.push_back(account);
    }
    std::ranges::sort(genesis.accounts, {}, &GenesisAccount::address);
    bench_ = std::make_unique<BlockBench>(BlockBench{ledger_of(genesis), {}, {}});
    for (int i = 0; i < 2; ++i) apply_empty(bench_->ledger, 3000);
    newcomer_ = make_owner(9);
    fill();
  }

  static Owner make_owner(std::uint64_t k) {
    p3::ThreadPool pool(1);
    const KeyShape shape{KeyKind::kWallet, kWalletHeight, 0, 5};
    return {std::make_unique<XmssKey>(seed_number(2 * k + 1), shape, pool),
            std::make_unique<XmssKey>(seed_number(2 * k + 2),
                                      KeyShape::whole(KeyKind::kVote, kVoteKeyHeight), pool)};
  }
  static VoteKey vote_key(const Owner& owner, std::uint64_t activation) {
    const PublicKey& key = owner.vote->public_key();
    return {key.root, key.pp, 0, activation};
  }

  // One statement of each kind, signed at attempt 0, 1 and 3.
  void fill() {
    const Ledger& ledger = bench_->ledger;
    bench_->header = proposal(ledger, 3000);
    const auto& validators = ledger.validators();
    const Account from = bench_->account(validators[0].address);
    BlockTransaction t = transfer(ledger, from, validators[1].address, 10);
    const XmssKey& wallet = *owners_.at(from.address).wallet;
    t.key = wallet.public_key();
    t.signature = sign_once(wallet, 4 * from.nonce + 3, transaction_hash(t.body));
    bench_->body.transactions = {t};

    const Account claimant = bench_->account(validators[2].address);
    BlockClaim c = claim_of(ledger, claimant, 3000);
    const XmssKey& other = *owners_.at(claimant.address).wallet;
    c.key = other.public_key();
    c.signature = sign_once(other, 4 * claimant.nonce + 1, claim_hash(c.claim));
    bench_->body.uptime = {c};
    fill_identity();
  }

  void fill_identity() {
    const Ledger& ledger = bench_->ledger;
    const PublicKey key = newcomer_.wallet->public_key();
    BlockIdentity identity =
        identity_of(ledger, key_digest(key), vote_key(newcomer_, earliest_activation(ledger)));
    const Digest declaration = declaration_hash(identity.declaration);
    identity.key = key;
    identity.signature = sign_once(*newcomer_.wallet, 0, declaration);
    std::uint32_t leaf = vote_leaves(kVoteKeyHeight);
    for (BlockAttestation& attestation : identity.attestations) {
      const Digest& member = ledger.validators()[attestation.member].address;
      attestation.signature =
          sign_once(*owners_.at(member).vote, leaf++, attest_hash(declaration, member));
    }
    bench_->body.identities = {identity};
  }

  std::string outcome(SignatureCheck check = SignatureCheck::kVerify) {
    const auto done = bench_->ledger.complete(bench_->header, bench_->body, check);
    return done ? "good" : describe(done.error());
  }

  std::map<Digest, Owner> owners_;
  Owner newcomer_;
  std::unique_ptr<BlockBench> bench_;
};

TEST_F(SignedWorld, GoodSignaturesAreAccepted) {
  EXPECT_EQ(outcome(), "good");
  const BlockHeader header = bench_->completed();
  EXPECT_TRUE(bench_->ledger.apply({header, bench_->body}, SignatureCheck::kVerify));
}

TEST_F(SignedWorld, TransactionSignatures) {
  const std::string bad = "transaction_signature: transaction 0";
  const BlockTransaction good = bench_->body.transactions[0];
  BlockTransaction& t = bench_->body.transactions[0];
  const XmssKey& wallet = *owners_.at(good.body.from).wallet;
  const Digest hash = transaction_hash(good.body);
  t.signature = sign_once(wallet, 4 * good.body.nonce, hash);
  EXPECT_EQ(outcome(), "good");
  // A leaf of another nonce, whatever it signs; another message; another key.
  for (const std::uint32_t leaf : {4 * good.body.nonce - 1, 4 * good.body.nonce + 4}) {
    t.signature = sign_once(wallet, leaf, hash);
    EXPECT_EQ(outcome(), bad) << leaf;
  }
  t = good;
  t.body.amount += 1;
  EXPECT_EQ(outcome(), bad);
  t = good;
  t.signature.path[15][0] += Element::one();
  EXPECT_EQ(outcome(), bad);
  t = good;
  t.signature = {};
  EXPECT_EQ(outcome(), bad);
  EXPECT_EQ(outcome(SignatureCheck::kProven), "good");
  t = good;
  t.key = newcomer_.wallet->public_key();
  t.signature = sign_once(*newcomer_.wallet, 4 * good.body.nonce, hash);
  EXPECT_EQ(outcome(), bad);
}

// A vote key's digest as a wallet key: its height is another one.
TEST_F(SignedWorld, WalletKeysHaveTheirHeight) {
  BlockTransaction& t = bench_->body.transactions[0];
  const XmssKey& vote = *newcomer_.vote;
  t.key = vote.public_key();
  bench_->ledger = with_account(bench_->ledger, t.body.from,
                                [&](Account& a) { a.wallet_key = key_digest(t.key); });
  bench_->header = proposal(bench_->ledger, 3000);
  t.body.key_digest = key_digest(t.key);
  t.signature = sign_once(vote, 4 * t.body.nonce, transaction_hash(t.body));
  bench_->body = {{}, {}, {t}};
  EXPECT_EQ(outcome(), "transaction_signature: transaction 0");
}

TEST_F(SignedWorld, ClaimSignatures) {
  const BlockClaim good = bench_->body.uptime[0];
  BlockClaim& c = bench_->body.uptime[0];
  c.claim.window_start -= 3;
  EXPECT_EQ(outcome(), "uptime_signature: uptime 0");
  c = good;
  const XmssKey& wallet = *owners_.at(c.claim.address).wallet;
  c.signature = sign_once(wallet, 4 * c.claim.nonce + 4, claim_hash(c.claim));
  EXPECT_EQ(outcome(), "uptime_signature: uptime 0");
}

TEST_F(SignedWorld, IdentitySignatures) {
  const BlockIdentity good = bench_->body.identities[0];
  BlockIdentity& identity = bench_->body.identities[0];
  const Digest declaration = declaration_hash(good.declaration);
  identity.signature = sign_once(*newcomer_.wallet, 3, declaration);
  EXPECT_EQ(outcome(), "good");
  identity.signature = sign_once(*newcomer_.wallet, 4, declaration);  // nonce 1
  EXPECT_EQ(outcome(), "identity_signature: identity 0");
  identity = good;
  identity.declaration.vote_key.first_slot += 1;
  EXPECT_EQ(outcome(), "identity_signature: identity 0");
}

TEST_F(SignedWorld, AttestationSignatures) {
  const BlockIdentity good = bench_->body.identities[0];
  BlockIdentity& identity = bench_->body.identities[0];
  const Digest declaration = declaration_hash(good.declaration);
  const std::string bad = "attestation_signature: identity 0, attestation 1";
  const Digest member = bench_->ledger.validators()[good.attestations[1].member].address;
  const XmssKey& vote = *owners_.at(member).vote;
  // At a leaf for votes, even the last of them; another member's attestation.
  identity.attestations[1].signature =
      sign_once(vote, vote_leaves(kVoteKeyHeight) - 1, attest_hash(declaration, member));
  EXPECT_EQ(outcome(), bad);
  identity = good;
  identity.attestations[1].signature = identity.attestations[0].signature;
  EXPECT_EQ(outcome(), bad);
  identity = good;
  identity.attestations[1].member = 2;
  EXPECT_EQ(outcome(), bad);
}

}  // namespace
}  // namespace rpp::testing
