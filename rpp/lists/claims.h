// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include <algorithm>
#include <cstdint>
#include <optional>
#include <vector>

#include "rpp/fields/field_table.h"
#include "rpp/lists/rule_error.h"

// What a proof claims against what a witness gives, field by field.
namespace rpp {

// The first position where two lists of values differ; of different lengths, the shorter length.
inline std::optional<std::size_t> first_difference(const FieldValues& a, const FieldValues& b) {
  const std::size_t n = std::min(a.size(), b.size());
  for (std::size_t i = 0; i < n; ++i) {
    if (a[i] != b[i]) return i;
  }
  return a.size() == b.size() ? std::nullopt : std::optional(n);
}

// Every field of `table` that is not the one derived. True if there is none.
template <class Rule>
bool judge_fields(const FieldTable& table, const FieldValues& claimed, const FieldValues& derived,
                  Rule rule, Where where, RuleJudge<Rule>& judge) {
  bool same = true;
  for (std::size_t i = 0; i < table.fields.size(); ++i) {
    where.field = table.fields[i].name;
    judge.demand(claimed[i] == derived[i], rule, where);
    same = same && claimed[i] == derived[i];
  }
  return same;
}

// The same for lists of statements, one item each; another number of statements is one error.
// False if the claimed statements have no digests, so that no list root can be asked of them.
template <class Rule, class Statement>
bool judge_statements(const FieldTable& table, const std::vector<Statement>& claimed,
                      const std::vector<Statement>& derived, Rule rule, RuleJudge<Rule>& judge) {
  judge.demand(claimed.size() == derived.size(), rule);
  if (claimed.size() != derived.size()) return false;
  bool fit = true;
  for (std::uint32_t i = 0; i < claimed.size(); ++i) {
    const FieldValues values = values_of(claimed[i]);
    judge_fields(table, values, values_of(derived[i]), rule, {.item = i}, judge);
    fit = fit && values_fit(table, values);
  }
  return fit;
}

}  // namespace rpp
