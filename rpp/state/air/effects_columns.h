// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include <cstddef>
#include <cstdint>

// Columns of the table `effects`: a block of 48 rows a transaction, and one row where the list
// begins.
namespace rpp {

struct EffectsColumns {
  static constexpr std::size_t kU = 0;  // what the row works on; of an access, the word before
  static constexpr std::size_t kV = 8;  // what it makes; of an access, the word after
  // Constant within a block.
  static constexpr std::size_t kIndex = 16;
  static constexpr std::size_t kSender = 17;  // number of the sender's account
  static constexpr std::size_t kBits = 18;
  static constexpr std::size_t kRotation = kBits;  // kind 1
  static constexpr std::size_t kBond = 19;         // kind 2
  static constexpr std::size_t kUnbond = 20;       // kind 3
  static constexpr std::size_t kChanged = 21;      // a rotation to another vote key
  static constexpr std::size_t kOutside = 22;      // a bond of an account without the flag
  static constexpr std::size_t kInside = 23;       // an unbond of one with it
  static constexpr std::size_t kJoin = 24;         // the account becomes a validator
  static constexpr std::size_t kLeave = 25;        // it is none any more
  static constexpr std::size_t kMove = 26;  // a validator's vote key becomes the previous one
  static constexpr std::size_t kLift = 27;  // the activation height is raised to the least one
  static constexpr std::size_t kBitCount = 10;
  static constexpr std::size_t kPart = 28;  // of the proof that the vote key is another one
  // Of a row.
  static constexpr std::size_t kOffset = 29;  // of the account accessed from the sender
  static constexpr std::size_t kGap = 30;     // time since the version before, less 1
  static constexpr std::size_t kExtra = 31;   // up to three more numbers for `range`
  static constexpr std::size_t kExtras = 3;
  static constexpr std::size_t kRow = kExtra + kExtras;  // one-hot flags
  static constexpr std::size_t kRows = 48;
  static constexpr std::size_t kStart = kRow + kRows;
  static constexpr std::size_t kWidth = kStart + 1;
};

// The rows of a block, in an order in which rows that share fields are neighbours. *Notes* carry
// eight cells to the few that are not. (u | v) says what the cells hold; "now" and "new" are parts
// of the account's keys before and after, cut as the hash of a key change is: wallet key; vote
// root; vote pp and first slot; activation height.
namespace effects_row {
inline constexpr std::size_t kWalletKeys = 0;   // wallet key now | new
inline constexpr std::size_t kChain = 1;        // inverses for the row above | block 0: chain id
inline constexpr std::size_t kKindFrom = 2;     // inverses | block 1: kind, from_0 .. from_6
inline constexpr std::size_t kSender = 3;       // access: address
inline constexpr std::size_t kFromKey = 4;      // wallet key now | block 2: from_7, key_0 .. key_6
inline constexpr std::size_t kKeyTo = 5;        // inverses | block 3: key_7, to_0 .. to_6
inline constexpr std::size_t kRecipient = 6;    // access: address
inline constexpr std::size_t kAmountCopy = 7;   // block 4 |
inline constexpr std::size_t kReceive = 8;      // balance, amount or 0 | sum
inline constexpr std::size_t kReceived = 9;     // access: balance
inline constexpr std::size_t kVoteRoots = 10;   // vote root now | new
inline constexpr std::size_t kInverses = 11;    // for the row above | for the row below
inline constexpr std::size_t kVoteSlots = 12;   // pp and first slot now | new
inline constexpr std::size_t kStakes = 13;      // block 4 | stake now, new
inline constexpr std::size_t kBonded = 14;      // smaller stake, difference | larger; stake new
inline constexpr std::size_t kMinimum = 15;     // stake minimum, rest | stake new
inline constexpr std::size_t kFlags = 16;       // access: flags
inline constexpr std::size_t kCount = 17;       // access: number of validators
inline constexpr std::size_t kLeast = 18;       // | least activation height, zeros
inline constexpr std::size_t kActivation = 19;  // least activation, rest | activation
inline constexpr std::size_t kHeights = 20;     // activation height now | new
inline constexpr std::size_t kPreviousSlot = 21;  // access: previous key, tier
inline constexpr std::size_t kSlotNow = 22;       // pp and first slot now |
inline constexpr std::size_t kPreviousKey = 23;   // access
inline constexpr std::size_t kRootNow = 24;       // vote root now | inverses
inline constexpr std::size_t kPreviousRoot = 25;  // access: activation height, previous key
inline constexpr std::size_t kHeightPart = 26;    // activation height now | new, block 3 of keys
inline constexpr std::size_t kVoteSlot = 27;      // access: vote key
inline constexpr std::size_t kSlotPart = 28;      // pp, first slot now | new, block 2 of keys
inline constexpr std::size_t kVoteRoot = 29;      // access: vote key
inline constexpr std::size_t kRootPart = 30;      // vote root now | new, block 1 of keys
inline constexpr std::size_t kWalletKey = 31;     // access: wallet key, vote root
inline constexpr std::size_t kWalletPart = 32;    // wallet key now | new, block 0 of keys
inline constexpr std::size_t kStake = 33;         // access: rotation count, stake, wallet key
inline constexpr std::size_t kNonceCopy = 34;     // block 5 | stake now, new
inline constexpr std::size_t kBalance = 35;       // access: balance, nonce
inline constexpr std::size_t kPay = 36;           // rest, paid | balance now; new
inline constexpr std::size_t kCredit = 37;        // rest, unbonded | balance new; paid
inline constexpr std::size_t kSum = 38;           // amount, fee | amount + fee; fees before
inline constexpr std::size_t kToAmount = 39;      // fee_3 at 7 | block 4: to_7, amount, fee_0 ..
inline constexpr std::size_t kFeeNonce = 40;      // | block 5: fee_3, rotation count, nonce, expiry
inline constexpr std::size_t kExpiryMemo = 41;    // expiry | block 6: expiry_3, memo_0 .. memo_6
inline constexpr std::size_t kKeysDigest = 42;    // expiry | of a rotation: H(keys; ...)
inline constexpr std::size_t kMemo = 43;          // expiry | block 7: memo_7, zeros
inline constexpr std::size_t kExpiry = 44;        // height, rest | expiry
inline constexpr std::size_t kBlock = 45;         // activation height now | height, timestamp
inline constexpr std::size_t kActive = 46;        // activation now, rest | height
inline constexpr std::size_t kHash = 47;          // C8 of the leaf | transaction hash
}  // namespace effects_row

// Notes: the cells of one row, u or v, that stand in others of the block again.
enum class EffectsNote : std::uint32_t {
  kNone,
  kWalletNow,
  kWalletNew,
  kRootNow,
  kRootNew,
  kSlotNow,
  kSlotNew,
  kHeightNow,
  kHeightNew,
  kAmounts,
  kNonces,
  kStakes,
};

// The note in u or v of a row; a source gives it to `copies` rows, others (0) take one.
struct EffectsNotePlace {
  std::size_t row;
  bool in_v;
  EffectsNote note;
  std::uint32_t copies;
};
// Static, so that no kernel leaves a weak symbol of its instruction set (isa_symbols).
static constexpr EffectsNotePlace kEffectsNotes[] = {
    {effects_row::kWalletPart, false, EffectsNote::kWalletNow, 2},
    {effects_row::kWalletKeys, false, EffectsNote::kWalletNow, 0},
    {effects_row::kFromKey, false, EffectsNote::kWalletNow, 0},
    {effects_row::kWalletPart, true, EffectsNote::kWalletNew, 1},
    {effects_row::kWalletKeys, true, EffectsNote::kWalletNew, 0},
    {effects_row::kRootPart, false, EffectsNote::kRootNow, 2},
    {effects_row::kVoteRoots, false, EffectsNote::kRootNow, 0},
    {effects_row::kRootNow, false, EffectsNote::kRootNow, 0},
    {effects_row::kRootPart, true, EffectsNote::kRootNew, 1},
    {effects_row::kVoteRoots, true, EffectsNote::kRootNew, 0},
    {effects_row::kSlotPart, false, EffectsNote::kSlotNow, 2},
    {effects_row::kVoteSlots, false, EffectsNote::kSlotNow, 0},
    {effects_row::kSlotNow, false, EffectsNote::kSlotNow, 0},
    {effects_row::kSlotPart, true, EffectsNote::kSlotNew, 1},
    {effects_row::kVoteSlots, true, EffectsNote::kSlotNew, 0},
    {effects_row::kHeightPart, false, EffectsNote::kHeightNow, 2},
    {effects_row::kHeights, false, EffectsNote::kHeightNow, 0},
    {effects_row::kBlock, false, EffectsNote::kHeightNow, 0},
    {effects_row::kHeightPart, true, EffectsNote::kHeightNew, 1},
    {effects_row::kHeights, true, EffectsNote::kHeightNew, 0},
    {effects_row::kToAmount, true, EffectsNote::kAmounts, 2},
    {effects_row::kAmountCopy, false, EffectsNote::kAmounts, 0},
    {effects_row::kStakes, false, EffectsNote::kAmounts, 0},
    {effects_row::kFeeNonce, true, EffectsNote::kNonces, 1},
    {effects_row::kNonceCopy, false, EffectsNote::kNonces, 0},
    {effects_row::kNonceCopy, true, EffectsNote::kStakes, 1},
    {effects_row::kStakes, true, EffectsNote::kStakes, 0},
};

}  // namespace rpp
