// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include "p3/air/shape.h"
#include "rpp/chain/uptime.h"
#include "rpp/gadgets/globals.h"
#include "rpp/hash/tags.h"
#include "rpp/state/air/access_air.h"
#include "rpp/state/air/account_places.h"
#include "rpp/state/air/records_columns.h"
#include "rpp/state/air/standing_air.h"
#include "rpp/state/air/trees.h"

// Table `records`: every uptime record of a block.
//
// A block of 13 rows hashes the statement, supplies its leaf to the list's tree, compares what it
// says with the account in memory, and writes the record after, the next nonce, score and tier. Row
// flags are one-hot columns that shift from row to row; all rules hold cyclically. Rules and
// soundness: docs/spec/circuits/state-records.md.
namespace rpp {

// The cells of one row.
template <class E>
struct RecordsRow {
  E word[8], before[8], after[8];
  E previous, index, account;
  Standing<E> standing;
  E row[RecordsColumns::kRows];
  E start;

  template <bool kBelow, class B>
  P3_INLINE static RecordsRow read(B& b) {
    using C = RecordsColumns;
    RecordsRow row;
    read_cells<8, kBelow>(b, C::kWord, row.word);
    read_cells<8, kBelow>(b, C::kBefore, row.before);
    read_cells<8, kBelow>(b, C::kAfter, row.after);
    read_cells<1, kBelow>(b, C::kPrevious, &row.previous);
    read_cells<1, kBelow>(b, C::kIndex, &row.index);
    read_cells<1, kBelow>(b, C::kAccount, &row.account);
    read_cells<1, kBelow>(b, C::kHours, &row.standing.hours);
    read_cells<1, kBelow>(b, C::kTier, &row.standing.tier);
    read_cells<1, kBelow>(b, C::kScore, &row.standing.score_low);
    read_cells<1, kBelow>(b, C::kScore + 1, &row.standing.score_high);
    read_cells<C::kRows, kBelow>(b, C::kRow, row.row);
    read_cells<1, kBelow>(b, C::kStart, &row.start);
    return row;
  }
};

class RecordsAir {
 public:
  using F = p3::KoalaBear;
  using C = RecordsColumns;

  p3::AirShape<F> shape() const {
    p3::AirShape<F> shape;
    shape.width = C::kWidth;
    shape.declared_degree = 3;
    return shape;
  }

  template <class B>
  P3_INLINE void eval(B& b) const {
    using E = typename B::Expr;
    using Row = RecordsRow<E>;
    const Row row = Row::template read<false>(b), next = Row::template read<true>(b);
    eval_blocks(b, row, next);
    eval_owner(b, row, next);
    eval_nonce(b, row, next);
    eval_time(b, row, next);
    eval_record(b, row, next);
    eval_kept(b, row);
    eval_leaf(b, row, next);
    eval_standing(b, row, next);
    push_hasher(b, row, next);
    push_globals(b, row);
    push_memory(b, row);
  }

 private:
  P3_INLINE static F power(unsigned bits) { return F::from_u64(std::uint64_t{1} << bits); }

  template <std::size_t N, class B, class E>
  P3_INLINE static void equal(B&& b, const E* x, const E* y) {
    for (std::size_t k = 0; k < N; ++k) b.assert_eq(x[k], y[k]);
  }

  template <class B, class Row>
  P3_INLINE static void eval_blocks(B& b, const Row& row, const Row& next) {
    b.label("records/flags");
    b.assert_bools(row.row);
    b.assert_bool(row.start);
    b.assert_bool(sum_of(row.row, C::kRows) + row.start);
    b.label("records/sequence");
    for (std::size_t k = 0; k + 1 < C::kRows; ++k) b.assert_eq(next.row[k + 1], row.row[k]);
    b.label("records/carry");
    auto inside = b.when(sum_of(row.row, C::kRows - 1));
    inside.assert_eq(next.index, row.index);
    inside.assert_eq(next.account, row.account);
    inside.assert_eq(next.standing.hours, row.standing.hours);
    inside.assert_eq(next.standing.tier, row.standing.tier);
    inside.assert_eq(next.standing.score_low, row.standing.score_low);
    inside.assert_eq(next.standing.score_high, row.standing.score_high);
    b.label("records/start");
    b.when(row.start).assert_zero(row.index);
  }

  // The account is the one that the statement names, is nobody's but an owner's, and has this key.
  template <class B, class Row>
  P3_INLINE static void eval_owner(B& b, const Row& row, const Row& next) {
    using namespace record_row;
    using E = typename B::Expr;
    b.label("records/address");
    equal<8>(b.when(row.row[kAddress]), row.before, row.word);
    b.label("records/somebody");
    E product = next.word[0] * row.before[0];
    for (std::size_t k = 1; k < 8; ++k) product = product + next.word[k] * row.before[k];
    b.when(row.row[kChain]).assert_one(product);
    b.label("records/key-digest");
    equal<2>(b.when(row.row[kKey]), row.before + account_place::kKeyFirst, row.word);
    equal<6>(b.when(row.row[kKey]), next.before + account_place::kKeyRest, row.word + 2);
    b.label("records/rotation-count");
    equal<2>(b.when(row.row[kKey]), row.before + account_place::kRotationCount,
             next.word + record_word::kRotationCount);
  }

  // The nonce is the account's, which is one more afterwards.
  template <class B, class Row>
  P3_INLINE static void eval_nonce(B& b, const Row& row, const Row& next) {
    using namespace record_row;
    using E = typename B::Expr;
    constexpr std::size_t kAt = account_place::kNonce;
    b.label("records/nonce");
    equal<2>(b.when(row.row[record_row::kNonce]), next.before + kAt,
             row.word + record_word::kNonce);
    b.label("records/nonce-used");
    auto at = b.when(row.row[kWindow]);
    const E carry = (row.before[kAt] + F::one() - row.after[kAt]) * power(16).inverse();
    at.assert_bool(carry);
    at.assert_eq(row.after[kAt + 1], row.before[kAt + 1] + carry);
  }

  // 0 <= timestamp - end <= 3600: the difference is one limb.
  template <class B, class Row>
  P3_INLINE static void eval_time(B& b, const Row& row, const Row& next) {
    using namespace record_row;
    using namespace record_time_cells;
    using E = typename B::Expr;
    b.label("records/end-copy");
    equal<4>(b.when(row.row[kWindow]), row.word + record_word::kWindowEnd,
             next.after + record_time_cells::kEnd);
    auto at = b.when(row.row[kHead]);
    b.label("records/timestamp");
    const F unit = power(16).inverse();
    E carry = row.after[kAge];
    for (std::size_t k = 0; k < 4; ++k) {
      const E rest = row.after[record_time_cells::kEnd + k] + carry - row.before[kTimestamp + k];
      if (k == 3) {
        at.assert_zero(rest);
      } else {
        carry = rest * unit;
        at.assert_bool(carry);
      }
    }
    b.label("records/age");
    at.assert_eq(row.after[kAgeLeft], small_constant<E>(kClaimMaxAgeSeconds) - row.after[kAge]);
  }

  // Hours, end of the last window and last decay: those of the statement, before and after.
  template <class B, class Row>
  P3_INLINE static void eval_record(B& b, const Row& row, const Row& next) {
    using namespace account_place;
    namespace rows = record_row;
    namespace words = record_word;
    auto root = b.when(row.row[rows::kRoot]), middle = b.when(row.row[rows::kBefore]);
    auto last = b.when(row.row[rows::kAfter]);
    b.label("records/record-before");
    root.assert_eq(next.before[kHours], row.word[words::kHours]);
    equal<2>(root, next.before + kWindowEnd, row.word + words::kEnd);
    equal<2>(middle, row.before + kWindowEnd + 2, row.word + words::kEnd2);
    equal<2>(middle, row.before + kDecay, row.word + words::kDecay);
    equal<2>(middle, next.before + kDecayRest, row.word + words::kDecay + 2);
    b.label("records/record-after");
    middle.assert_eq(row.after[kHours], row.word[words::kHoursAfter]);
    middle.assert_eq(row.after[kWindowEnd], row.word[words::kEndAfter]);
    equal<3>(middle, row.after + kWindowEnd + 1, next.word + words::kEndAfter1);
    equal<2>(middle, row.after + kDecay, next.word + words::kDecayAfter);
    equal<2>(last, row.after + kDecayRest, row.word + words::kDecayAfter + 2);
  }

  // What an access leaves as it is.
  template <class B, class Row>
  P3_INLINE static void eval_kept(B& b, const Row& row) {
    using namespace record_row;
    b.label("records/read");
    equal<8>(b.when(row.row[kAddress] + row.row[kKey] + row.row[kNonce]), row.after, row.before);
    b.label("records/kept");
    equal<6>(b.when(row.row[kWindow] + row.row[kRoot]), row.after, row.before);
    equal<6>(b.when(row.row[kAfter]), row.after + 2, row.before + 2);
  }

  template <class B, class Row>
  P3_INLINE static void eval_leaf(B& b, const Row& row, const Row& next) {
    using namespace record_row;
    b.label("records/fill");
    b.when(row.row[kAfter]).assert_zero(row.word[record_word::kFill]);
    b.label("records/digest");
    equal<8>(b.when(row.row[kDigest]), next.word, row.word);
  }

  template <class B, class Row>
  P3_INLINE static void eval_standing(B& b, const Row& row, const Row& next) {
    using namespace record_row;
    using E = typename B::Expr;
    const Standing<E>& of = row.standing;
    b.label("records/standing");
    auto root = b.when(row.row[kRoot]), middle = b.when(row.row[record_row::kBefore]);
    root.assert_eq(row.after[account_place::kTier], of.tier);
    root.assert_eq(row.after[account_place::kScoreLow], of.score_low);
    middle.assert_eq(row.after[account_place::kScoreHigh], of.score_high);
    middle.assert_eq(row.after[account_place::kHours], of.hours);
    equal<2>(b.when(row.row[record_row::kAfter]), row.after + account_place::kSuccesses,
             next.after + standing_aux::kSuccesses);
    static constexpr StandingLabels kLabels = RPP_STANDING_LABELS("records");
    const StandingCells<E> cells{row.before, row.after, next.before, next.after};
    StandingRules<B>(b, kLabels, of, cells).eval(row.row[kDigest], row.row[kLeaf], row.row[kEnd]);
  }

  // Blocks and digest of the statement; and its leaf, a hash of one block, so the digest is C8,
  // below, minus the block.
  template <class B, class Row>
  P3_INLINE static void push_hasher(B& b, const Row& row, const Row& next) {
    using namespace record_row;
    using E = typename B::Expr;
    const E zero(F::zero());
    const E &first = row.row[kChain], &digest = row.row[kDigest], &leaf_row = row.row[kLeaf];
    const E middle = sum_of(row.row + 1, kBlocks - 1);
    E offset = digest * F::from_u64(kBlocks - 1);
    for (std::size_t j = 1; j < kBlocks; ++j) offset = offset + row.row[j] * F::from_u64(j);
    const E id = row.index * F::from_u64(kHashIdStride) +
                 F::from_u64(hash_id(HashKind::kListed, 0)) + offset;
    const E part = first * F::from_u64(2) + middle * F::from_u64(3) + digest * F::from_u64(4);
    const E tag = first * F::from_u64(static_cast<std::uint32_t>(Tag::kStatementUptime));
    const E length = first * F::from_u64(kUptimeStatementTable.num_elements());
    E leaf[8];
    for (std::size_t k = 0; k < 8; ++k) leaf[k] = next.word[k] - row.word[k];
    b.push_exclusive(
        bus::kHasher,
        b.arm(first + middle + digest, B::Count::integer(1),
              hash_part_tuple(part, id, row.word, tag, length)),
        b.arm(leaf_row, B::Count::integer(1),
              single_block_tuple(small_constant<E>(static_cast<std::uint32_t>(Tag::kList)),
                                 small_constant<E>(8), row.word, leaf)));
    b.push_global(bus::kNode,
                  node_tuple(small_constant<E>(static_cast<std::uint32_t>(NodeKind::kStatement)),
                             small_constant<E>(static_cast<std::uint32_t>(StateTree::kRecords)),
                             zero, row.index, leaf),
                  B::Count::bounded(-leaf_row, 1));
  }

  // The block's chain id, height and timestamp; and the number of records before this one, taken
  // from the block before and given to the next one.
  template <class B, class Row>
  P3_INLINE static void push_globals(B& b, const Row& row) {
    using namespace record_row;
    using E = typename B::Expr;
    using Count = typename B::Count;
    const E zero(F::zero());
    const E end = global_name<E>(GlobalName::kRecordsEnd);
    const E here[8] = {row.index, zero, zero, zero, zero, zero, zero, zero};
    const E then[8] = {row.index + row.row[kEnd], zero, zero, zero, zero, zero, zero, zero};
    b.push_exclusive(
        bus::kGlobal,
        b.arm(row.row[kChain], Count::integer(1),
              global_tuple(global_name<E>(GlobalName::kChainId), zero, row.word)),
        b.arm(row.row[kHead], Count::integer(1),
              global_tuple(global_name<E>(GlobalName::kStateBlock), zero, row.before)),
        b.arm(row.row[kAddress], Count::integer(1), global_tuple(end, zero, here)),
        b.arm(row.row[kEnd] + row.start, Count::integer(-1), global_tuple(end, zero, then)));
  }

  template <class B, class Row>
  P3_INLINE static void push_memory(B& b, const Row& row) {
    using namespace record_row;
    using E = typename B::Expr;
    constexpr std::pair<std::size_t, AccountWord> kAccesses[] = {
        {kAddress, AccountWord::kAddress},   {kKey, AccountWord::kStake},
        {kNonce, AccountWord::kWalletKey},   {kWindow, AccountWord::kBalance},
        {kRoot, AccountWord::kPreviousSlot}, {kBefore, AccountWord::kHours},
        {kAfter, AccountWord::kSuccesses}};
    E used(F::zero()), word(F::zero());
    for (const auto& [at, of] : kAccesses) {
      used = used + row.row[at];
      word = word + row.row[at] * F::from_u64(static_cast<std::uint32_t>(of));
    }
    push_access(b, used, row.account, word, row.previous,
                row.index + small_constant<E>(record_time(0)), row.before, row.after);
    push_limbs(b, row.row[kWindow] + row.row[kHead] + sum_of(row.row + kRoot, C::kRows - kRoot),
               row.after);
  }
};

}  // namespace rpp
