// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "rpp/chain/identity.h"
#include "rpp/fields/bound_field.h"
#include "rpp/fields/field_table.h"

// What an identity proof shows: the fields of the list, which S hashes, and behind its list root
// the fields of every statement (rpp/chain/identity.h; statements.md, section 5).
namespace rpp {

// Of the list: the public fields of the family.
struct IdentityListPublic {
  Digest chain_id;
  std::uint32_t count = 0;
  Digest list_root;
  Digest state_root_before;
  Digest state_root_after;
  std::uint64_t height = 0;
  std::uint64_t timestamp = 0;  // of the block, seconds
  std::uint64_t epoch = 0;
  Digest epoch_nonce;
  Digest validator_set_root;

  friend bool operator==(const IdentityListPublic&, const IdentityListPublic&) = default;
};

inline constexpr std::array kIdentityListFields = {
    bind_field("chain_id", &IdentityListPublic::chain_id),
    bind_field("count", &IdentityListPublic::count),
    bind_field("list_root", &IdentityListPublic::list_root),
    bind_field("state_root_before", &IdentityListPublic::state_root_before),
    bind_field("state_root_after", &IdentityListPublic::state_root_after),
    bind_field("height", &IdentityListPublic::height),
    bind_field("timestamp", &IdentityListPublic::timestamp),
    bind_field("epoch", &IdentityListPublic::epoch),
    bind_field("epoch_nonce", &IdentityListPublic::epoch_nonce),
    bind_field("validator_set_root", &IdentityListPublic::validator_set_root),
};
inline constexpr auto kIdentityListSpecs = specs_of(kIdentityListFields);
inline constexpr FieldTable kIdentityListTable{"identity-list", Tag::kFamilyIdentityList,
                                               kIdentityListSpecs};
static_assert(kIdentityListTable.num_elements() == 62);

inline FieldValues values_of(const IdentityStatement& statement) {
  return values_of(kIdentityStatementFields, statement);
}
inline FieldValues values_of(const IdentityListPublic& fields) {
  return values_of(kIdentityListFields, fields);
}
// For values that fit the tables.
inline IdentityStatement identity_statement_of(const FieldValues& values) {
  return struct_of(kIdentityStatementFields, values);
}
inline IdentityListPublic identity_list_public_of(const FieldValues& values) {
  return struct_of(kIdentityListFields, values);
}

// The root of a list of these statements, at most 2^kStatementListDepth.
Digest identity_list_root(std::span<const IdentityStatement> statements) noexcept;

// What a verifier asks of an envelope that shows the one statement of its list in clear: the first
// field of kIdentityListFields that is not what the statement gives; nothing if all are. A
// statement says nothing about the state roots and the timestamp.
std::optional<std::size_t> shown_statement_mismatch(const IdentityListPublic& fields,
                                                    const IdentityStatement& shown) noexcept;

// Everything that a proof of a list says.
struct IdentityClaims {
  IdentityListPublic fields;
  std::vector<IdentityStatement> statements;

  friend bool operator==(const IdentityClaims&, const IdentityClaims&) = default;
};

}  // namespace rpp
