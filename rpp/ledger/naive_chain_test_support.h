// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include <algorithm>
#include <map>
#include <set>
#include <vector>

#include "rpp/chain/roots.h"
#include "rpp/ledger/genesis.h"
#include "rpp/ledger/ledger.h"

// For tests: the rules of a block once more, as plainly as statements.md says them. Accounts are a
// map, every root is made from nothing, whoever tries something copies the whole chain first.
namespace rpp::testing {

using Wide = __uint128_t;

// The root of a left-packed tree: levels with the empty subtree at their ends.
inline Digest naive_root(unsigned depth, Tag tag, std::vector<Digest> level) {
  Digest empty = hash_empty(tag);
  for (unsigned k = 0; k < depth; ++k) {
    if (level.size() % 2 != 0) level.push_back(empty);
    std::vector<Digest> above;
    for (std::size_t i = 0; i < level.size(); i += 2) {
      above.push_back(compress(level[i], level[i + 1]));
    }
    level = above;
    empty = compress(empty, empty);
  }
  return level.empty() ? empty : level[0];
}

inline Digest naive_history(const std::vector<BlockLeaf>& blocks) {
  std::vector<Digest> hashes;
  for (const BlockLeaf& leaf : blocks) hashes.push_back(block_leaf_hash(leaf));
  return naive_root(32, Tag::kBlock, hashes);
}

struct NaiveChain {
  Protocol protocol;
  Digest chain_id;
  std::map<Digest, Account> accounts;  // without the sentinel; link fields unused
  std::vector<Digest> order;           // addresses by position, from position 1
  std::vector<ValidatorLeaf> validators;
  const std::vector<BlockLeaf>* blocks = nullptr;  // before the block to come
  Digest epoch_nonce;                              // of the block to come

  static NaiveChain from_genesis(const Genesis& genesis, const Ledger& ledger) {
    NaiveChain chain;
    chain.protocol = genesis.protocol;
    chain.chain_id = ledger.chain_id();
    for (const GenesisAccount& g : genesis.accounts) {
      Account a;
      a.address = a.wallet_key = g.address;
      a.balance = g.balance;
      a.stake = g.stake;
      a.hours = g.hours;
      a.nonce = 1;
      a.window_end = a.last_decay = genesis.time;
      a.vote_key = g.vote_key;
      a.flags = g.validator ? 1 : 0;
      chain.accounts[g.address] = a;
      chain.order.push_back(g.address);
    }
    chain.restand();
    chain.renew(0);
    return chain;
  }

  // Scores of all accounts, whether they were written or not.
  void restand() {
    for (auto& [address, a] : accounts) {
      const std::uint64_t score = 400'000 + 300'000 * std::uint64_t{a.hours} / (a.hours + 24) +
                                  300'000 * std::uint64_t{a.successes} / (a.successes + 128ull);
      a.reputation = static_cast<std::uint32_t>(score);
      a.tier = 1;
      if (a.hours >= 24) a.tier = 2;
      if (a.tier == 2 && a.successes >= 10) a.tier = 3;
      if (a.tier == 3 && a.successes >= 100) a.tier = 4;
      if (a.tier == 4 && score >= 750'000) a.tier = 5;
    }
  }

  std::size_t flagged() const {
    return static_cast<std::size_t>(
        std::ranges::count_if(accounts, [](const auto& entry) { return entry.second.flags == 1; }));
  }

  void renew(std::uint64_t boundary) {
    validators.clear();
    for (const auto& [address, a] : accounts) {
      if (a.flags == 0) continue;
      const bool current =
          a.vote_key.activation_height <= boundary + 1 || a.previous_vote_key.root == Digest{};
      const VoteKey& key = current ? a.vote_key : a.previous_vote_key;
      const std::uint64_t power = a.stake / protocol.power_unit;
      validators.push_back({address, key.root, key.pp, key.first_slot, key.activation_height,
                            power == 0 ? 1 : static_cast<std::uint32_t>(power), a.tier, a.hours});
    }
  }

  Digest validator_root() const {
    std::vector<Digest> leaves;
    for (const ValidatorLeaf& leaf : validators) leaves.push_back(validator_hash(leaf));
    return naive_root(8, Tag::kValidator, leaves);
  }

  // The accounts by position with their links, from sorting alone.
  std::vector<Account> leaves() const {
    std::map<Digest, std::uint32_t> positions = {{Digest{}, 0}};
    for (std::uint32_t i = 0; i < order.size(); ++i) positions[order[i]] = i + 1;
    std::vector<Account> out(order.size() + 1);
    for (auto it = positions.begin(); it != positions.end(); ++it) {
      Account& a = out[it->second];
      if (it->second != 0) a = accounts.at(it->first);
      const auto next = std::next(it);
      if (next == positions.end()) continue;
      a.next_address = next->first;
      a.next_index = next->second;
    }
    return out;
  }

  Digest state() const {
    std::vector<Digest> hashes;
    std::uint64_t supply = 0;
    for (const Account& a : leaves()) {
      hashes.push_back(account_hash(a));
      supply += a.balance + a.stake;
    }
    return state_root({naive_root(32, Tag::kAccount, hashes),
                       static_cast<std::uint32_t>(order.size() + 1),
                       static_cast<std::uint32_t>(flagged()), supply});
  }

  // Each of the following is one statement at a height and time: true and done, or false and the
  // chain may be half changed.

  bool identity(std::uint64_t height, std::uint64_t time, const BlockIdentity& identity) {
    const IdentityDeclaration& d = identity.declaration;
    std::set<std::uint32_t> members;
    std::uint32_t last = 0;
    for (const BlockAttestation& a : identity.attestations) {
      if (a.member >= validators.size() || (!members.empty() && a.member < last)) return false;
      if (!members.insert(last = a.member).second) return false;
    }
    const bool good = d.chain_id == chain_id && d.epoch == height / protocol.epoch_length &&
                      d.epoch_nonce == epoch_nonce && members.size() >= 3 && members.size() <= 8 &&
                      d.vote_key.activation_height >= height + 2 * protocol.epoch_length &&
                      d.address != Digest{} && !accounts.contains(d.address);
    if (!good) return false;
    Account a;
    a.address = a.wallet_key = d.address;
    a.nonce = 1;
    a.vote_key = d.vote_key;
    a.window_end = a.last_decay = time;
    accounts[d.address] = a;
    order.push_back(d.address);
    restand();
    return true;
  }

  bool claim(std::uint64_t time, const UptimeClaim& c) {
    if (!accounts.contains(c.address) || c.chain_id != chain_id) return false;
    Account& a = accounts.at(c.address);
    if (a.wallet_key != c.key_digest || a.rotation_count != c.rotation_count) return false;
    if (a.nonce != c.nonce || c.nonce < 1 || c.nonce >= 16384 - 64) return false;
    const Wide start = c.window_start, end = c.window_end;
    if (start >= end || start < a.window_end || end - start > 86'400) return false;
    if (end > time || time > end + 3600) return false;
    if (c.head_height >= blocks->size()) return false;
    const BlockLeaf& head = (*blocks)[c.head_height];
    if (head.block_hash != c.head_hash || head.timestamp > end ||
        head.timestamp + Wide{3600} <= end)
      return false;
    if (c.epoch != c.head_height / protocol.epoch_length) return false;
    const std::uint64_t credit = static_cast<std::uint64_t>(end - start) / 3600;
    if (credit < 1) return false;
    // Day by day.
    while (a.last_decay + 86'400 <= c.window_end) {
      a.last_decay += 86'400;
      if (a.hours > 0) a.hours -= 1;
    }
    for (std::uint64_t h = 0; h < credit && a.hours < 720; ++h) a.hours += 1;
    a.window_end = c.window_end;
    a.nonce += 1;
    restand();
    return true;
  }

  bool transaction(std::uint64_t height, const BlockTransaction& signed_transaction) {
    const Transaction& t = signed_transaction.body;
    if (t.chain_id != chain_id || t.kind > 3 ||
        t.expiry_height < std::max<std::uint64_t>(height, 1))
      return false;
    if (t.nonce < 1 || t.nonce > 16383 || (t.kind != 1 && t.nonce > 16383 - 64)) return false;
    if ((t.amount == 0) != (t.kind == 1) || (Wide{t.amount} + t.fee) >> 64 != 0) return false;
    if (t.kind != 0 && t.to != t.from) return false;
    if ((t.kind == 1) != signed_transaction.change.has_value()) return false;
    if (!accounts.contains(t.from)) return false;
    Account& a = accounts.at(t.from);
    if (a.wallet_key != t.key_digest || a.rotation_count != t.rotation_count || a.nonce != t.nonce)
      return false;
    if (a.tier < (t.kind == 1 ? 1u : 2u)) return false;
    if (Wide{a.balance} < Wide{t.fee} + (t.kind == 3 ? 0 : t.amount)) return false;
    a.balance -= t.fee;
    a.nonce += 1;
    const std::uint64_t earliest = height + 2 * protocol.epoch_length;
    if (t.kind == 0) {
      if (!accounts.contains(t.to)) return false;
      a.balance -= t.amount;
      accounts.at(t.to).balance += t.amount;
    } else if (t.kind == 1) {
      const KeyChange& change = *signed_transaction.change;
      const VoteKey& next = change.vote_key;
      if (key_change_hash(change) != t.memo_digest || change.wallet_key == a.wallet_key)
        return false;
      if (next.root == a.vote_key.root && next.pp == a.vote_key.pp &&
          next.first_slot == a.vote_key.first_slot) {
        if (next.activation_height != a.vote_key.activation_height) return false;
      } else {
        if (next.activation_height < earliest) return false;
        if (a.flags == 1 && a.vote_key.activation_height > height) return false;
        a.previous_vote_key = a.flags == 1 ? a.vote_key : VoteKey{};
        a.vote_key = next;
      }
      a.wallet_key = change.wallet_key;
      a.nonce = 1;
      a.rotation_count += 1;
    } else if (t.kind == 2) {
      a.balance -= t.amount;
      a.stake += t.amount;
      if (a.flags == 0 && a.stake >= protocol.stake_minimum) {
        if (a.vote_key.root == Digest{} || flagged() == 256) return false;
        a.flags = 1;
        a.previous_vote_key = {};
        a.vote_key.activation_height = std::max(a.vote_key.activation_height, earliest);
      }
    } else {
      if (a.stake < t.amount) return false;
      a.stake -= t.amount;
      a.balance += t.amount;
      if (a.flags == 1 && a.stake < protocol.stake_minimum) {
        if (flagged() == 4) return false;
        a.flags = 0;
      }
    }
    restand();
    return true;
  }

  // After the statements of a block, all of which were done.
  void finish(const BlockHeader& header, std::uint64_t fees) {
    Account& proposer = accounts.at(header.proposer);
    proposer.balance += fees;
    proposer.successes += 1;
    restand();
    if ((header.height + 1) % protocol.epoch_length == 0) renew(header.height);
  }
};

}  // namespace rpp::testing
