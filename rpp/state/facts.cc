// SPDX-License-Identifier: Apache-2.0 OR MIT
#include "rpp/state/facts.h"

#include <algorithm>
#include <map>

#include "rpp/chain/epoch.h"
#include "rpp/chain/score.h"
#include "rpp/hash/merkle_tree.h"
#include "rpp/ledger/effects.h"
#include "rpp/ledger/validator_set.h"

namespace rpp {
namespace {

// The accounts of a block, while its statements follow each other.
class Replay {
 public:
  Replay(const StateRules& rules, const StateWitness& witness)
      : protocol_(protocol_of(rules)),
        witness_(witness),
        block_{protocol_, witness.chain_id, witness.height, witness.timestamp,
               SignatureCheck::kProven} {
    for (std::uint32_t i = 0; i < witness.accounts.size(); ++i) {
      const Account& account = witness.accounts[i].account;
      now_.push_back(account);
      // Nobody has the sentinel's address 0.
      if (account.address != Digest{}) numbers_.emplace(account.address, i);
    }
  }

  StateFacts run() {
    facts_.epoch = epoch_of(witness_.height, protocol_.epoch_length);
    facts_.boundary = is_epoch_boundary(witness_.height, protocol_.epoch_length);
    facts_.min_activation = min_activation(witness_.height, protocol_.epoch_length);
    facts_.after = witness_.state;
    for (const UptimeStatement& record : witness_.records) add_record(record);
    for (const TransactionWithChange& t : witness_.transactions) add_transaction(t);
    pay_proposer();
    close_accounts();
    if (facts_.boundary) elect();
    show();
    return std::move(facts_);
  }

 private:
  AccountAccess open(const Digest& address) const {
    const auto found = numbers_.find(address);
    if (found == numbers_.end()) return {};
    return {found->second, now_[found->second], now_[found->second]};
  }
  void close(const AccountAccess& access) {
    if (access.account) now_[*access.account] = access.after;
  }

  void add_record(const UptimeStatement& record);
  void add_transaction(const TransactionWithChange& transaction);
  void pay_proposer();
  void close_accounts();
  void elect();
  void show();

  const Protocol protocol_;
  const StateWitness& witness_;
  const BlockContext block_;
  std::map<Digest, std::uint32_t> numbers_;
  std::vector<Account> now_;
  StateFacts facts_;
};

void Replay::add_record(const UptimeStatement& record) {
  RecordFacts facts;
  facts.access = open(record.address);
  if (facts.access.account) {
    write_record(record.after, facts.access.after);
    update_standing(facts.access.after);
  }
  close(facts.access);
  facts.digest = statement_hash(record);
  facts.leaf = list_leaf(facts.digest);
  facts_.records.push_back(std::move(facts));
}

void Replay::add_transaction(const TransactionWithChange& transaction) {
  const Transaction& body = transaction.body;
  StateTransactionFacts facts;
  facts.validators_before = facts_.after.validator_count;
  facts.sender = open(body.from);
  if (facts.sender.account) {
    send(block_, transaction, facts.sender.after, facts_.after.validator_count);
  }
  close(facts.sender);
  facts.validators_after = facts_.after.validator_count;
  if (body.is(TransactionKind::kTransfer)) {
    // After the sender's write: it may be the same account.
    facts.recipient = open(body.to);
    if (facts.recipient->account) receive(body, facts.recipient->after);
    close(*facts.recipient);
  }
  facts.hash = transaction_hash(body);
  facts.leaf = tx_leaf(facts.hash);
  facts_.fields.fee_total += body.fee;
  facts_.transactions.push_back(std::move(facts));
}

void Replay::pay_proposer() {
  facts_.proposer = open(witness_.proposer);
  if (!facts_.proposer.account) return;
  reward(facts_.fields.fee_total, facts_.proposer.after);
  update_standing(facts_.proposer.after);
  close(facts_.proposer);
}

// A node of the tree after, and a path that leads through it.
struct Node {
  std::uint32_t index;
  Digest digest;
  const MerklePath* path;
};

// The parents of nodes at `level`, which are in order. A node that no path leads through is as
// before.
std::vector<Node> parents_of(const std::vector<Node>& nodes, unsigned level) {
  std::vector<Node> parents;
  for (std::size_t i = 0; i < nodes.size(); ++i) {
    const Node& node = nodes[i];
    const Digest* other = &(*node.path)[level];
    const bool right = (node.index & 1) != 0;
    if (!right && i + 1 < nodes.size() && nodes[i + 1].index == node.index + 1) {
      other = &nodes[++i].digest;
    }
    const Digest digest = right ? compress(*other, node.digest) : compress(node.digest, *other);
    parents.push_back({node.index >> 1, digest, node.path});
  }
  return parents;
}

// The accounts root after. Of two leaves at one position, which is against the rules, the first
// counts.
Digest root_after(const StateWitness& witness, const std::vector<OpenedAccountFacts>& facts) {
  if (facts.empty()) return witness.state.accounts_root;
  std::map<std::uint32_t, Node> leaves;
  for (std::size_t i = 0; i < facts.size(); ++i) {
    const AccountOpening& opening = witness.accounts[i];
    leaves.emplace(opening.index, Node{opening.index, facts[i].leaf_after, &opening.path});
  }
  std::vector<Node> nodes;
  for (const auto& [index, leaf] : leaves) nodes.push_back(leaf);
  for (unsigned level = 0; level < kAccountDepth; ++level) nodes = parents_of(nodes, level);
  return nodes[0].digest;
}

void Replay::close_accounts() {
  for (std::size_t i = 0; i < now_.size(); ++i) {
    const AccountOpening& opening = witness_.accounts[i];
    OpenedAccountFacts facts;
    facts.after = now_[i];
    facts.leaf_before = account_hash(opening.account);
    facts.leaf_after = now_[i] == opening.account ? facts.leaf_before : account_hash(now_[i]);
    facts.root_before = root_from_path(facts.leaf_before, opening.index, opening.path);
    facts_.accounts.push_back(std::move(facts));
    if (now_[i].is_validator()) ++facts_.flagged;
  }
  facts_.after.accounts_root = root_after(witness_, facts_.accounts);
}

void Replay::elect() {
  std::vector<std::pair<Digest, std::uint32_t>> elected;
  for (std::uint32_t i = 0; i < now_.size(); ++i) {
    if (now_[i].is_validator()) elected.emplace_back(now_[i].address, i);
  }
  std::ranges::sort(elected);
  if (elected.size() > kMaxValidators) elected.resize(kMaxValidators);
  for (const auto& [address, number] : elected) {
    ValidatorFacts facts;
    facts.account = number;
    facts.leaf = validator_leaf(now_[number], protocol_, witness_.height);
    facts.hash = validator_hash(facts.leaf);
    facts_.validators.push_back(std::move(facts));
  }
}

template <class Facts>
std::vector<Digest> each(const std::vector<Facts>& facts, Digest Facts::* member) {
  std::vector<Digest> digests;
  digests.reserve(facts.size());
  for (const Facts& one : facts) digests.push_back(one.*member);
  return digests;
}

void Replay::show() {
  StatePublic& fields = facts_.fields;
  fields.chain_id = witness_.chain_id;
  fields.height = witness_.height;
  fields.epoch = facts_.epoch;
  fields.timestamp = witness_.timestamp;
  fields.state_root_before = state_root(witness_.state);
  fields.state_root_after = state_root(facts_.after);
  fields.tx_root = packed_root(kTransactionDepth, Tag::kTxLeaf,
                               each(facts_.transactions, &StateTransactionFacts::leaf));
  fields.transaction_count = static_cast<std::uint32_t>(facts_.transactions.size());
  fields.proposer = witness_.proposer;
  fields.uptime_list_root =
      packed_root(kStatementListDepth, Tag::kList, each(facts_.records, &RecordFacts::leaf));
  fields.uptime_count = static_cast<std::uint32_t>(facts_.records.size());
  fields.next_validator_set_root_before = witness_.next_validator_set_root;
  fields.next_validator_set_root_after =
      facts_.boundary ? packed_root(kValidatorSetDepth, Tag::kValidator,
                                    each(facts_.validators, &ValidatorFacts::hash))
                      : witness_.next_validator_set_root;
}

// The first list or path of another length than there are.
std::optional<StateError> check_sizes(const StateWitness& witness) {
  if (witness.accounts.size() > kMaxOpenedAccounts) return StateError{StateRule::kAccountCount, {}};
  for (std::uint32_t i = 0; i < witness.accounts.size(); ++i) {
    if (witness.accounts[i].path.size() != kAccountDepth) {
      return StateError{StateRule::kPathLength, {.item = i}};
    }
  }
  if (witness.records.size() > kMaxUptimeRecords) return StateError{StateRule::kRecordCount, {}};
  if (witness.transactions.size() > kMaxTransactions) {
    return StateError{StateRule::kTransactionCount, {}};
  }
  return std::nullopt;
}

StateError no_element(std::uint32_t item, std::string_view list) {
  return {StateRule::kElementRange, {.item = item, .part = {}, .field = list}};
}

}  // namespace

std::optional<StateError> check_shape(const StateWitness& witness) noexcept {
  if (const auto error = check_sizes(witness)) return error;
  constexpr std::uint32_t kEnd = Element::kPrime;
  for (std::uint32_t i = 0; i < witness.accounts.size(); ++i) {
    const Account& account = witness.accounts[i].account;
    if (account.tier >= kEnd || account.hours >= kEnd || account.flags >= kEnd) {
      return no_element(i, "accounts");
    }
  }
  for (std::uint32_t i = 0; i < witness.records.size(); ++i) {
    const UptimeStatement& record = witness.records[i];
    if (record.credited >= kEnd || record.before.hours >= kEnd || record.after.hours >= kEnd) {
      return no_element(i, "records");
    }
  }
  for (std::uint32_t i = 0; i < witness.transactions.size(); ++i) {
    const TransactionWithChange& transaction = witness.transactions[i];
    if (transaction.body.kind >= kEnd) return no_element(i, "transactions");
    if (transaction.body.is(TransactionKind::kRotation) != transaction.change.has_value()) {
      return StateError{StateRule::kKeyChangePresence, {.item = i}};
    }
  }
  return std::nullopt;
}

StateFacts state_facts(const StateRules& rules, const StateWitness& witness) noexcept {
  return Replay(rules, witness).run();
}

}  // namespace rpp
