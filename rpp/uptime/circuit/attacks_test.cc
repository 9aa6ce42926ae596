// SPDX-License-Identifier: Apache-2.0 OR MIT
//
// Attackers who do not break a native rule by its name: heads that nobody opened, heights beyond
// the history, days that wrap around p, and counts that are not the list's.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "rpp/uptime/air/claims_air.h"
#include "rpp/uptime/air/heads_air.h"
#include "rpp/uptime/air/models.h"
#include "rpp/uptime/circuit/circuit_test_support.h"
#include "rpp/uptime/circuit/unsigned_claims_test_support.h"
#include "testing/air_groups.h"
#include "testing/table_cases.h"

namespace rpp {
namespace {

using p3::testing::TrialBatch;
using p3::testing::Verdict;
using ::testing::Contains;
using ::testing::IsEmpty;
using testing::test_pool;

const UptimeSample& two_claims() {
  static const UptimeSample kSample =
      make_uptime_sample(9, {.rules = {}, .count = 2, .senders = 1}, test_pool());
  return kSample;
}

std::size_t number(UptimeTable table) { return static_cast<std::size_t>(table); }

// Claims on one head: the second gives it a later time, so that its window may end later.
TEST(UptimeAttacks, OneHeadHasOneTime) {
  UptimeDraft draft = two_claims().draft;
  draft.claims[1] = draft.claims[0];
  draft.claims[1].body.nonce += 1;
  draft.claims[1].body.window_end += kHeadMaxAgeSeconds;
  draft.claims[1].body.window_start = draft.claims[0].body.window_end - kHourSeconds;
  draft.claims[1].record = {1, draft.claims[1].body.window_start,
                            draft.claims[1].body.window_start};
  UptimeWitness witness = sign(draft, test_pool());
  witness.claims[1].head_timestamp += kHeadMaxAgeSeconds;
  const Verdict verdict = try_batch(testing::forced_batch(std::move(witness)));
  EXPECT_THAT(verdict.labels, IsEmpty());
  EXPECT_FALSE(verdict.buses.empty());
  EXPECT_FALSE(verdict.accepted());
}

// The history has the leaf of a height beyond 2^32 at the position modulo 2^32.
TEST(UptimeAttacks, HeightsDoNotWrap) {
  UptimeDraft draft = two_claims().draft;
  BlockLeaf& block = draft.blocks[draft.claims[0].head];
  block.height += std::uint64_t{1} << 32;
  UptimeClaim& body = draft.claims[0].body;
  body.head_height = block.height;
  const Verdict verdict = try_batch(testing::forced_batch(sign(draft, test_pool())));
  EXPECT_THAT(verdict.labels, Contains("claims/height"));
  EXPECT_THAT(verdict.labels, Contains("heads/height"));
  EXPECT_FALSE(verdict.accepted());
}

// A head supplied from a row that is no block, or opened but not in the table of claims.
TEST(UptimeAttacks, HeadsAreOpenedOnes) {
  for (const bool hidden : {false, true}) {
    TrialBatch batch = testing::forced_batch(two_claims().witness);
    Trace& heads = batch[number(UptimeTable::kHeads)].trace;
    if (hidden) {
      // The block stays, its leaf does not reach the history.
      heads.at(4, HeadsColumns::kFlags + 4) = Element::zero();
    } else {
      heads.at(1, HeadsColumns::kWord) += Element::one();
      Trace& claims = batch[number(UptimeTable::kClaims)].trace;
      claims.at(claim_row::kHead, ClaimsColumns::kWord) += Element::one();
    }
    const Verdict verdict = try_batch(batch);
    EXPECT_TRUE(!verdict.labels.empty() || !verdict.buses.empty()) << hidden;
    EXPECT_FALSE(verdict.accepted()) << hidden;
  }
}

// Blocks without a start: nobody demands the root of the history.
TEST(UptimeAttacks, TheRootOfTheHistoryIsDemanded) {
  TrialBatch batch = testing::forced_batch(two_claims().witness);
  batch[number(UptimeTable::kHeads)].trace.at(0, HeadsColumns::kFlags) = Element::zero();
  const Verdict verdict = try_batch(batch);
  EXPECT_THAT(verdict.labels, Contains("heads/sequence"));
  EXPECT_FALSE(verdict.accepted());
}

// 2^16 * 32512 = -1: with a carry of 32,512 no days pass while a time of 32512 * 2^16 + 1 seconds
// does. Every equation holds; only the range of what is left of the carry does not.
TEST(UptimeAttacks, DaysDoNotWrap) {
  constexpr std::uint64_t kWrap = (std::uint64_t{32512} << 16) + 1;
  UptimeWitness list = testing::unsigned_claims();
  list.claims.resize(1);
  SignedClaim& claim = list.claims[0];
  claim.body.window_end = claim.head_timestamp = (std::uint64_t{1} << 40) + 1;
  claim.body.window_start = claim.body.window_end - kHourSeconds;
  // No day has passed since `honest`, 24,660 have since `last`.
  const std::uint64_t honest = claim.body.window_end, last = honest - kWrap;
  claim.record = {700, claim.body.window_start, honest};
  Trace trace = testing::trace_of(list);
  const auto before = u64_limbs(last);
  using C = ClaimsColumns;
  put(trace, claim_row::kDecay, C::kWord + 2, before);
  put(trace, claim_row::kRecord, C::kAux + claim_aux::kLastDecay, before);
  const auto set_carry = [&](std::size_t k, Element carry) {
    trace.at(claim_row::kDecay, C::kAux + claim_aux::kDayCarry + k) = carry;
    trace.at(claim_row::kLast, C::kAux + claim_aux::kDayCarryLeft + k) =
        element(ClaimsAir::kMaxDayCarry) - carry;
  };
  // Limb by limb as integers, with the first carry above its bound.
  const auto after = u64_limbs(honest);
  const Element unit = element(1u << 16).inverse();
  Element carry;
  for (std::size_t k = 0; k < 3; ++k) {
    carry = (before[k] + carry - after[k]) * unit;
    set_carry(k, carry);
  }
  EXPECT_EQ(trace.at(claim_row::kDecay, C::kAux + claim_aux::kDayCarry), element(32512));
  const auto air = make_claims_air();
  EXPECT_THAT(p3::testing::violated_labels(*air, trace.view(), {}), IsEmpty());
  EXPECT_GE(trace.at(claim_row::kLast, C::kAux + claim_aux::kDayCarryLeft).as_canonical_u64(),
            0x10000u);
  RangeTrace range;
  const Element* left = &trace.at(claim_row::kLast, C::kAux);
  range.add({left[0], left[1], left[2], left[3]});
  EXPECT_EQ(range.rows(), 0u);
}

// The list is longer or shorter than the count says.
TEST(UptimeAttacks, TheCountIsTheLists) {
  for (const std::uint32_t count : {1u, 3u}) {
    UptimeClaims claims = two_claims().claimed;
    claims.fields.count = count;
    const Verdict verdict = try_batch(testing::forced_batch(two_claims().witness, claims));
    EXPECT_THAT(verdict.buses, Contains(::testing::HasSubstr("global"))) << count;
    EXPECT_FALSE(verdict.accepted()) << count;
  }
}

}  // namespace
}  // namespace rpp
