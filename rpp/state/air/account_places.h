// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include <cstddef>

// Places of an account's fields in its words (AccountWord), as far as the tables `records` and
// `proposer` use them.
namespace rpp::account_place {

// kBalance
inline constexpr std::size_t kBalance = 2;
inline constexpr std::size_t kNonce = 6;
// kStake
inline constexpr std::size_t kRotationCount = 0;
inline constexpr std::size_t kKeyFirst = 6;  // wallet key 0, 1
// kWalletKey
inline constexpr std::size_t kKeyRest = 0;  // wallet key 2 .. 7
inline constexpr std::size_t kKeyRestSize = 6;
// kPreviousSlot
inline constexpr std::size_t kTier = 6;
inline constexpr std::size_t kScoreLow = 7;
// kHours
inline constexpr std::size_t kScoreHigh = 0;
inline constexpr std::size_t kHours = 1;
inline constexpr std::size_t kWindowEnd = 2;
inline constexpr std::size_t kDecay = 6;  // last decay 0, 1
// kSuccesses
inline constexpr std::size_t kDecayRest = 0;  // last decay 2, 3
inline constexpr std::size_t kSuccesses = 2;

}  // namespace rpp::account_place
