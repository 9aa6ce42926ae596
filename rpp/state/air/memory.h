// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

#include "rpp/gadgets/buses.h"

// The bus `memory`: the accounts of a block while it is applied, eight elements at a time.
//
// A tuple is (account, word, time, 8 elements). Table `accounts` supplies the words of the leaves
// before at time 0 and demands the last version of each, whatever its time. Whoever reads or writes
// demands the version that is there and supplies a later one. Soundness:
// docs/spec/circuits/state-tables.md.
namespace rpp {

inline constexpr std::size_t kMemoryWidth = 11;

// Accounts by number, in the order of table `accounts`; then the number of validators, as word 0 of
// one more: (count, 0 x 7).
inline constexpr std::uint32_t kCountAccount = 1u << 20;

// The words of an account leaf: its 93 elements (rpp/chain/account.h) in their order, then zeros.
inline constexpr std::size_t kAccountWords = 12;
enum class AccountWord : std::uint32_t {
  kAddress = 0,
  kNextAddress = 1,
  kBalance = 2,       // next index (2), balance (4), nonce (2)
  kStake = 3,         // rotation count (2), stake (4), wallet key 0, 1
  kWalletKey = 4,     // wallet key 2 .. 7, vote root 0, 1
  kVoteRoot = 5,      // vote root 2 .. 7, vote pp 0, 1
  kVoteSlot = 6,      // vote pp 2, 3, first slot (4), activation height 0, 1
  kPreviousRoot = 7,  // activation height 2, 3, previous root 0 .. 5
  kPreviousKey = 8,   // previous root 6, 7, previous pp (4), previous first slot 0, 1
  kPreviousSlot = 9,  // previous first slot 2, 3, previous activation (4), tier, reputation 0
  kHours = 10,        // reputation 1, hours, window end (4), last decay 0, 1
  kSuccesses = 11     // last decay 2, 3, successes (2), flags, 0 x 3
};

// Times: an access is later than those of what the block applies before it, and no two of one word
// have the same.
inline constexpr std::uint32_t kInitialTime = 0;
constexpr std::uint32_t record_time(std::uint32_t i) { return 1 + i; }
constexpr std::uint32_t sender_time(std::uint32_t i) { return 1024 + 2 * i; }
constexpr std::uint32_t recipient_time(std::uint32_t i) { return 1025 + 2 * i; }
inline constexpr std::uint32_t kProposerTime = 2048;
inline constexpr std::uint32_t kBoundaryTime = 2049;  // of the validators' fields
inline constexpr std::uint32_t kSelectedTime = 2050;  // of the vote key that counts

// An access at `time` to a version of `previous`: time - 1 - previous is a 16-bit limb.
template <class E>
P3_INLINE p3::LookupTuple<E, kMemoryWidth> memory_tuple(const E& account, const E& word,
                                                        const E& time, const E* values) {
  TupleWriter<E, kMemoryWidth> w;
  w.add(account);
  w.add(word);
  w.add(time);
  w.add(values, 8);
  return w.filled();
}

}  // namespace rpp
