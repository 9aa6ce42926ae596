// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include <algorithm>
#include <string>
#include <vector>

#include "p3/base/split_mix.h"
#include "rpp/ledger/ledger.h"

// For tests: a small network, and statements that fit its state. Keys are digests out of thin air:
// blocks are applied as proven.
namespace rpp::testing {

inline Digest digest_of(std::uint64_t k) {
  return HashInput(Tag::kTxRemoved)
      .digest(HashInput(Tag::kSecretSeed)
                  .elements(u64_limbs(k))
                  .elements(u64_limbs(0))
                  .elements(u64_limbs(0))
                  .elements(u64_limbs(0))
                  .hash())
      .hash();
}

inline VoteKey vote_key_of(std::uint64_t k, std::uint64_t activation_height) {
  VoteKey key{digest_of(k), {}, k % 1000, activation_height};
  key.pp[0] = Element::from_u64(k + 1);
  return key;
}

inline constexpr std::uint64_t kGenesisTime = 1'700'000'000;

// `validators` with stake 5000, each with hours enough for tier 2, and `others` with none to 40.
inline Genesis small_genesis(std::size_t validators = 6, std::size_t others = 10) {
  Genesis genesis;
  genesis.network = "test";
  genesis.time = kGenesisTime;
  genesis.protocol.epoch_length = 4;
  genesis.protocol.stake_minimum = 1000;
  genesis.protocol.power_unit = 100;
  for (std::size_t i = 0; i < validators + others; ++i) {
    GenesisAccount account;
    account.address = digest_of(1000 + i);
    account.validator = i < validators;
    account.balance = 100'000 + 1000 * i;
    account.stake = account.validator ? 5000 : 0;
    account.hours = account.validator ? 30 : static_cast<std::uint32_t>(4 * i % 44);
    if (account.validator || i % 3 != 0) account.vote_key = vote_key_of(2000 + i, 0);
    genesis.accounts.push_back(account);
  }
  std::ranges::sort(genesis.accounts, {}, &GenesisAccount::address);
  return genesis;
}

inline Ledger ledger_of(const Genesis& genesis) {
  return Ledger::from_genesis(genesis, digest_of(7)).value();
}

// The header of a proposal `seconds` after the head, by the first validator with an active key
// from `first` on.
inline BlockHeader proposal(const Ledger& ledger, std::uint64_t seconds, std::uint32_t first = 0) {
  BlockHeader header;
  header.timestamp = ledger.head().timestamp + seconds;
  const auto& validators = ledger.validators();
  for (std::uint32_t k = 0; k < validators.size(); ++k) {
    header.leader_index = static_cast<std::uint32_t>((first + k) % validators.size());
    if (key_active(validators[header.leader_index], ledger.height() + 1)) break;
  }
  header.leader_output = digest_of(header.timestamp);
  header.witness_commitment_root = empty_tree_root(kWitnessDepth, Tag::kWitness);
  header.reputation_root = empty_tree_root(kReputationDepth, Tag::kReputation);
  return header;
}

// A transaction of the account as it stands.
inline BlockTransaction transaction_of(const Ledger& ledger, const Account& from,
                                       TransactionKind kind, std::uint64_t amount,
                                       std::uint64_t fee) {
  BlockTransaction t;
  t.body.chain_id = ledger.chain_id();
  t.body.kind = static_cast<std::uint32_t>(kind);
  t.body.from = from.address;
  t.body.to = from.address;
  t.body.key_digest = from.wallet_key;
  t.body.amount = amount;
  t.body.fee = fee;
  t.body.rotation_count = from.rotation_count;
  t.body.nonce = from.nonce;
  t.body.expiry_height = ledger.height() + 1;
  return t;
}

inline BlockTransaction transfer(const Ledger& ledger, const Account& from, const Digest& to,
                                 std::uint64_t amount, std::uint64_t fee = 1) {
  BlockTransaction t = transaction_of(ledger, from, TransactionKind::kTransfer, amount, fee);
  t.body.to = to;
  return t;
}

inline BlockTransaction rotation(const Ledger& ledger, const Account& from, const KeyChange& change,
                                 std::uint64_t fee = 1) {
  BlockTransaction t = transaction_of(ledger, from, TransactionKind::kRotation, 0, fee);
  t.body.memo_digest = key_change_hash(change);
  t.change = change;
  return t;
}

// A claim for the window that ends now, in a block `seconds` after the head.
inline BlockClaim claim_of(const Ledger& ledger, const Account& account, std::uint64_t seconds,
                           std::uint64_t length = kHourSeconds) {
  BlockClaim out;
  UptimeClaim& c = out.claim;
  c.chain_id = ledger.chain_id();
  c.address = account.address;
  c.key_digest = account.wallet_key;
  c.rotation_count = account.rotation_count;
  c.nonce = account.nonce;
  c.epoch = ledger.height() / ledger.protocol().epoch_length;
  c.window_end = ledger.head().timestamp + std::min<std::uint64_t>(seconds, kHourSeconds - 1);
  c.window_start = c.window_end - length;
  c.head_height = ledger.height();
  c.head_hash = ledger.history().at(ledger.height()).block_hash;
  return out;
}

// The epoch nonce of the next block goes into the declaration.
inline BlockIdentity identity_of(const Ledger& ledger, const Digest& address,
                                 const VoteKey& vote_key) {
  BlockIdentity identity;
  const std::uint64_t epoch_length = ledger.protocol().epoch_length;
  identity.declaration = {ledger.chain_id(), address, vote_key,
                          (ledger.height() + 1) / epoch_length,
                          next_epoch_nonce(ledger.head(), epoch_length)};
  for (const std::uint32_t member : {0, 1, 3}) identity.attestations.push_back({member, {}});
  return identity;
}

inline std::uint64_t earliest_activation(const Ledger& ledger) {
  return min_activation(ledger.height() + 1, ledger.protocol().epoch_length);
}

}  // namespace rpp::testing
