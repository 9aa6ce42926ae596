// SPDX-License-Identifier: Apache-2.0 OR MIT
#include "rpp/uptime/errors.h"

namespace rpp {
namespace {

constexpr WhereWords kWords{"statement", "part"};

constexpr std::array kShape = {
    RuleText{"statement_count", "a list has 0 to 512 statements"},
    RuleText{"path_length", "the path of a signature has 16 digests, that of a head 32"},
};
constexpr std::array kChain = {
    RuleText{"chain_id_mismatch", "the statement's chain id is the list's"},
};
constexpr std::array kWindow = {
    RuleText{"window_order", "window end > window start"},
    RuleText{"window_overlap", "window start >= end of last window"},
    RuleText{"window_too_long", "the window is at most 86,400 seconds long"},
    RuleText{"window_too_short", "the window is at least 3,600 seconds long: one credited hour"},
    RuleText{"epoch_mismatch", "epoch = floor(head height / epoch length)"},
    RuleText{"head_height_range", "head height < 2^32 - 1"},
    RuleText{"invalid_head_path",
             "H(block; head hash, timestamp, tx root, head height) stands in the history at "
             "position head height"},
    RuleText{"head_too_new", "the head's timestamp <= window end"},
    RuleText{"head_too_old", "window end - the head's timestamp < 3,600 seconds"},
    RuleText{"hours_range", "the hours before are at most 720"},
    RuleText{"decay_time", "last decay time <= window end"},
};
constexpr std::array kClaims = {
    RuleText{"statement_mismatch", "every field of a statement is the one that the witness gives"},
    RuleText{"public_field_mismatch",
             "every public field is the one that chain id, history root and statements give"},
};
constexpr auto kRules = rule_table(kShape, kChain, kWalletRules, kWindow, kClaims);
static_assert(kRules.size() == kNumUptimeRules);

}  // namespace

std::span<const RuleText> uptime_rules() noexcept { return kRules; }

const char* rule_name(UptimeRule rule) noexcept {
  const auto i = static_cast<std::size_t>(rule);
  return i < kRules.size() ? kRules[i].name : "unknown";
}

std::string where_text(const UptimeError& error) { return describe(error.where, kWords); }

std::string describe(const UptimeError& error) {
  return describe(rule_name(error.rule), error.where, kWords);
}

}  // namespace rpp
