// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

// Broken rules of a statement family: which rule and where.
//
// Each family has an enum of its rules and one table of their names and texts, in the enum's order;
// tests and documents walk over that table.
namespace rpp {

struct RuleText {
  const char* name;  // "nonce_range"
  const char* text;  // what must hold, in one line
};

// The place of an error. What items and parts are, the family says: statements of a list and their
// attestations, blocks of a range and their transactions.
struct Where {
  std::optional<std::uint32_t> item{};
  std::optional<std::uint32_t> part{};
  std::string_view field{};  // of a field table; empty for rules about none

  friend bool operator==(const Where&, const Where&) = default;
};

struct WhereWords {
  const char* item;
  const char* part;
};

// "statement 3, attestation 1, to"; empty for a rule about the whole.
std::string describe(const Where& where, const WhereWords& words);
// "nonce_range: statement 3".
std::string describe(const char* rule, const Where& where, const WhereWords& words);

template <class Rule>
struct RuleError {
  Rule rule{};
  Where where;

  friend bool operator==(const RuleError&, const RuleError&) = default;
};

// Collects the rules that do not hold.
template <class Rule>
class RuleJudge {
 public:
  void demand(bool holds, Rule rule, Where where = {}) {
    if (!holds) errors_.push_back({rule, where});
  }
  std::vector<RuleError<Rule>> take() { return std::move(errors_); }

 private:
  std::vector<RuleError<Rule>> errors_;
};

// Tables of rules in a row, as an enum has them.
template <std::size_t... kSizes>
constexpr auto rule_table(const std::array<RuleText, kSizes>&... parts) {
  std::array<RuleText, (kSizes + ...)> all{};
  std::size_t next = 0;
  const auto append = [&](const auto& part) {
    for (const RuleText& text : part) all[next++] = text;
  };
  (append(parts), ...);
  return all;
}

}  // namespace rpp
