// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include <cstddef>

// Columns of the table `identities`: a block of 43 rows an identity, a row where the list begins
// and one where it ends.
namespace rpp {

struct IdentitiesColumns {
  static constexpr std::size_t kWord = 0;
  static constexpr std::size_t kAux = 8;
  // Constant within a block.
  static constexpr std::size_t kAddress = 16;  // 8: of the new account
  static constexpr std::size_t kIndex = 24;
  static constexpr std::size_t kPosition = 25;  // 2 limbs: of the new account; last row: one more
  static constexpr std::size_t kRow = 27;       // one-hot flags
  static constexpr std::size_t kRows = 43;
  static constexpr std::size_t kStart = kRow + kRows;
  static constexpr std::size_t kEnd = kStart + 1;
  static constexpr std::size_t kWidth = kEnd + 1;
};

// What `word` holds. Messages: D the declaration, S the statement, N the new account, B and L the
// low account before and after; "D 3" is block 3 of it. "w5" is block 5 of an account's leaf.
namespace identity_row {
inline constexpr std::size_t kChain = 0;         // D 0, S 0: chain id
inline constexpr std::size_t kAddress = 1;       // D 1, S 1, N 0, L 1: address
inline constexpr std::size_t kWallet = 2;        // N 4: address_2 .. address_7, root_0, root_1
inline constexpr std::size_t kRoot = 3;          // D 2, S 2: vote root
inline constexpr std::size_t kRootRest = 4;      // N 5: root_2 .. root_7, pp_0, pp_1
inline constexpr std::size_t kParameter = 5;     // D 3, S 3: pp, first slot
inline constexpr std::size_t kSlot = 6;          // N 6: pp_2, pp_3, first slot, activation_0, _1
inline constexpr std::size_t kEpoch = 7;         // D 4: activation, epoch
inline constexpr std::size_t kActivation = 8;    // N 7: activation_2, activation_3, zeros
inline constexpr std::size_t kHeight = 9;        // S 4: activation, height
inline constexpr std::size_t kEpochNonce = 10;   // S 5: epoch, nonce_0 .. nonce_3
inline constexpr std::size_t kNonce = 11;        // D 5: epoch nonce
inline constexpr std::size_t kNonceSet = 12;     // S 6: nonce_4 .. nonce_7, set_0 .. set_3
inline constexpr std::size_t kSet = 13;          // validator-set root
inline constexpr std::size_t kSetCount = 14;     // S 7: set_4 .. set_7, attestations, 0
inline constexpr std::size_t kDeclaration = 15;  // digest of D
inline constexpr std::size_t kStatement = 16;    // digest of S
inline constexpr std::size_t kLeaf = 17;         // leaf of the list
inline constexpr std::size_t kStake = 18;        // N 3: zeros, address_0, address_1
inline constexpr std::size_t kPrevious = 19;     // N 8: zeros
inline constexpr std::size_t kStanding = 20;     // N 9: zeros, tier, reputation_0
inline constexpr std::size_t kWindow = 21;   // N 10: reputation_1, 0, timestamp, timestamp_0, _1
inline constexpr std::size_t kDecay = 22;    // N 11: timestamp_2, timestamp_3, zeros
inline constexpr std::size_t kNext = 23;     // N 1, B 1: the low account's next address
inline constexpr std::size_t kNewLink = 24;  // N 2: next index, balance 0, nonce 1
inline constexpr std::size_t kLowLink = 25;  // B 2: next index, w2_2 .. w2_7
inline constexpr std::size_t kLowLinkAfter = 26;  // L 2: position, the same
inline constexpr std::size_t kLow = 27;           // B 0, L 0: the low account's address
inline constexpr std::size_t kRest = 28;          // 9 rows: B 3 .. 11, L 3 .. 11
inline constexpr std::size_t kRestRows = 9;
inline constexpr std::size_t kBefore = 37;          // digest of B
inline constexpr std::size_t kAfter = 38;           // digest of L
inline constexpr std::size_t kNew = 39;             // digest of N
inline constexpr std::size_t kEmpty = 40;           // H(account; empty)
inline constexpr std::size_t kAccountsBefore = 41;  // accounts root before the identity
inline constexpr std::size_t kAccountsAfter = 42;   // and after
}  // namespace identity_row

// Places in `aux`.
namespace identity_aux {
inline constexpr std::size_t kFirstSlot = 0;   // row kParameter
inline constexpr std::size_t kHeight = 0;      // row kEpoch
inline constexpr std::size_t kEpoch = 4;       //
inline constexpr std::size_t kActivation = 0;  // row kActivation
inline constexpr std::size_t kHeightCopy = 4;
inline constexpr std::size_t kLeast = 0;         // row kHeight: the least activation height
inline constexpr std::size_t kTimestamp = 4;     // rows kHeight, kWindow
inline constexpr std::size_t kDifference = 0;    // row kEpochNonce: activation - least
inline constexpr std::size_t kAttested = 4;      // rows kEpochNonce, kSetCount: attestations so far
inline constexpr std::size_t kMember = 5;        // the last member; p - 1 before the first
inline constexpr std::size_t kKeyLeaf = 0;       // rows kAddress (0), kDeclaration: the attempt
inline constexpr std::size_t kAttemptsLeft = 1;  // row kDeclaration
inline constexpr std::size_t kAboveLeast = 2;    // attestations - 3
inline constexpr std::size_t kBelowMost = 3;     // 8 - attestations
inline constexpr std::size_t kSelected = 0;      // rows kLow, kNext: 8, the first other element
inline constexpr std::size_t kSmall = 0;  // rows kRest, kNewLink: that element of the smaller one
inline constexpr std::size_t kLarge = 2;  // and of the larger one, in limbs
inline constexpr std::size_t kGap = 4;    // 2 limbs
inline constexpr std::size_t kBorrow = 6;
inline constexpr std::size_t kLast = 7;   // row kNewLink: no account is above the new one
inline constexpr std::size_t kUpper = 0;  // rows of leaves: upper limb of the position
inline constexpr std::size_t kPlace = 1;  // index of the node
inline constexpr std::size_t kTree = 4;
inline constexpr std::size_t kCarry = 0;  // row kAccountsBefore: of position + 1
}  // namespace identity_aux

}  // namespace rpp
