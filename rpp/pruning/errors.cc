// SPDX-License-Identifier: Apache-2.0 OR MIT
#include "rpp/pruning/errors.h"

namespace rpp {
namespace {

constexpr WhereWords kWords{"block", "transaction"};

constexpr std::array kRules = {
    RuleText{"block_count", "a range has 1 to 16 blocks"},
    RuleText{"transaction_count", "a block has at most 512 transactions"},
    RuleText{"mark_count", "every transaction is removed or kept: one mark each"},
    RuleText{"path_length", "the path of a block has 32 digests"},
    RuleText{"height_range", "the last height < 2^32 - 1"},
    RuleText{"invalid_history_path",
             "H(block; block hash, timestamp, root of all its transactions, height) stands in the "
             "history at position height"},
    RuleText{"public_field_mismatch", "every public field is the one that the witness gives"},
};
static_assert(kRules.size() == kNumPruningRules);

}  // namespace

std::span<const RuleText> pruning_rules() noexcept { return kRules; }

const char* rule_name(PruningRule rule) noexcept {
  const auto i = static_cast<std::size_t>(rule);
  return i < kRules.size() ? kRules[i].name : "unknown";
}

std::string where_text(const PruningError& error) { return describe(error.where, kWords); }

std::string describe(const PruningError& error) {
  return describe(rule_name(error.rule), error.where, kWords);
}

}  // namespace rpp
