// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include <cstdint>

// Trees of the state circuit on the bus `node`.
namespace rpp {

// Statement trees.
enum class StateTree : std::uint32_t { kTransactions = 0, kRecords = 1, kValidators = 2 };
inline constexpr std::uint32_t kStateTrees = 3;

// The accounts: a deep tree, before and after.
inline constexpr std::uint32_t kAccountsDeepTree = 0;

}  // namespace rpp
