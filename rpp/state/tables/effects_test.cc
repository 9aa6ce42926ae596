// SPDX-License-Identifier: Apache-2.0 OR MIT
//
// Table effects: a bad trace per constraint group, and which cells are bound.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <iterator>

#include "rpp/state/tables/effects_test_support.h"

namespace rpp {
namespace {

using C = EffectsColumns;
using p3::testing::add_to;
using p3::testing::BadTrace;
using p3::testing::both;
using p3::testing::Edit;
using p3::testing::LabelCase;
using p3::testing::set_all;
using testing::EffectsCase;
using ::testing::IsEmpty;
namespace rows = effects_row;

constexpr std::size_t kU = C::kU, kV = C::kV;
// Blocks of the list, by kind; the row where the list begins stands behind them.
constexpr std::size_t kTransferAt = 0, kRotationAt = 48, kBondAt = 96, kUnbondAt = 144;
constexpr std::size_t kStartAt = 192;

Edit all(std::vector<Edit> edits) {
  return [edits = std::move(edits)](Trace& trace) {
    for (const Edit& edit : edits) edit(trace);
  };
}

std::vector<BadTrace> block_edits() {
  return {
      // The list begins inside a block.
      {"effects/flags", set_all(kTransferAt + rows::kLeast, 1, C::kStart, 1)},
      {"effects/sequence", set_all(kBondAt + rows::kHash, 1, C::kRow + rows::kHash, 0)},
      {"effects/sequence", set_all(kStartAt + 3, 1, C::kRow + rows::kSum, 1)},
      {"effects/carry", add_to(kBondAt + rows::kHash, C::kIndex)},
      {"effects/carry", add_to(kBondAt + rows::kHash, C::kSender)},
      {"effects/carry", add_to(kBondAt + rows::kHash, C::kPart)},
      {"effects/carry", both(set_all(kBondAt + rows::kHash, 1, C::kBond, 0),
                             set_all(kBondAt + rows::kHash, 1, C::kUnbond, 1))},
      {"effects/start", add_to(kStartAt, C::kIndex)},
      {"effects/start", add_to(kStartAt, kV + 5)},
      {"effects/kinds", set_all(kStartAt + 1, 1, C::kRotation, 2)},
      {"effects/kinds",
       both(set_all(kStartAt + 1, 1, C::kBond, 1), set_all(kStartAt + 1, 1, C::kUnbond, 1))},
      {"effects/changed-bit", set_all(kStartAt + 1, 1, C::kChanged, 1)},
      {"effects/changed-bit",
       both(set_all(kStartAt + 1, 1, C::kChanged, 2), set_all(kStartAt + 1, 1, C::kRotation, 1))},
      {"effects/flag-bits", set_all(kTransferAt, 48, C::kOutside, 1)},
      {"effects/flag-bits", set_all(kRotationAt, 48, C::kInside, 1)},
  };
}

std::vector<BadTrace> body_edits() {
  const auto somebody = [](std::size_t block) {
    std::vector<Edit> edits;
    for (const std::size_t row :
         {rows::kRecipient, rows::kAmountCopy, rows::kReceive, rows::kReceived}) {
      edits.push_back(add_to(block + row, C::kOffset));
    }
    return all(edits);
  };
  return {
      {"effects/sender", add_to(kTransferAt + rows::kKindFrom, kV + 3)},
      {"effects/sender", add_to(kTransferAt + rows::kFromKey, kV)},
      {"effects/recipient", add_to(kTransferAt + rows::kKeyTo, kV + 3)},
      {"effects/recipient", add_to(kTransferAt + rows::kAmountCopy, kU)},
      {"effects/nobody", add_to(kTransferAt + rows::kKindFrom, kU)},
      {"effects/nobody", add_to(kTransferAt + rows::kKeyTo, kU)},
      {"effects/account", add_to(kTransferAt + rows::kStake, C::kOffset)},
      {"effects/account", add_to(kTransferAt + rows::kReceived, C::kOffset)},
      {"effects/account", add_to(kTransferAt + rows::kCount, C::kOffset)},
      // A bond's recipient is somebody else.
      {"effects/own", somebody(kBondAt)},
      {"effects/own", somebody(kRotationAt)},
      {"effects/kind", add_to(kTransferAt + rows::kKindFrom, kV)},
      {"effects/key-digest", add_to(kTransferAt + rows::kFromKey, kV + 2)},
      {"effects/key-digest", add_to(kTransferAt + rows::kKeyTo, kV)},
      {"effects/zeros", add_to(kTransferAt + rows::kMemo, kV + 5)},
      {"effects/zeros", add_to(kRotationAt + rows::kHeightPart, kV + 6)},
      {"effects/zeros", add_to(kRotationAt + rows::kHeightPart, kU + 6)},
      {"effects/amounts", add_to(kTransferAt + rows::kToAmount, kV + 2)},
      {"effects/amounts", add_to(kTransferAt + rows::kFeeNonce, kV)},
      {"effects/amounts", add_to(kTransferAt + rows::kToAmount, kU + 7)},
      {"effects/expiry-copy", add_to(kTransferAt + rows::kExpiryMemo, kU + 1)},
      {"effects/expiry-copy", add_to(kTransferAt + rows::kExpiryMemo, kV)},
      {"effects/expiry-copy", add_to(kTransferAt + rows::kMemo, kU + 2)},
      {"effects/memo", add_to(kRotationAt + rows::kKeysDigest, kV + 3)},
      {"effects/memo", add_to(kRotationAt + rows::kMemo, kV)},
      {"effects/unchanged", add_to(kTransferAt + rows::kReceived, kV)},
      {"effects/unchanged", add_to(kTransferAt + rows::kReceived, kV + 7)},
      {"effects/unchanged", add_to(kTransferAt + rows::kBalance, kV + 1)},
      {"effects/unchanged", add_to(kTransferAt + rows::kPreviousSlot, kV + 6)},
      {"effects/unchanged", add_to(kTransferAt + rows::kFlags, kV + 2)},
      {"effects/unchanged", add_to(kTransferAt + rows::kFlags, kV + 7)},
      {"effects/unchanged", add_to(kTransferAt + rows::kCount, kV + 3)},
  };
}

// A payment of one less than the body says.
Edit paid_less(std::size_t block, std::int64_t by) {
  return all({add_to(block + rows::kPay, kU + 4, -by), add_to(block + rows::kCredit, kV + 4, -by),
              add_to(block + rows::kPay, kU, by), add_to(block + rows::kCredit, kU, by),
              add_to(block + rows::kPay, kV + 4, by), add_to(block + rows::kCredit, kV, by),
              add_to(block + rows::kBalance, kV + 2, by)});
}

std::vector<BadTrace> amount_edits() {
  return {
      // A rotation that costs its sender more than the fee.
      {"effects/rotation-amount",
       all({paid_less(kRotationAt, -1), add_to(kRotationAt + rows::kSum, kU),
            add_to(kRotationAt + rows::kSum, kV), add_to(kRotationAt + rows::kToAmount, kV + 1)})},
      {"effects/sums", add_to(kTransferAt + rows::kActive, kU + 4)},
      {"effects/sums", add_to(kTransferAt + rows::kMinimum, kU + 7)},
      {"effects/minimum",
       both(add_to(kBondAt + rows::kMinimum, kU), add_to(kBondAt + rows::kMinimum, kU + 4, -1))},
      {"effects/pay", add_to(kTransferAt + rows::kPay, kV + 4)},
      {"effects/pay", add_to(kTransferAt + rows::kBalance, kV + 2)},
      {"effects/paid", paid_less(kTransferAt, 1)},
      {"effects/paid", paid_less(kUnbondAt, 1)},
      {"effects/paid",
       all({add_to(kTransferAt + rows::kCredit, kU + 4), add_to(kTransferAt + rows::kCredit, kV),
            add_to(kTransferAt + rows::kPay, kV + 4),
            add_to(kTransferAt + rows::kBalance, kV + 2)})},
      {"effects/receive",
       all({add_to(kTransferAt + rows::kReceive, kU + 4), add_to(kTransferAt + rows::kReceive, kV),
            add_to(kTransferAt + rows::kReceived, kV + 2)})},
      // To itself, by a bond.
      {"effects/receive",
       all({add_to(kBondAt + rows::kReceive, kU + 4), add_to(kBondAt + rows::kReceive, kV),
            add_to(kBondAt + rows::kReceived, kV + 2)})},
      {"effects/receive", add_to(kTransferAt + rows::kReceived, kV + 3)},
      {"effects/stake-copy", add_to(kTransferAt + rows::kNonceCopy, kV + 6)},
      {"effects/stake-copy", add_to(kTransferAt + rows::kNonceCopy, kV + 1)},
      {"effects/stakes", add_to(kTransferAt + rows::kStakes, kV + 6)},
      {"effects/stakes",
       both(add_to(kTransferAt + rows::kBonded, kU + 4), add_to(kTransferAt + rows::kBonded, kV))},
      {"effects/rotation-count", add_to(kTransferAt + rows::kStake, C::kExtra)},
      {"effects/rotation-count", add_to(kTransferAt + rows::kNonceCopy, kU + 1)},
      {"effects/rotation-count", both(add_to(kTransferAt + rows::kStake, kV + 1),
                                      add_to(kTransferAt + rows::kStake, C::kExtra + 1))},
      {"effects/nonce", add_to(kTransferAt + rows::kNonceCopy, kU + 3)},
      {"effects/nonce", add_to(kTransferAt + rows::kBalance, kV + 6)},
      {"effects/nonce", add_to(kRotationAt + rows::kBalance, kV + 7)},
      {"effects/tier", add_to(kTransferAt + rows::kPreviousSlot, C::kExtra)},
      {"effects/flag", add_to(kTransferAt + rows::kFlags, kV + 4)},
      {"effects/count", add_to(kTransferAt + rows::kCount, kV)},
      {"effects/count", add_to(kBondAt + rows::kCount, C::kExtra + 1)},
      {"effects/count", add_to(kUnbondAt + rows::kCount, C::kExtra)},
  };
}

std::vector<BadTrace> key_edits() {
  return {
      {"effects/parts", add_to(kRotationAt + rows::kWalletPart, kV + 3)},
      {"effects/parts", add_to(kRotationAt + rows::kRootPart, kV)},
      {"effects/parts", add_to(kRotationAt + rows::kSlotPart, kU + 7)},
      {"effects/parts", add_to(kRotationAt + rows::kHeightPart, kV + 3)},
      {"effects/keys-kept", both(add_to(kTransferAt + rows::kStake, kV + 6),
                                 add_to(kTransferAt + rows::kWalletPart, kV))},
      {"effects/keys-kept",
       both(add_to(kBondAt + rows::kWalletKey, kV + 6), add_to(kBondAt + rows::kRootPart, kV))},
      {"effects/wallet-key", add_to(kRotationAt + rows::kChain, kU)},
      {"effects/slot-limbs", add_to(kRotationAt + rows::kVoteSlots, C::kGap)},
      {"effects/slot-limbs", add_to(kRotationAt + rows::kVoteSlots, C::kExtra + 2)},
      {"effects/changed", add_to(kRotationAt + rows::kInverses, kU)},
      {"effects/changed", add_to(kRotationAt + rows::kInverses, kV)},
      {"effects/vote-key", add_to(kBondAt + rows::kRootNow, kV)},
      {"effects/previous-key", add_to(kTransferAt + rows::kPreviousRoot, kV + 4)},
      {"effects/previous-key", add_to(kRotationAt + rows::kPreviousKey, kV)},
      {"effects/previous-key", add_to(kBondAt + rows::kPreviousSlot, kV + 5)},
      {"effects/least", add_to(kTransferAt + rows::kLeast, kV + 1)},
      {"effects/compared", both(add_to(kTransferAt + rows::kActivation, kV),
                                add_to(kTransferAt + rows::kActivation, kU + 4))},
      {"effects/height", add_to(kTransferAt + rows::kHeights, kV)},
      {"effects/height", add_to(kBondAt + rows::kHeights, kV)},
      {"effects/block-height", both(add_to(kTransferAt + rows::kExpiry, kU, -1),
                                    add_to(kTransferAt + rows::kExpiry, kU + 4))},
      {"effects/key-height", both(add_to(kTransferAt + rows::kActive, kU, -1),
                                  add_to(kTransferAt + rows::kActive, kU + 4))},
  };
}

constexpr std::uint64_t kMinimum = testing::kEffectsRules.stake_minimum;
constexpr std::uint64_t kMinActivation =
    min_activation(testing::kEffectsHeight, testing::kEffectsRules.epoch_length);

// x + y = z on a row of sums, y being what is missing modulo 2^64.
Edit sum_of_rest(std::size_t row, std::uint64_t x, std::uint64_t z) {
  return [=](Trace& trace) {
    put(trace, row, kU, u64_limbs(x));
    put(trace, row, kU + 4, u64_limbs(z - x));
  };
}

// All blocks compare with the minimum of the table, whatever the trace was filled for.
Edit minimum_everywhere() {
  return [](Trace& trace) {
    for (const std::size_t block : {kTransferAt, kRotationAt, kBondAt, kUnbondAt}) {
      std::uint64_t stake = 0;
      for (std::size_t k = 0; k < 4; ++k) {
        stake += trace.at(block + rows::kMinimum, kV + k).as_canonical_u64() << (16 * k);
      }
      sum_of_rest(block + rows::kMinimum, kMinimum, stake)(trace);
    }
  };
}

// Blocks that break a rule and show it in a single group.
class DraftCases {
 public:
  explicit DraftCases(const p3::testing::AirPointer& air) : air_(air) {}

  void add(
      const char* label, const std::function<void(StateDraft&)>& change,
      const Edit& edit = [](Trace&) {}) {
    cases.push_back({label, [air = air_, change, edit] {
                       StateDraft draft = testing::effects_draft();
                       change(draft);
                       EffectsCase c(draft);
                       edit(c.trace);
                       p3::testing::TrialBatch batch;
                       batch.push_back({air, std::move(c.trace)});
                       return batch;
                     }});
  }

  std::vector<LabelCase> cases;

 private:
  p3::testing::AirPointer air_;
};

void add_draft_cases(DraftCases& drafts) {
  using testing::kBonder, testing::kPayee, testing::kPayer, testing::kRotator;
  drafts.add("effects/overflow", [](StateDraft& d) {
    d.transactions[0].body.expiry_height = testing::kEffectsHeight - 1;
  });
  drafts.add("effects/overflow", [](StateDraft& d) { d.accounts[kPayer].balance = 0x1'0000; });
  drafts.add("effects/overflow", [](StateDraft& d) { d.accounts[kRotator].balance = 1; });
  drafts.add("effects/overflow",
             [](StateDraft& d) { d.accounts[kPayee].balance = ~std::uint64_t{0}; });
  drafts.add("effects/overflow",
             [](StateDraft& d) { d.transactions[3].body.amount = kMinimum + 1; });
  drafts.add("effects/nonce", [](StateDraft& d) { ++d.transactions[0].body.nonce; });
  drafts.add("effects/rotation-count",
             [](StateDraft& d) { ++d.transactions[0].body.rotation_count; });
  drafts.add("effects/rotation-count", [](StateDraft& d) {
    d.accounts[kRotator].rotation_count = d.transactions[1].body.rotation_count = 0xffffffff;
  });
  drafts.add("effects/wallet-key", [](StateDraft& d) {
    d.transactions[1].change->wallet_key = d.accounts[kRotator].wallet_key;
    d.transactions[1].body.memo_digest = key_change_hash(*d.transactions[1].change);
  });
  drafts.add("effects/early", [](StateDraft& d) {
    d.transactions[1].change->vote_key.activation_height = kMinActivation - 1;
    d.transactions[1].body.memo_digest = key_change_hash(*d.transactions[1].change);
  });
  drafts.add(
      "effects/height",
      [](StateDraft& d) {
        // The same vote key, active at another height.
        VoteKey& key = d.transactions[1].change->vote_key;
        key = d.accounts[kRotator].vote_key;
        key.activation_height = kMinActivation + 1;
        d.transactions[1].body.memo_digest = key_change_hash(*d.transactions[1].change);
      },
      [](Trace& trace) {
        const Element* height = trace.row(kRotationAt + rows::kHeightPart) + kV;
        put(trace, kRotationAt + rows::kVoteSlot, kV + 6, std::span(height, 2));
        put(trace, kRotationAt + rows::kPreviousRoot, kV, std::span(height + 2, 2));
      });
  drafts.add("effects/inactive", [](StateDraft& d) {
    d.accounts[kRotator].vote_key.activation_height = testing::kEffectsHeight + 1;
  });
  drafts.add("effects/vote-key", [](StateDraft& d) { d.accounts[kBonder].vote_key.root = {}; });
  drafts.add("effects/memo",
             [](StateDraft& d) { d.transactions[1].body.memo_digest[7] += Element::one(); });
}

// The trace is of other constants; the rows that compare are put right.
void add_constant_cases(DraftCases& drafts) {
  using testing::kBonder, testing::kUnbonder;
  drafts.add(
      "effects/join",
      [](StateDraft& d) {
        d.rules.stake_minimum = kMinimum - 3;
        d.transactions[2].body.amount = 5;
      },
      minimum_everywhere());
  drafts.add(
      "effects/leave",
      [](StateDraft& d) {
        d.accounts[kUnbonder].stake = kMinimum + 20;
        d.rules.stake_minimum = kMinimum + 20;
        d.transactions[2].body.amount = 40;
      },
      minimum_everywhere());
  drafts.add(
      "effects/lift",
      [](StateDraft& d) {
        d.accounts[kBonder].vote_key.activation_height = testing::kEffectsHeight + 5;
        d.rules.epoch_length = 1;
      },
      all({sum_of_rest(kBondAt + rows::kActivation, kMinActivation, testing::kEffectsHeight + 5),
           [](Trace& trace) {
             put(trace, kBondAt + rows::kLeast, kV, u64_limbs(kMinActivation));
           }}));
}

TEST(EffectsTable, EveryGroupIsNeeded) {
  const p3::testing::AirPointer air = make_effects_air(testing::kEffectsRules);
  const Trace honest = EffectsCase(testing::effects_draft()).trace.clone();
  std::vector<LabelCase> cases;
  for (const auto& edits : {block_edits(), body_edits(), amount_edits(), key_edits()}) {
    for (LabelCase& c : p3::testing::cases_of(air, honest, edits)) cases.push_back(std::move(c));
  }
  DraftCases drafts(air);
  add_draft_cases(drafts);
  add_constant_cases(drafts);
  for (LabelCase& c : drafts.cases) cases.push_back(std::move(c));
  EXPECT_THAT(p3::testing::check_label_cases(*air, cases), IsEmpty());
}

// Cells that nothing reads: rows that hold less than sixteen cells, inverses of what is 0, numbers
// of rows without access, and what the row where the list begins has beside its flag.
TEST(EffectsTable, EveryOtherCellIsBound) {
  StateDraft draft = testing::effects_draft();
  draft.transactions.resize(1);
  const p3::testing::AirPointer air = make_effects_air(testing::kEffectsRules);
  const Trace honest = EffectsCase(draft).trace.clone();
  std::set<std::pair<std::size_t, std::size_t>> expected;
  const auto unread = [&](std::size_t row, std::size_t column, std::size_t count) {
    for (std::size_t k = 0; k < count; ++k) expected.insert({row, column + k});
  };
  for (const std::size_t row : {rows::kChain, rows::kLeast, rows::kFeeNonce}) unread(row, kU, 8);
  for (const std::size_t row : {rows::kAmountCopy, rows::kSlotNow, rows::kKeysDigest}) {
    unread(row, kV, 8);
  }
  for (const std::size_t row :
       {rows::kReceive, rows::kMinimum, rows::kActivation, rows::kExpiry, rows::kActive}) {
    unread(row, kV + 4, 4);
  }
  for (const std::size_t row : {rows::kExpiryMemo, rows::kKeysDigest, rows::kMemo}) {
    unread(row, kU + 4, 4);
  }
  unread(rows::kInverses, kU, 16);
  unread(rows::kToAmount, kU, 7);
  const std::set<std::size_t> accesses = {
      rows::kSender,   rows::kRecipient,    rows::kReceived,    rows::kFlags,
      rows::kCount,    rows::kPreviousSlot, rows::kPreviousKey, rows::kPreviousRoot,
      rows::kVoteSlot, rows::kVoteRoot,     rows::kWalletKey,   rows::kStake,
      rows::kBalance};
  for (std::size_t row = 0; row <= C::kRows; ++row) {
    if (accesses.contains(row)) continue;
    if (row != rows::kAmountCopy && row != rows::kReceive) unread(row, C::kOffset, 1);
    if (row != rows::kVoteSlots) unread(row, C::kGap, 1 + C::kExtras);
  }
  unread(C::kRows, kU, 4);
  unread(C::kRows, kV, 4);
  unread(C::kRows, C::kSender, 1);
  unread(C::kRows, C::kOutside, 6);
  unread(C::kRows, C::kPart, 1);
  EXPECT_EQ(p3::testing::free_cells(air, honest, C::kRows + 1), expected);
}

TEST(EffectsTable, EveryGroupIsInTheDocument) {
  std::ifstream file("docs/spec/circuits/state-effects.md");
  const std::string text{std::istreambuf_iterator<char>(file), {}};
  const std::size_t begin = text.find("\n## Groups");
  ASSERT_NE(begin, std::string::npos);
  for (const std::string& label :
       p3::testing::labels_of(*make_effects_air(testing::kEffectsRules))) {
    ASSERT_TRUE(label.starts_with("effects/")) << label;
    EXPECT_NE(text.find("`" + label.substr(8) + "`", begin), std::string::npos) << label;
  }
}

}  // namespace
}  // namespace rpp
