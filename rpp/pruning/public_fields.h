// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include <array>
#include <cstdint>

#include "rpp/fields/bound_field.h"
#include "rpp/fields/field_table.h"

// The public fields of the pruning family, in the order that S hashes them (statements.md, section
// 5).
namespace rpp {

struct PruningPublic {
  Digest chain_id;
  std::uint64_t first_height = 0;
  std::uint64_t last_height = 0;
  Digest history_root;
  Digest tx_roots_commitment;
  Digest kept_root;
  std::uint32_t removed_count = 0;
  Digest receipt_root;
  Digest state_root;
  Digest binding_digest;

  friend bool operator==(const PruningPublic&, const PruningPublic&) = default;
};

inline constexpr std::array kPruningFields = {
    bind_field("chain_id", &PruningPublic::chain_id),
    bind_field("first_height", &PruningPublic::first_height),
    bind_field("last_height", &PruningPublic::last_height),
    bind_field("history_root", &PruningPublic::history_root),
    bind_field("tx_roots_commitment", &PruningPublic::tx_roots_commitment),
    bind_field("kept_root", &PruningPublic::kept_root),
    bind_field("removed_count", &PruningPublic::removed_count),
    bind_field("receipt_root", &PruningPublic::receipt_root),
    bind_field("state_root", &PruningPublic::state_root),
    bind_field("binding_digest", &PruningPublic::binding_digest),
};
inline constexpr auto kPruningSpecs = specs_of(kPruningFields);
inline constexpr FieldTable kPruningTable{"pruning", Tag::kFamilyPruning, kPruningSpecs};
static_assert(kPruningTable.num_elements() == 66);

inline FieldValues values_of(const PruningPublic& fields) {
  return values_of(kPruningFields, fields);
}
// For values that fit kPruningTable.
inline PruningPublic pruning_public_of(const FieldValues& values) {
  return struct_of(kPruningFields, values);
}

// H(prune; ...) over the other fields but the removed count.
Digest binding_digest(const PruningPublic& fields) noexcept;

}  // namespace rpp
