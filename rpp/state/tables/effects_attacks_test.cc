// SPDX-License-Identifier: Apache-2.0 OR MIT
//
// Table effects among its neighbours: honest blocks, and attackers who own the witness or the
// trace.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <functional>

#include "rpp/state/check.h"
#include "rpp/state/tables/effects_test_support.h"
#include "testing/batch_trial.h"

namespace rpp {
namespace {

using C = EffectsColumns;
using ::testing::Contains;
using testing::EffectsCase;
using ::testing::IsEmpty;
using testing::kBonder, testing::kPayee, testing::kPayer, testing::kRotator, testing::kUnbonder;
namespace rows = effects_row;

std::vector<StateError> native_errors(const StateDraft& draft, const EffectsCase& c) {
  return state_errors(draft.rules, c.witness, c.facts, c.facts.fields);
}

void expect_holds(const StateDraft& draft) {
  const EffectsCase c(draft);
  EXPECT_THAT(native_errors(draft, c), IsEmpty());
  EXPECT_THAT(testing::objections(testing::effects_batch(c)), IsEmpty());
}

// The next transaction of an account that has made `before` already.
TransactionWithChange later(TransactionWithChange t, std::uint32_t before) {
  t.body.nonce += before;
  return t;
}

TEST(EffectsBlocks, OneOfEveryKind) {
  const StateDraft draft = testing::effects_draft();
  expect_holds(draft);
  const EffectsCase c(draft);
  const p3::testing::Verdict verdict = p3::testing::try_batch(testing::effects_batch(c));
  EXPECT_TRUE(verdict.content()) << p3::testing::to_string(verdict);
}

TEST(EffectsBlocks, NoneAtAll) {
  StateDraft draft = testing::effects_draft();
  draft.transactions.clear();
  expect_holds(draft);
}

// One sender many times: to itself, then with a new key, then as recipient.
TEST(EffectsBlocks, OneSenderOften) {
  StateDraft draft = testing::effects_draft();
  using enum TransactionKind;
  const auto make = [&](std::uint32_t from, TransactionKind kind, std::uint64_t amount) {
    return testing::effects_transaction(draft, from, kind, amount);
  };
  TransactionWithChange back = make(kPayer, kTransfer, 0xffff'ffff);
  back.body.to = draft.accounts[kRotator].address;
  TransactionWithChange after = later(make(kRotator, kTransfer, 3), 0);
  after.body.nonce = 1;
  after.body.rotation_count += 1;
  after.body.to = draft.accounts[kPayer].address;
  TransactionWithChange rotation = later(testing::effects_rotation(draft, kRotator), 1);
  after.body.key_digest = rotation.change->wallet_key;
  draft.transactions = {make(kRotator, kTransfer, 77), rotation, back, after};
  expect_holds(draft);
}

// Bonds and unbonds that make no difference to the flag, and all that do at the borders.
TEST(EffectsBlocks, Stakes) {
  StateDraft draft = testing::effects_draft();
  using enum TransactionKind;
  const auto make = [&](std::uint32_t from, TransactionKind kind, std::uint64_t amount) {
    return testing::effects_transaction(draft, from, kind, amount);
  };
  // 5 validators: one leaves, one joins exactly at the minimum, leaves again, and joins.
  draft.validator_count = 5;
  draft.accounts[kBonder].vote_key.activation_height = testing::kEffectsHeight + 100;
  draft.transactions = {make(kBonder, kBond, 6),
                        later(make(kBonder, kBond, 1), 1),
                        later(make(kBonder, kUnbond, 1), 2),
                        later(make(kBonder, kBond, 2), 3),
                        make(kUnbonder, kBond, 1),
                        later(make(kUnbonder, kUnbond, 1), 1),
                        later(make(kUnbonder, kUnbond, kUnbonder + 1), 2)};
  expect_holds(draft);
}

TEST(EffectsBlocks, Rotations) {
  StateDraft draft = testing::effects_draft();
  // The vote key stays; a new one of no validator; and one of which only the slot is new.
  TransactionWithChange same = testing::effects_rotation(draft, kRotator);
  same.change->vote_key = draft.accounts[kRotator].vote_key;
  TransactionWithChange other = testing::effects_rotation(draft, kBonder);
  TransactionWithChange slot = testing::effects_rotation(draft, kUnbonder);
  slot.change->vote_key = draft.accounts[kUnbonder].vote_key;
  slot.change->vote_key.first_slot += 1;
  slot.change->vote_key.activation_height =
      min_activation(testing::kEffectsHeight, testing::kEffectsRules.epoch_length);
  draft.transactions = {same, other, slot};
  // A rotation begins again, also after the last nonce that there is.
  draft.accounts[kBonder].nonce = draft.transactions[1].body.nonce = ~0u;
  for (TransactionWithChange& t : draft.transactions) {
    t.body.memo_digest = key_change_hash(*t.change);
  }
  expect_holds(draft);
}

struct Attack {
  const char* name;
  const char* objection;  // one of those that there must be
  std::function<void(StateDraft&)> change;
};

// Witnesses that break a rule: natively refused, and nobody is content with their traces.
TEST(EffectsAttacks, Witnesses) {
  const Attack attacks[] = {
      {"a nonce twice", "effects/nonce",
       [](StateDraft& d) { d.transactions[1] = d.transactions[0]; }},
      {"more than there is", "effects/overflow",
       [](StateDraft& d) { d.accounts[kPayer].balance = 0x1'0000'4321 + 0xfff0'0000; }},
      {"a recipient that overflows", "effects/overflow",
       [](StateDraft& d) { d.accounts[kPayee].balance = ~std::uint64_t{0} - 0x1'0000'4320; }},
      {"a fee out of the stake", "effects/overflow",
       [](StateDraft& d) { d.accounts[kUnbonder].balance = 0xfff0'0000; }},
      {"a recipient that is none", "effects/recipient",
       [](StateDraft& d) { d.transactions[0].body.to[3] += Element::one(); }},
      {"a sender that is none", "effects/sender",
       [](StateDraft& d) { d.transactions[0].body.from[3] += Element::one(); }},
      {"to nobody", "effects/recipient", [](StateDraft& d) { d.transactions[0].body.to = {}; }},
      {"from nobody", "effects/sender",
       [](StateDraft& d) {
         d.transactions[0].body.from = {};
         d.accounts[0].tier = 5;
       }},
      {"a bond for another", "effects/recipient",
       [](StateDraft& d) { d.transactions[2].body.to = d.accounts[kPayer].address; }},
      {"another key", "effects/key-digest",
       [](StateDraft& d) { d.transactions[0].body.key_digest[7] += Element::one(); }},
      {"a kind that is none", "effects/kind",
       [](StateDraft& d) { d.transactions[0].body.kind = 4; }},
      {"another chain", "bus global",
       [](StateDraft& d) { d.transactions[0].body.chain_id[0] += Element::one(); }},
      {"a tier too low", "bus range", [](StateDraft& d) { d.accounts[kPayer].tier = 1; }},
      {"too few validators", "bus range", [](StateDraft& d) { d.validator_count = 3; }},
      {"too many validators", "bus range", [](StateDraft& d) { d.validator_count = 256; }},
      {"a rotation that nobody opened", "effects/memo",
       [](StateDraft& d) { d.transactions[1].change->vote_key.first_slot += 1; }},
      {"a rotation with an amount", "effects/rotation-amount",
       [](StateDraft& d) { d.transactions[1].body.amount = 1; }},
      {"expired", "effects/overflow",
       [](StateDraft& d) { d.transactions[2].body.expiry_height = testing::kEffectsHeight - 1; }},
      {"the last nonce", "effects/nonce",
       [](StateDraft& d) { d.accounts[kPayer].nonce = d.transactions[0].body.nonce = ~0u; }},
  };
  for (const Attack& attack : attacks) {
    StateDraft draft = testing::effects_draft();
    attack.change(draft);
    const EffectsCase c(draft);
    EXPECT_FALSE(native_errors(draft, c).empty()) << attack.name;
    EXPECT_THAT(testing::objections(testing::effects_batch(c)), Contains(attack.objection))
        << attack.name;
  }
}

constexpr std::size_t kBlock0 = 0, kBlock1 = C::kRows;

struct TraceAttack {
  const char* name;
  const char* objection;  // the only one
  std::function<void(Trace&)> edit;
};

// Two transfers of one sender, filled by hand: every row keeps the rules of the table.
TEST(EffectsAttacks, Traces) {
  StateDraft draft = testing::effects_draft();
  draft.transactions[1] = later(draft.transactions[0], 1);
  draft.transactions.resize(2);
  expect_holds(draft);
  const auto add = [](Trace& trace, std::size_t row, std::size_t column, std::int64_t by) {
    trace.at(row, column) += Element::from_i64(by);
  };
  const TraceAttack attacks[] = {
      {"a stale read: the version before the first transfer", "bus memory",
       [&](Trace& t) { add(t, kBlock1 + rows::kStake, C::kGap, 2); }},
      {"a read of the future", "bus memory",
       [&](Trace& t) { add(t, kBlock0 + rows::kStake, C::kGap, -4); }},
      {"another account's number", "bus memory",
       [&](Trace& t) {
         for (std::size_t k = 0; k < C::kRows; ++k) add(t, kBlock0 + k, C::kSender, 1);
         add(t, kBlock0 + rows::kCount, C::kOffset, -1);
       }},
      {"the recipient's words are another's", "bus memory",
       [&](Trace& t) {
         for (const std::size_t row :
              {rows::kRecipient, rows::kAmountCopy, rows::kReceive, rows::kReceived}) {
           add(t, kBlock0 + row, C::kOffset, 1);
         }
       }},
      {"a fee that is not summed", "bus global",
       [&](Trace& t) { add(t, kBlock1 + rows::kSum, C::kV + 4, -1); }},
      {"another height", "bus global",
       [&](Trace& t) {
         add(t, kBlock0 + rows::kExpiry, C::kU, -1);
         add(t, kBlock0 + rows::kExpiry, C::kU + 4, 1);
         add(t, kBlock0 + rows::kBlock, C::kV, -1);
         add(t, kBlock0 + rows::kActive, C::kV, -1);
         add(t, kBlock0 + rows::kActive, C::kU + 4, -1);
       }},
      {"a copy that is none", "bus effects-note",
       [&](Trace& t) {
         add(t, kBlock0 + rows::kReceive, C::kU + 4, 1);
         add(t, kBlock0 + rows::kAmountCopy, C::kU + 1, 1);
         add(t, kBlock0 + rows::kReceive, C::kV, 1);
         add(t, kBlock0 + rows::kReceived, C::kV + 2, 1);
       }},
      {"a limb above 16 bits", "bus range",
       [&](Trace& t) {
         add(t, kBlock0 + rows::kActive, C::kU + 4, 1 << 16);
         add(t, kBlock0 + rows::kActive, C::kU + 5, -1);
       }},
  };
  for (const TraceAttack& attack : attacks) {
    const EffectsCase c(draft);
    Trace trace = c.trace.clone();
    attack.edit(trace);
    std::set<std::string> objections =
        testing::objections(testing::effects_batch(c, trace.clone()));
    EXPECT_THAT(objections, Contains(attack.objection)) << attack.name;
    for (const std::string& one : objections) EXPECT_TRUE(one.starts_with("bus ")) << one;
  }
}

// An amount whose limbs are no limbs, though their sum is the amount, hashes to another leaf, and
// is refused as a number whatever the tree says.
TEST(EffectsAttacks, LimbsOfAmounts) {
  const EffectsCase c(testing::effects_draft());
  Trace trace = c.trace.clone();
  const auto shift = [&](std::size_t row, std::size_t column) {
    trace.at(row, column) += Element::from_i64(1 << 16);
    trace.at(row, column + 1) -= Element::one();
  };
  shift(rows::kSum, C::kU);
  shift(rows::kToAmount, C::kV + 1);
  shift(rows::kAmountCopy, C::kU + 1);
  shift(rows::kStakes, C::kU + 1);
  shift(rows::kReceive, C::kU + 4);
  const auto objections = testing::objections(testing::effects_batch(c, trace.clone()));
  EXPECT_THAT(objections, Contains("bus range"));
}

// The slot of a new vote key is written as it stands: it must have limbs.
TEST(EffectsAttacks, LimbsOfSlots) {
  StateDraft draft = testing::effects_draft();
  const EffectsCase c(draft);
  Trace trace = c.trace.clone();
  const auto set = [&](std::size_t row, std::size_t column) {
    trace.at(kBlock1 + row, column) = Element::from_u64(1 << 16);
  };
  set(rows::kSlotPart, C::kV + 5);
  set(rows::kVoteSlots, C::kV + 5);
  set(rows::kVoteSlots, C::kExtra);
  set(rows::kVoteSlot, C::kV + 3);
  const auto objections = testing::objections(testing::effects_batch(c, trace.clone()));
  EXPECT_THAT(objections, Contains("bus range"));
}

}  // namespace
}  // namespace rpp
