// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include <algorithm>

#include "rpp/ledger/validator_set.h"
#include "rpp/state/facts.h"
#include "rpp/state/trace/accounts_trace.h"
#include "rpp/state/trace/validators_trace.h"
#include "testing/random_field.h"

// A block at a boundary that changes nothing, with three validators: for tests of the tables that
// see accounts, without keys and paths.
namespace rpp::testing {

inline constexpr StateRules kBoundaryRules{
    .epoch_length = 10, .stake_minimum = 2'000'003, .power_unit = 0x1'0203};

struct Boundary {
  StateWitness witness;
  StateFacts facts;  // of the boundary alone
};

// Every element of a digest or parameter is random.
template <class Elements>
void randomize(Elements& elements, std::uint64_t seed) {
  p3::testing::RandomField<Element> random(seed);
  for (Element& x : elements) x = random.next();
}

inline Account boundary_account(std::uint32_t i) {
  Account account;
  randomize(account.address.elements, 10 * i + 1);
  account.next_index = 0x3'0001 + i;
  account.balance = 0x0123'4567'89ab'cdef + i;
  account.nonce = 7;
  account.stake = 0x12'3456'789a + i;
  account.hours = 30 + i;
  account.successes = 12;
  account.tier = 3;
  account.flags = kValidatorFlag;
  randomize(account.wallet_key.elements, 10 * i + 2);
  randomize(account.vote_key.root.elements, 10 * i + 3);
  randomize(account.vote_key.pp, 10 * i + 4);
  account.vote_key.first_slot = 0x1'0002'0003'0004;
  account.vote_key.activation_height = 5;
  return account;
}

// After a change of the witness: the facts of the validators, by increasing address.
inline void renew_facts(Boundary& boundary, const StateRules& rules = kBoundaryRules) {
  StateFacts& facts = boundary.facts;
  facts = {};
  facts.boundary = true;
  for (std::uint32_t i = 0; i < boundary.witness.accounts.size(); ++i) {
    const Account& account = boundary.witness.accounts[i].account;
    facts.accounts.emplace_back().after = account;
    Protocol protocol;
    protocol.power_unit = rules.power_unit;
    const ValidatorLeaf leaf = validator_leaf(account, protocol, boundary.witness.height);
    facts.validators.push_back({i, leaf, validator_hash(leaf)});
  }
  std::ranges::sort(facts.validators, {}, [](const ValidatorFacts& v) { return v.leaf.address; });
}

// Validators whose current key counts because it is active; the previous one; the current one,
// because there is no other.
inline Boundary boundary() {
  Boundary out;
  out.witness.height = 0x2'0009;
  out.witness.state.validator_count = 3;
  for (std::uint32_t i = 0; i < 3; ++i) {
    AccountOpening& opening = out.witness.accounts.emplace_back();
    opening.index = (7u << 16) + 9 * i + 2;
    opening.account = boundary_account(i);
    if (i == 0) continue;
    opening.account.vote_key.activation_height = 0x2'000b + i;
  }
  VoteKey& previous = out.witness.accounts[1].account.previous_vote_key;
  randomize(previous.root.elements, 5);
  randomize(previous.pp, 6);
  previous.first_slot = 0x5'0006'0007'0008;
  previous.activation_height = 0x1'0000'0003;
  renew_facts(out);
  return out;
}

inline MemoryLog memory_of(const Boundary& boundary) {
  return MemoryLog(opened_accounts(boundary.witness), boundary.witness.state.validator_count);
}

inline Trace validators_trace_of(const Boundary& boundary,
                                 const StateRules& rules = kBoundaryRules) {
  MemoryLog memory = memory_of(boundary);
  return validators_trace(rules, boundary.witness, boundary.facts, memory);
}

}  // namespace rpp::testing
