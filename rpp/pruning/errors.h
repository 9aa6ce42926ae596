// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include <cstdint>
#include <span>
#include <string>

#include "rpp/lists/rule_error.h"

// The rules of the pruning statement, one name each (statements.md, section 5).
namespace rpp {

enum class PruningRule : std::uint8_t {
  // Shape: without it nothing can be recomputed.
  kBlockCount,
  kTransactionCount,
  kMarkCount,
  kPathLength,
  // The range.
  kHeightRange,
  kHistoryPath,
  // What is claimed.
  kPublicFieldMismatch,
};

inline constexpr std::size_t kNumPruningRules =
    static_cast<std::size_t>(PruningRule::kPublicFieldMismatch) + 1;

// Items are blocks of the range, counted from its first.
using PruningError = RuleError<PruningRule>;

// In the order of the enum.
std::span<const RuleText> pruning_rules() noexcept;
// "invalid_history_path".
const char* rule_name(PruningRule rule) noexcept;
// "block 3".
std::string where_text(const PruningError& error);
// "invalid_history_path: block 3".
std::string describe(const PruningError& error);

}  // namespace rpp
