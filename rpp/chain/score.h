// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include <cstdint>

#include "rpp/chain/account.h"

// Score and tier, recomputed whenever a leaf other than the sentinel is written (statements.md,
// section 4). Integers only: replicas must agree.
namespace rpp {

// In millionths.
inline constexpr std::uint32_t kBaseScore = 400'000;
inline constexpr std::uint32_t kHoursScore = 300'000;      // times hours / (hours + 24)
inline constexpr std::uint32_t kSuccessesScore = 300'000;  // times successes / (successes + 128)
inline constexpr std::uint32_t kTrustedScore = 750'000;

inline constexpr std::uint32_t kHalfHours = 24;
inline constexpr std::uint32_t kHalfSuccesses = 128;

// Divisions round down. Below 10^6 for all arguments.
constexpr std::uint32_t score_of(std::uint32_t hours, std::uint32_t successes) {
  const std::uint64_t from_hours =
      std::uint64_t{kHoursScore} * hours / (std::uint64_t{hours} + kHalfHours);
  const std::uint64_t from_successes =
      std::uint64_t{kSuccessesScore} * successes / (std::uint64_t{successes} + kHalfSuccesses);
  return static_cast<std::uint32_t>(kBaseScore + from_hours + from_successes);
}

// Of a validated identity, which every account but the sentinel is. Each tier requires the one
// before.
constexpr std::uint32_t tier_of(std::uint32_t hours, std::uint32_t successes) {
  if (hours < 24) return 1;
  if (successes < 10) return 2;
  if (successes < 100) return 3;
  return score_of(hours, successes) < kTrustedScore ? 4 : 5;
}

inline void update_standing(Account& account) {
  account.reputation = score_of(account.hours, account.successes);
  account.tier = tier_of(account.hours, account.successes);
}

}  // namespace rpp
