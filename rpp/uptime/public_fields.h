// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "rpp/chain/uptime.h"
#include "rpp/fields/bound_field.h"
#include "rpp/fields/field_table.h"

// What an uptime proof shows: the fields of the list, which S hashes, and behind its list root the
// fields of every statement (rpp/chain/uptime.h; statements.md, section 5).
namespace rpp {

// Of the list: the public fields of the family.
struct UptimeListPublic {
  Digest chain_id;
  std::uint32_t count = 0;
  Digest list_root;
  Digest history_root;

  friend bool operator==(const UptimeListPublic&, const UptimeListPublic&) = default;
};

inline constexpr std::array kUptimeListFields = {
    bind_field("chain_id", &UptimeListPublic::chain_id),
    bind_field("count", &UptimeListPublic::count),
    bind_field("list_root", &UptimeListPublic::list_root),
    bind_field("history_root", &UptimeListPublic::history_root),
};
inline constexpr auto kUptimeListSpecs = specs_of(kUptimeListFields);
inline constexpr FieldTable kUptimeListTable{"uptime-list", Tag::kFamilyUptimeList,
                                             kUptimeListSpecs};
static_assert(kUptimeListTable.num_elements() == 26);

inline FieldValues values_of(const UptimeStatement& statement) {
  return values_of(kUptimeStatementFields, statement);
}
inline FieldValues values_of(const UptimeListPublic& fields) {
  return values_of(kUptimeListFields, fields);
}
// For values that fit the tables.
inline UptimeStatement uptime_statement_of(const FieldValues& values) {
  return struct_of(kUptimeStatementFields, values);
}
inline UptimeListPublic uptime_list_public_of(const FieldValues& values) {
  return struct_of(kUptimeListFields, values);
}

// The fields of a list of these statements, at most 2^kStatementListDepth.
UptimeListPublic uptime_list_fields(const Digest& chain_id, const Digest& history_root,
                                    std::span<const UptimeStatement> statements) noexcept;

// What a verifier asks of an envelope that shows the one statement of its list in clear: the first
// field of kUptimeListFields that is not what the statement gives; nothing if all are.
std::optional<std::size_t> shown_statement_mismatch(const UptimeListPublic& fields,
                                                    const UptimeStatement& shown) noexcept;

// Everything that a proof of a list says.
struct UptimeClaims {
  UptimeListPublic fields;
  std::vector<UptimeStatement> statements;

  friend bool operator==(const UptimeClaims&, const UptimeClaims&) = default;
};

}  // namespace rpp
