// SPDX-License-Identifier: Apache-2.0 OR MIT
#include "rpp/state/tables/records_test_support.h"

#include <algorithm>
#include <fstream>
#include <iterator>

#include "rpp/chain/score.h"
#include "rpp/gadgets/models.h"
#include "rpp/state/air/records_model.h"
#include "rpp/state/trace/proposer_trace.h"
#include "rpp/state/trace/records_trace.h"
#include "rpp/state/trace/state_shared.h"
#include "testing/air_groups.h"
#include "testing/bus_ledger.h"
#include "testing/random_field.h"

namespace rpp::testing {
namespace {

using p3::testing::OpenTuples;
using p3::testing::TrialBatch;

constexpr std::uint64_t kTimestamp = 0x0001'0002'0000'0123;

template <class Elements>
void randomize(Elements& elements, std::uint64_t seed) {
  p3::testing::RandomField<Element> random(seed);
  for (Element& x : elements) x = random.next();
}

Account account_of(std::uint32_t i) {
  Account account;
  randomize(account.address.elements, 10 * i + 1);
  randomize(account.next_address.elements, 10 * i + 2);
  randomize(account.wallet_key.elements, 10 * i + 3);
  randomize(account.vote_key.root.elements, 10 * i + 4);
  account.next_index = 0x3'0001 + i;
  account.balance = 0x0123'ffff'89ab'cdef + i;
  account.nonce = i == 2 ? 0xffff : 0x1'0007;
  account.rotation_count = 0x2'0003;
  account.stake = 0x12'3456'789a;
  account.hours = i == 1 ? 700 : 30;
  account.successes = i == 0 ? 9 : i == 1 ? 300 : 0x2'0003;
  account.window_end = kTimestamp - 0x4'0000;
  account.last_decay = kTimestamp - 0x5'0000;
  account.flags = kValidatorFlag;
  update_standing(account);
  return account;
}

UptimeStatement record_for(const StateWitness& witness, const Account& account, std::uint64_t end) {
  UptimeStatement record;
  record.chain_id = witness.chain_id;
  record.address = account.address;
  record.key_digest = account.wallet_key;
  record.rotation_count = account.rotation_count;
  record.nonce = account.nonce;
  record.epoch = 0x1'0005;
  record.window_start = end - kHourSeconds;
  record.window_end = end;
  randomize(record.head_hash.elements, end);
  randomize(record.history_root.elements, 78);
  record.head_height = 77;
  record.credited = 1;
  record.before = record_of(account);
  record.after = {account.hours + 1, end, account.last_decay + kDecaySeconds};
  return record;
}

AccountAccess take_record(std::vector<Account>& accounts, const UptimeStatement& record) {
  const auto at = std::ranges::find(accounts, record.address, &Account::address);
  if (at == accounts.end()) return {};
  AccountAccess access{static_cast<std::uint32_t>(at - accounts.begin()), *at, *at};
  Account& after = access.after;
  after.nonce += 1;
  after.hours = record.after.hours;
  after.window_end = record.after.window_end;
  after.last_decay = record.after.last_decay;
  update_standing(after);
  *at = after;
  return access;
}

MemoryLog memory_of(const RecordBlock& block) {
  return MemoryLog(block.accounts(), block.witness.state.validator_count);
}

template <class Tuple>
std::vector<std::uint64_t> key_of(const Tuple& tuple) {
  std::vector<std::uint64_t> key;
  for (const Element& x : tuple.items) key.push_back(x.as_canonical_u64());
  return key;
}

// Words before the block, and a taker for the last version of each.
void add_memory(const RecordBlock& block, TrialBatch& batch) {
  OpenTuples open = p3::testing::open_tuples(batch)[bus::kMemory];
  std::map<std::pair<std::uint64_t, std::uint64_t>, std::vector<std::uint64_t>> last;
  for (const auto& [tuple, count] : open) {
    auto& latest = last[{tuple[0], tuple[1]}];
    if (count == Element::minus_one() && (latest.empty() || latest[2] < tuple[2])) latest = tuple;
  }
  OpenTuples rest;
  const std::vector<Account> accounts = block.accounts();
  for (const auto& [word, latest] : last) {
    if (word.first >= accounts.size() || word.second >= kAccountWords || latest.empty()) continue;
    const MemoryWord first = account_words(accounts[word.first])[word.second];
    rest[key_of(memory_tuple(element(word.first), element(word.second), element(kInitialTime),
                             first.data()))] += Element::minus_one();
    rest[latest] += Element::one();
  }
  if (!rest.empty()) batch.push_back(p3::testing::bus_table(bus::kMemory, rest));
}

std::vector<std::uint64_t> global_key(GlobalName name, const MemoryWord& values) {
  return key_of(global_tuple(global_name<Element>(name), Element::zero(), values.data()));
}

MemoryWord limbs_after(std::uint64_t first, std::uint64_t second) {
  MemoryWord out{};
  std::ranges::copy(u64_limbs(first), out.begin());
  std::ranges::copy(u64_limbs(second), out.begin() + 4);
  return out;
}

void add_globals(const RecordBlock& block, bool records, const StateShared& shared,
                 TrialBatch& batch) {
  const StateWitness& w = block.witness;
  OpenTuples tuples;
  if (records) {
    tuples[global_key(GlobalName::kChainId, w.chain_id.elements)] =
        -element(shared.users(GlobalName::kChainId));
    tuples[global_key(GlobalName::kStateBlock, limbs_after(w.height, w.timestamp))] =
        -element(shared.users(GlobalName::kStateBlock));
    tuples[global_key(GlobalName::kRecordsEnd, {element(w.records.size())})] = Element::one();
  } else {
    tuples[global_key(GlobalName::kBlockProposer, w.proposer.elements)] = Element::one();
    tuples[global_key(GlobalName::kFees, limbs_after(block.facts.fields.fee_total, 0))] =
        Element::one();
  }
  batch.push_back(p3::testing::bus_table(bus::kGlobal, tuples));
}

void add_tree(StateShared& shared, MerkleTrace& merkle, TrialBatch& batch) {
  constexpr auto kTree = static_cast<std::uint32_t>(StateTree::kRecords);
  const Digest empty = hash_empty(Tag::kList);
  // Leaves that no tree holds stay open on the bus.
  std::vector<MerkleTrace::Leaf> leaves;
  for (const MerkleTrace::Leaf& leaf : shared.leaves[kTree]) {
    if (leaf.position == leaves.size()) leaves.push_back(leaf);
  }
  const MerkleTrace::Tree tree =
      merkle.add_tree(kTree, kStatementListDepth, empty, leaves, shared.hasher);
  OpenTuples tuples;
  tuples[key_of(node_tuple(element(static_cast<std::uint32_t>(NodeKind::kStatement)),
                           element(kTree), element(kStatementListDepth), Element::zero(),
                           tree.root.elements.data()))] = Element::one();
  tuples[key_of(empty_node_tuple(element(kTree), Element::zero(), empty.elements.data()))] =
      -element(tree.empty_leaves);
  batch.push_back(p3::testing::bus_table(bus::kNode, tuples));
}

void push_gadget(Gadget gadget, Trace trace, TrialBatch& batch) {
  batch.push_back(
      {std::shared_ptr<const p3::Air<Element>>(make_gadget_air(gadget)), std::move(trace), {}});
}

}  // namespace

std::vector<Account> RecordBlock::accounts() const {
  std::vector<Account> out;
  for (const AccountOpening& opening : witness.accounts) out.push_back(opening.account);
  return out;
}

RecordBlock record_block() {
  RecordBlock block;
  StateWitness& w = block.witness;
  randomize(w.chain_id.elements, 101);
  w.height = 1234;
  w.timestamp = kTimestamp;
  for (std::uint32_t i = 0; i < 3; ++i) w.accounts.emplace_back().account = account_of(i);
  w.proposer = w.accounts[0].account.address;
  std::vector<Account> accounts = block.accounts();
  for (const auto& [account, age] : {std::pair{1, 3600}, {2, 0x124}, {1, 0}}) {
    w.records.push_back(record_for(w, accounts[std::size_t(account)], kTimestamp - unsigned(age)));
    take_record(accounts, w.records.back());
  }
  block.facts.fields.fee_total = 0x0002'0001'fedc'ba98;
  renew_facts(block);
  return block;
}

void renew_facts(RecordBlock& block) {
  std::vector<Account> accounts = block.accounts();
  block.facts.records.clear();
  for (const UptimeStatement& record : block.witness.records) {
    block.facts.records.push_back({take_record(accounts, record), {}, {}});
  }
  const auto at = std::ranges::find(accounts, block.witness.proposer, &Account::address);
  AccountAccess& proposer = block.facts.proposer;
  proposer = {};
  if (at == accounts.end()) return;
  proposer = {static_cast<std::uint32_t>(at - accounts.begin()), *at, *at};
  proposer.after.balance += block.facts.fields.fee_total;
  proposer.after.successes += 1;
  update_standing(proposer.after);
}

Trace records_of(const RecordBlock& block) {
  MemoryLog memory = memory_of(block);
  return records_trace(block.witness, block.facts, memory);
}

// The proposer alone, so that its account is as it was before the block.
Trace proposer_of(const RecordBlock& block) {
  MemoryLog memory = memory_of(block);
  return proposer_trace(block.witness, block.facts, memory);
}

TrialBatch world_of(const p3::testing::AirPointer& air, Trace trace, const RecordBlock& block) {
  StateShared shared;
  record_messages(*air, trace, shared);
  const bool records = p3::testing::labels_of(*air).front().starts_with("records");
  TrialBatch batch;
  batch.push_back({air, std::move(trace), {}});
  add_memory(block, batch);
  add_globals(block, records, shared, batch);
  push_gadget(Gadget::kRange, shared.range.build(4), batch);
  if (!records) return batch;
  p3::ThreadPool pool(1);
  MerkleTrace merkle;
  add_tree(shared, merkle, batch);
  push_gadget(Gadget::kMerkle, merkle.build(4), batch);
  push_gadget(Gadget::kHasher, shared.hasher.build(4, pool), batch);
  return batch;
}

std::vector<std::string> undocumented(const p3::Air<Element>& air, const std::string& table) {
  std::ifstream file("docs/spec/circuits/state-records.md");
  const std::string text{std::istreambuf_iterator<char>(file), {}};
  const std::size_t begin = text.find("\n## " + table), standing = text.find("\n## Score and tier");
  std::vector<std::string> missing;
  if (begin == std::string::npos || standing == std::string::npos) return {"the section"};
  const std::string part = text.substr(begin, text.find("\n## ", begin + 1) - begin) +
                           text.substr(standing, text.find("\n## ", standing + 1) - standing);
  for (const std::string& label : p3::testing::labels_of(air)) {
    const std::string name = label.substr(table.size() + 1);
    if (!label.starts_with(table + "/") || part.find("`" + name + "`") == std::string::npos) {
      missing.push_back(label);
    }
  }
  return missing;
}

}  // namespace rpp::testing
