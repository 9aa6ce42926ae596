// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include "rpp/gadgets/rows.h"
#include "rpp/state/air/effects_columns.h"
#include "rpp/state/air/memory.h"

// Reading the rows of table `effects`, and which of them are accesses and sums.
namespace rpp {

// The cells of one row.
template <class E>
struct EffectsRow {
  E u[8], v[8];
  E index, sender;
  E bits[EffectsColumns::kBitCount];
  E part, offset, gap;
  E extra[EffectsColumns::kExtras];
  E row[EffectsColumns::kRows];
  E start;

  template <bool kBelow, class B>
  P3_INLINE static EffectsRow read(B& b) {
    using C = EffectsColumns;
    EffectsRow row;
    read_cells<8, kBelow>(b, C::kU, row.u);
    read_cells<8, kBelow>(b, C::kV, row.v);
    read_cells<1, kBelow>(b, C::kIndex, &row.index);
    read_cells<1, kBelow>(b, C::kSender, &row.sender);
    read_cells<C::kBitCount, kBelow>(b, C::kBits, row.bits);
    read_cells<1, kBelow>(b, C::kPart, &row.part);
    read_cells<1, kBelow>(b, C::kOffset, &row.offset);
    read_cells<1, kBelow>(b, C::kGap, &row.gap);
    read_cells<C::kExtras, kBelow>(b, C::kExtra, row.extra);
    read_cells<C::kRows, kBelow>(b, C::kRow, row.row);
    read_cells<1, kBelow>(b, C::kStart, &row.start);
    return row;
  }

  P3_INLINE const E& bit(std::size_t column) const { return bits[column - EffectsColumns::kBits]; }
  P3_INLINE const E& rotation() const { return bits[0]; }
  P3_INLINE const E& bond() const { return bits[1]; }
  P3_INLINE const E& unbond() const { return bits[2]; }
  // 1 but for transfers.
  P3_INLINE E own() const { return bits[0] + bits[1] + bits[2]; }
  P3_INLINE E kind() const { return bits[0] + bits[1] + bits[1] + bits[2] + bits[2] + bits[2]; }
};

// Whether the row is one of these.
template <class Row, std::size_t N>
P3_INLINE auto any_of(const Row& row, const std::size_t (&rows)[N]) {
  auto total = row.row[rows[0]];
  for (std::size_t k = 1; k < N; ++k) total = total + row.row[rows[k]];
  return total;
}

namespace effects_row {
// Static, as kEffectsNotes.
static constexpr std::size_t kSenderAccesses[] = {
    effects_row::kSender,      effects_row::kFlags,        effects_row::kPreviousSlot,
    effects_row::kPreviousKey, effects_row::kPreviousRoot, effects_row::kVoteSlot,
    effects_row::kVoteRoot,    effects_row::kWalletKey,    effects_row::kStake,
    effects_row::kBalance};
static constexpr AccountWord kSenderWords[] = {
    AccountWord::kAddress,     AccountWord::kSuccesses,    AccountWord::kPreviousSlot,
    AccountWord::kPreviousKey, AccountWord::kPreviousRoot, AccountWord::kVoteSlot,
    AccountWord::kVoteRoot,    AccountWord::kWalletKey,    AccountWord::kStake,
    AccountWord::kBalance};
static constexpr std::size_t kRecipientAccesses[] = {effects_row::kRecipient,
                                                     effects_row::kReceived};
// u_0 .. u_3 + u_4 .. u_7 = v_0 .. v_3, and a carry.
static constexpr std::size_t kAdders[] = {
    effects_row::kReceive,    effects_row::kBonded, effects_row::kMinimum,
    effects_row::kActivation, effects_row::kPay,    effects_row::kCredit,
    effects_row::kSum,        effects_row::kExpiry, effects_row::kActive};
}  // namespace effects_row

}  // namespace rpp
