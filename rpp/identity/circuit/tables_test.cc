// SPDX-License-Identifier: Apache-2.0 OR MIT
//
// Tables identities and attestations: a bad trace per constraint group, and which cells are bound.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <iterator>
#include <map>

#include "rpp/identity/air/identities_columns.h"
#include "rpp/identity/air/models.h"
#include "rpp/identity/circuit/unsigned_identities_test_support.h"
#include "testing/air_groups.h"
#include "testing/table_cases.h"

namespace rpp {
namespace {

using C = IdentitiesColumns;
using A = AttestationsColumns;
using p3::testing::add_to;
using p3::testing::BadTrace;
using p3::testing::both;
using p3::testing::LabelCase;
using p3::testing::set_all;
using ::testing::IsEmpty;
namespace rows = identity_row;
namespace aux = identity_aux;

constexpr std::size_t kWord = C::kWord, kAux = C::kAux;
// The blocks of the list below, and the rows where it begins and ends.
constexpr std::size_t kFirst = 0, kSecond = C::kRows, kStartAt = 2 * C::kRows, kUsed = kStartAt + 2;
constexpr std::size_t kAttestations = 8;

struct Tables {
  p3::testing::AirPointer identities = make_identities_air();
  p3::testing::AirPointer attestations = make_attestations_air(IdentityRules{}.key_height);
  IdentityTables honest = testing::tables_of(testing::RandomIdentities::make(IdentityRules{}));
};

// Every message of the block counts twice.
p3::testing::Edit doubled(std::size_t first, std::size_t column, std::size_t rows) {
  return [=](Trace& trace) {
    for (std::size_t k = 0; k < rows; ++k) trace.at(first + k, column + k) = element(2);
  };
}

std::vector<BadTrace> block_edits() {
  const std::size_t last = kFirst + rows::kAccountsAfter, before = kFirst + rows::kAccountsBefore;
  return {
      {"identities/flags", set_all(kFirst + rows::kLow, 1, C::kStart, 1)},
      {"identities/flags", set_all(kStartAt, 1, C::kEnd, 1)},
      {"identities/flags", doubled(kSecond, C::kRow, C::kRows)},
      {"identities/sequence",
       set_all(kSecond + rows::kAccountsAfter, 1, C::kRow + C::kRows - 1, 0)},
      {"identities/sequence", set_all(kSecond, 1, C::kRow, 0)},
      {"identities/sequence", set_all(kUsed + 3, 1, C::kRow + rows::kWallet, 1)},
      {"identities/carry", set_all(kFirst, 3, C::kIndex, 9)},
      {"identities/carry", add_to(last, C::kAddress + 3)},
      {"identities/carry", add_to(kSecond + rows::kNonce, C::kAddress + 7)},
      {"identities/start", add_to(kStartAt, C::kIndex)},
      {"identities/position", add_to(kFirst + rows::kNonce, C::kPosition)},
      {"identities/position", add_to(last, C::kPosition + 1)},
      {"identities/position",
       both(set_all(before, 1, kAux + aux::kCarry, 2),
            both(add_to(last, C::kPosition, -65536), add_to(last, C::kPosition + 1)))},
  };
}

std::vector<BadTrace> declaration_edits() {
  return {
      {"identities/address", add_to(kFirst + rows::kAddress, kWord)},
      {"identities/address", add_to(kFirst + rows::kWallet, kWord + 5)},
      {"identities/address", add_to(kSecond + rows::kStake, kWord + 7)},
      {"identities/vote-key", add_to(kFirst + rows::kRoot, kWord)},
      {"identities/vote-key", add_to(kFirst + rows::kRootRest, kWord + 5)},
      {"identities/vote-key", add_to(kSecond + rows::kParameter, kWord + 4)},
      {"identities/vote-key", add_to(kSecond + rows::kParameter, kAux + aux::kFirstSlot + 3)},
      {"identities/activation-copy", add_to(kFirst + rows::kSlot, kWord + 6)},
      {"identities/activation-copy", add_to(kFirst + rows::kActivation, kWord + 1)},
      {"identities/activation-copy", add_to(kSecond + rows::kActivation, kAux + aux::kActivation)},
      {"identities/activation", add_to(kFirst + rows::kEpochNonce, kAux + aux::kDifference)},
      {"identities/activation", add_to(kFirst + rows::kHeight, kAux + aux::kLeast + 3)},
      {"identities/activation", both(add_to(kSecond + rows::kHeight, kAux + aux::kLeast, 65536),
                                     add_to(kSecond + rows::kHeight, kAux + aux::kLeast + 1, 1))},
      {"identities/times", add_to(kFirst + rows::kEpoch, kWord + 4)},
      {"identities/times", add_to(kFirst + rows::kEpoch, kAux + aux::kHeight)},
      {"identities/times", add_to(kSecond + rows::kActivation, kAux + aux::kHeightCopy + 1)},
      {"identities/set", add_to(kFirst + rows::kSet, kWord + 4)},
      {"identities/set", add_to(kFirst + rows::kSet, kWord + 7)},
      {"identities/set", add_to(kSecond + rows::kSetCount, kWord)},
      {"identities/attestations", set_all(kFirst + rows::kEpochNonce, 1, kAux + aux::kAttested, 1)},
      {"identities/attestations", set_all(kFirst + rows::kEpochNonce, 1, kAux + aux::kMember, 0)},
      {"identities/attestations", add_to(kFirst + rows::kSetCount, kAux + aux::kAttested)},
      {"identities/attestations",
       both(add_to(kSecond + rows::kDeclaration, kAux + aux::kAboveLeast),
            add_to(kSecond + rows::kDeclaration, kAux + aux::kBelowMost, -1))},
      {"identities/attestations", add_to(kSecond + rows::kDeclaration, kAux + aux::kBelowMost)},
      {"identities/attempt", add_to(kFirst + rows::kAddress, kAux + aux::kKeyLeaf)},
      {"identities/attempt", add_to(kFirst + rows::kDeclaration, kAux + aux::kKeyLeaf)},
      {"identities/attempt", add_to(kSecond + rows::kDeclaration, kAux + aux::kAttemptsLeft)},
  };
}

std::vector<BadTrace> account_edits() {
  const std::size_t rest = kFirst + rows::kRest + rows::kRestRows - 1;
  return {
      {"identities/timestamp", add_to(kFirst + rows::kWindow, kWord + 2)},
      {"identities/timestamp", add_to(kFirst + rows::kWindow, kWord + 7)},
      {"identities/timestamp", add_to(kSecond + rows::kDecay, kWord + 1)},
      // Previous key, stake, tier, reputation, hours, successes, balance, nonce.
      {"identities/new-account", add_to(kFirst + rows::kActivation, kWord + 2)},
      {"identities/new-account", add_to(kFirst + rows::kStake, kWord + 5)},
      {"identities/new-account", add_to(kFirst + rows::kPrevious, kWord + 7)},
      {"identities/new-account", add_to(kFirst + rows::kStanding, kWord + 6)},
      {"identities/new-account", add_to(kSecond + rows::kStanding, kWord + 7)},
      {"identities/new-account", add_to(kSecond + rows::kWindow, kWord)},
      {"identities/new-account", add_to(kSecond + rows::kWindow, kWord + 1)},
      {"identities/new-account", add_to(kFirst + rows::kDecay, kWord + 4)},
      {"identities/new-account", add_to(kFirst + rows::kNewLink, kWord + 2)},
      {"identities/new-account", add_to(kFirst + rows::kNewLink, kWord + 6)},
      {"identities/new-account", add_to(kFirst + rows::kNewLink, kWord + 7)},
      {"identities/zeros", add_to(kFirst + rows::kSetCount, kWord + 5)},
      {"identities/zeros", add_to(kFirst + rows::kSetCount, kWord + 7)},
      {"identities/zeros", add_to(rest, kWord + 5)},
      {"identities/next-index", add_to(kFirst + rows::kLowLink, kWord)},
      {"identities/next-index", add_to(kFirst + rows::kLowLink, kWord + 1)},
      {"identities/next-index", add_to(kSecond + rows::kLowLink, kWord)},
      {"identities/low-account", add_to(kFirst + rows::kLowLink, kWord + 2)},
      {"identities/low-account", add_to(kFirst + rows::kLowLinkAfter, kWord + 5)},
      {"identities/low-account", add_to(kSecond + rows::kLowLinkAfter, kWord + 7)},
      {"identities/low-link", add_to(kFirst + rows::kLowLinkAfter, kWord)},
      {"identities/low-link", add_to(kFirst + rows::kLowLinkAfter, kWord + 1)},
      {"identities/low-link", add_to(kSecond + rows::kLowLinkAfter, kWord)},
  };
}

// Selects element 7, whatever stands before it.
p3::testing::Edit selects_last(std::size_t row, std::size_t small, std::size_t large) {
  return [=](Trace& trace) {
    const auto limbs = [&](std::size_t place, Element value) {
      trace.at(row + 1, kAux + place) = element(value.as_canonical_u64() & 0xffff);
      trace.at(row + 1, kAux + place + 1) = element(value.as_canonical_u64() >> 16);
    };
    for (std::size_t k = 0; k < 8; ++k) trace.at(row, kAux + k) = element(k == 7 ? 1 : 0);
    const Element x = trace.at(row, small + 7), y = trace.at(row, large + 7);
    limbs(aux::kSmall, x);
    limbs(aux::kLarge, y);
    const auto* cells = trace.row(row + 1) + kAux;
    trace.at(row + 1, kAux + aux::kBorrow) = element(0);
    trace.at(row + 1, kAux + aux::kGap) = cells[aux::kLarge] - cells[aux::kSmall] - element(1);
    trace.at(row + 1, kAux + aux::kGap + 1) = cells[aux::kLarge + 1] - cells[aux::kSmall + 1];
  };
}

std::vector<BadTrace> order_edits() {
  const std::size_t low = kFirst + rows::kLow, next = kFirst + rows::kNext;
  return {
      {"identities/low-order", selects_last(low, kWord, C::kAddress)},
      {"identities/low-order", add_to(low + 1, kAux + aux::kGap)},
      {"identities/low-order", add_to(low + 1, kAux + aux::kSmall)},
      {"identities/low-order", both(add_to(kSecond + rows::kRest, kAux + aux::kBorrow),
                                    both(add_to(kSecond + rows::kRest, kAux + aux::kGap, 65536),
                                         add_to(kSecond + rows::kRest, kAux + aux::kGap + 1, -1)))},
      {"identities/next-order", selects_last(next, C::kAddress, kWord)},
      {"identities/next-order", add_to(next + 1, kAux + aux::kGap + 1)},
      {"identities/next-order", set_all(kSecond + rows::kNext, 1, kAux + 3, 1)},
      // The end, where there is none.
      {"identities/end", add_to(kSecond + rows::kNext, kWord + 3)},
      {"identities/end", add_to(kSecond + rows::kNext, kWord)},
      {"identities/end",
       both(add_to(kSecond + rows::kNewLink, kWord), add_to(kSecond + rows::kLowLink, kWord))},
  };
}

std::vector<BadTrace> place_edits() {
  const auto moved = [](std::size_t row, std::size_t place) {
    return both(add_to(row, kAux + place), add_to(row, kAux + aux::kTree));
  };
  return {
      {"identities/places", add_to(kFirst + rows::kLeaf, kAux + aux::kPlace)},
      {"identities/places", add_to(kFirst + rows::kSet, kAux + aux::kTree)},
      {"identities/places", add_to(kFirst + rows::kAccountsBefore, kAux + aux::kPlace)},
      {"identities/places", add_to(kSecond + rows::kAccountsAfter, kAux + aux::kTree)},
      {"identities/places", add_to(kSecond + rows::kBefore, kAux + aux::kTree)},
      {"identities/places", add_to(kSecond + rows::kEmpty, kAux + aux::kTree)},
      {"identities/low-position", add_to(kFirst + rows::kAfter, kAux + aux::kPlace)},
      {"identities/low-position", moved(kFirst + rows::kAfter, aux::kUpper)},
      {"identities/low-position", moved(kSecond + rows::kBefore, aux::kUpper)},
      {"identities/new-position", add_to(kFirst + rows::kNew, kAux + aux::kPlace)},
      {"identities/new-position", moved(kFirst + rows::kNew, aux::kUpper)},
      {"identities/new-position", moved(kSecond + rows::kEmpty, aux::kUpper)},
      {"identities/empty", add_to(kFirst + rows::kEmpty, kWord)},
      {"identities/empty", add_to(kFirst + rows::kEmpty, kWord + 7)},
      {"identities/empty", add_to(kSecond + rows::kEmpty, kWord + 3)},
  };
}

// Lists that break a rule and show it in a single group.
LabelCase list_case(const p3::testing::AirPointer& air, const char* label, std::size_t which,
                    const std::function<void(SignedIdentity&)>& change) {
  return {label, [=] {
            IdentityWitness list = testing::RandomIdentities::make(IdentityRules{});
            change(list.identities[which]);
            p3::testing::TrialBatch batch;
            batch.push_back({air, testing::tables_of(list).identities});
            return batch;
          }};
}

TEST(Identities, EveryGroupIsNeeded) {
  const Tables tables;
  std::vector<LabelCase> cases;
  for (const auto& edits :
       {block_edits(), declaration_edits(), account_edits(), order_edits(), place_edits()}) {
    for (LabelCase& c : p3::testing::cases_of(tables.identities, tables.honest.identities, edits)) {
      cases.push_back(std::move(c));
    }
  }
  const auto list = [&](const char* label, std::size_t which, auto change) {
    cases.push_back(list_case(tables.identities, label, which, change));
  };
  using Identity = SignedIdentity;
  list("identities/low-order", 1, [](Identity& one) { one.low.address = one.body.address; });
  list("identities/next-order", 0, [](Identity& one) { one.low.next_address = one.body.address; });
  list("identities/activation", 0,
       [](Identity& one) { one.body.vote_key.activation_height = 0x1'2345; });
  EXPECT_THAT(p3::testing::check_label_cases(*tables.identities, cases), IsEmpty());
}

TEST(Attestations, EveryGroupIsNeeded) {
  const Tables tables;
  namespace r = attestation_row;
  const std::size_t second = A::kRows;
  const std::vector<BadTrace> bad = {
      {"attestations/flags", doubled(second, A::kRow, A::kRows), true},
      {"attestations/flags",
       both(set_all(A::kRows * kAttestations, 1, A::kRow, -1),
            [](Trace& trace) {
              for (std::size_t k = 1; k < A::kRows; ++k) {
                trace.at(A::kRows * kAttestations + k, A::kRow + k) = element(0) - element(1);
              }
            }),
       true},
      {"attestations/flags", doubled(0, A::kRow, A::kRows), true},
      {"attestations/sequence", set_all(second + r::kMember, 1, A::kRow + r::kMember, 0)},
      {"attestations/sequence", set_all(second, 1, A::kRow, 0)},
      {"attestations/sequence", set_all(A::kRows * kAttestations + 2, 1, A::kRow + r::kRoot, 1)},
      {"attestations/carry", add_to(second, A::kIdentity)},
      {"attestations/carry", set_all(second, 3, A::kLeaf, 9)},
      {"attestations/carry", add_to(second + r::kMember, A::kAttestation)},
      {"attestations/carry", add_to(second + r::kRoot, A::kMember)},
      {"attestations/previous", add_to(second + r::kMember, A::kPrevious)},
      {"attestations/previous", add_to(r::kMember, A::kPrevious, -1)},
      {"attestations/previous", set_all(r::kMember, 1, A::kPrevious, -1)},
  };
  EXPECT_THAT(p3::testing::check_label_cases(
                  *tables.attestations,
                  p3::testing::cases_of(tables.attestations, tables.honest.attestations, bad)),
              IsEmpty());
}

// Cells of one identity that nothing reads: `aux` where a row has no use for it, and what the rows
// where the list begins and ends have beside their word and number.
std::set<std::pair<std::size_t, std::size_t>> unread_cells() {
  const std::map<std::size_t, std::vector<std::size_t>> used = {
      {rows::kAddress, {0}},
      {rows::kParameter, {0, 1, 2, 3}},
      {rows::kEpoch, {0, 1, 2, 3, 4, 5, 6, 7}},
      {rows::kActivation, {0, 1, 2, 3, 4, 5, 6, 7}},
      {rows::kHeight, {0, 1, 2, 3, 4, 5, 6, 7}},
      {rows::kEpochNonce, {0, 1, 2, 3, 4, 5}},
      {rows::kSet, {1, 4}},
      {rows::kSetCount, {4, 5}},
      {rows::kDeclaration, {0, 1, 2, 3}},
      {rows::kLeaf, {1, 4}},
      {rows::kWindow, {0, 1, 2, 3, 4, 5, 6, 7}},
      {rows::kNext, {0, 1, 2, 3, 4, 5, 6, 7}},
      {rows::kNewLink, {0, 1, 2, 3, 4, 5, 6, 7}},
      {rows::kLow, {0, 1, 2, 3, 4, 5, 6, 7}},
      {rows::kRest, {0, 1, 2, 3, 4, 5, 6, 7}},
      {rows::kBefore, {0, 1, 2, 3, 4}},
      {rows::kAfter, {0, 1, 4}},
      {rows::kNew, {0, 1, 2, 3, 4}},
      {rows::kEmpty, {0, 1, 4}},
      {rows::kAccountsBefore, {0, 1, 4}},
      {rows::kAccountsAfter, {1, 4}}};
  std::set<std::pair<std::size_t, std::size_t>> unread;
  for (std::size_t row = 0; row < C::kRows; ++row) {
    for (std::size_t k = 0; k < 8; ++k) unread.insert({row, kAux + k});
    const auto found = used.find(row);
    if (found == used.end()) continue;
    for (const std::size_t k : found->second) unread.erase({row, kAux + k});
  }
  constexpr std::size_t kStart = C::kRows, kEnd = C::kRows + 1;
  for (const std::size_t row : {kStart, kEnd}) {
    for (std::size_t k = 0; k < 16; ++k) unread.insert({row, kAux + k});
  }
  for (std::size_t k = 0; k < 2; ++k) unread.insert({kEnd, C::kPosition + k});
  return unread;
}

TEST(Identities, EveryOtherCellIsBound) {
  const Tables tables;
  IdentityWitness list = testing::RandomIdentities::make(IdentityRules{});
  list.identities.pop_back();
  const IdentityTables made = testing::tables_of(list);
  EXPECT_EQ(p3::testing::free_cells(tables.identities, made.identities, C::kRows + 2),
            unread_cells());
  // The member before, between the first row and the last.
  std::set<std::pair<std::size_t, std::size_t>> unread;
  for (std::size_t block = 0; block < 3 * A::kRows; block += A::kRows) {
    for (std::size_t row = 1; row + 1 < A::kRows; ++row) unread.insert({block + row, A::kPrevious});
  }
  EXPECT_EQ(p3::testing::free_cells(tables.attestations, made.attestations, 3 * A::kRows), unread);
}

TEST(Identities, EveryGroupIsInTheDocument) {
  std::ifstream file("docs/spec/circuits/identity-tables.md");
  const std::string text{std::istreambuf_iterator<char>(file), {}};
  const Tables tables;
  for (const auto& air : {tables.identities, tables.attestations}) {
    for (const std::string& label : p3::testing::labels_of(*air)) {
      const std::size_t slash = label.find('/');
      const std::size_t begin = text.find("\n## " + label.substr(0, slash));
      ASSERT_NE(begin, std::string::npos) << label;
      const std::string section = text.substr(begin, text.find("\n## ", begin + 1) - begin);
      EXPECT_NE(section.find("`" + label.substr(slash + 1) + "`"), std::string::npos) << label;
    }
  }
}

// Numbers at their limits have traces without complaint.
TEST(Identities, BordersHold) {
  const Tables tables;
  const auto holds = [&](const IdentityWitness& list) {
    const IdentityTables made = testing::tables_of(list);
    auto broken = p3::testing::violated_labels(*tables.identities, made.identities.view(), {});
    broken.merge(p3::testing::violated_labels(*tables.attestations, made.attestations.view(), {}));
    return broken;
  };
  IdentityWitness list = testing::RandomIdentities::make(IdentityRules{});
  list.state.account_count = 0xffff'fffd;
  list.identities[0].body.vote_key.activation_height = ~std::uint64_t{0};
  list.identities[1].body.vote_key.activation_height =
      min_activation(list.height, IdentityRules{}.epoch_length);
  list.identities[0].signature.attempt = 0;
  list.identities[1].signature.attempt = 3;
  EXPECT_THAT(holds(list), IsEmpty());
  list.identities.clear();
  EXPECT_THAT(holds(list), IsEmpty());
}

}  // namespace
}  // namespace rpp
