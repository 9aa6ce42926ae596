// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include <memory>
#include <set>
#include <string>

#include "p3/parallel/thread_pool.h"
#include "rpp/gadgets/models.h"
#include "rpp/hash/random_digest.h"
#include "rpp/state/air/effects_air.h"
#include "rpp/state/air/effects_model.h"
#include "rpp/state/draft.h"
#include "rpp/state/trace/accounts_trace.h"
#include "rpp/state/trace/effects_trace.h"
#include "rpp/state/trace/state_shared.h"
#include "testing/air_groups.h"
#include "testing/bus_ledger.h"
#include "testing/random_field.h"
#include "testing/table_cases.h"

// For tests of table `effects` alone: a few accounts, a transaction of every kind, and a model of
// the tables around it.
namespace rpp::testing {

inline constexpr StateRules kEffectsRules{.epoch_length = 8,
                                          .stake_minimum = 0x1'0000'2000,
                                          .power_unit = 100,
                                          .transfer_tier = 2,
                                          .rotation_tier = 1};
inline constexpr std::uint64_t kEffectsHeight = 0x1'0005;

// Positions of accounts; 0 is the sentinel.
inline constexpr std::uint32_t kPayer = 1, kRotator = 2, kBonder = 3, kUnbonder = 4, kPayee = 5;

// Accounts whose digests are random; all have tier 3, and stakes that fit their flags.
inline std::vector<Account> effects_accounts() {
  p3::testing::RandomField<Element> random(23);
  const auto fill = [&](auto& elements) {
    for (Element& x : elements) x = random.next();
  };
  std::vector<Account> accounts(6);
  for (std::uint32_t i = 1; i < accounts.size(); ++i) {
    Account& a = accounts[i];
    for (Digest* d : {&a.address, &a.next_address, &a.wallet_key, &a.vote_key.root,
                      &a.previous_vote_key.root}) {
      fill(d->elements);
    }
    fill(a.vote_key.pp);
    fill(a.previous_vote_key.pp);
    a.next_index = i + 1;
    a.balance = 0x0002'0000'0000'1234 + i;
    a.nonce = 100 + i;
    a.rotation_count = 0x1'ffff;
    const bool validator = i == kRotator || i == kUnbonder;
    a.flags = validator ? kValidatorFlag : 0;
    a.stake = validator ? kEffectsRules.stake_minimum : kEffectsRules.stake_minimum - 7;
    a.vote_key.first_slot = 0x0005'0003'0002'0007 + i;
    a.vote_key.activation_height = kEffectsHeight - i;
    a.previous_vote_key.first_slot = 0x0001'0002'0003'0004;
    a.previous_vote_key.activation_height = 0x0006'0007'0008'0009;
    a.tier = 3;
    a.reputation = 0x4'0003;
    a.hours = 30;
    a.window_end = 0x0003'0004'0005'0006;
    a.last_decay = 0x0007'0008'0009'000a;
    a.successes = 0x2'0003;
  }
  return accounts;
}

inline TransactionWithChange effects_transaction(const StateDraft& draft, std::uint32_t from,
                                                 TransactionKind kind, std::uint64_t amount) {
  const Account& sender = draft.accounts[from];
  TransactionWithChange t;
  t.body = {.chain_id = draft.chain_id,
            .kind = static_cast<std::uint32_t>(kind),
            .from = sender.address,
            .key_digest = sender.wallet_key,
            .to = sender.address,
            .amount = amount,
            .fee = 0xfff0'0001,
            .rotation_count = sender.rotation_count,
            .nonce = sender.nonce,
            .expiry_height = kEffectsHeight + 3,
            .memo_digest = sender.next_address};
  return t;
}

// A validator takes other keys.
inline TransactionWithChange effects_rotation(const StateDraft& draft, std::uint32_t from) {
  TransactionWithChange t = effects_transaction(draft, from, TransactionKind::kRotation, 0);
  const Account& sender = draft.accounts[from];
  t.change = {sender.next_address, sender.previous_vote_key};
  t.change->vote_key.activation_height =
      min_activation(kEffectsHeight, kEffectsRules.epoch_length) + 1;
  t.body.memo_digest = key_change_hash(*t.change);
  return t;
}

// A transfer, a rotation of a validator, a bond that makes a validator and an unbond that ends one.
inline StateDraft effects_draft() {
  StateDraft draft;
  draft.rules = kEffectsRules;
  draft.accounts = effects_accounts();
  draft.chain_id = draft.accounts[1].next_address;
  draft.height = kEffectsHeight;
  draft.timestamp = 0x0000'0001'0002'0003;
  draft.validator_count = 7;
  draft.next_validator_set_root = draft.chain_id;
  draft.proposer = draft.accounts[kPayee].address;
  TransactionWithChange transfer =
      effects_transaction(draft, kPayer, TransactionKind::kTransfer, 0x1'0000'4321);
  transfer.body.to = draft.accounts[kPayee].address;
  draft.transactions = {transfer, effects_rotation(draft, kRotator),
                        effects_transaction(draft, kBonder, TransactionKind::kBond, 8),
                        effects_transaction(draft, kUnbonder, TransactionKind::kUnbond, 9)};
  return draft;
}

// What the table says of a draft, with the memory as it is before and after.
struct EffectsCase {
  StateWitness witness;
  StateFacts facts;
  MemoryLog before, memory;
  Trace trace;

  explicit EffectsCase(const StateDraft& draft) : EffectsCase(draft, witness_of(draft)) {}
  EffectsCase(const StateDraft& draft, StateWitness given)
      : witness(std::move(given)),
        facts(state_facts(draft.rules, witness)),
        before(opened_accounts(witness), witness.state.validator_count),
        memory(before),
        trace(effects_trace(draft.rules, witness, facts, memory)) {}
};

// The tables around: `hasher` and `range` as they are; tables of tuples in place of the statement,
// the tree and the accounts. `memory` says how the block begins and ends.
p3::testing::TrialBatch effects_batch(const EffectsCase& c, Trace trace);
inline p3::testing::TrialBatch effects_batch(const EffectsCase& c) {
  return effects_batch(c, c.trace.clone());
}

// Everything that objects: labels, and buses that do not balance; without a proof.
std::set<std::string> objections(const p3::testing::TrialBatch& batch);

}  // namespace rpp::testing
