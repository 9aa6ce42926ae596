// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include <array>
#include <cstdint>

#include "rpp/fields/bound_field.h"
#include "rpp/fields/field_table.h"

// The public fields of the state family, in the order that S hashes them (statements.md, section
// 5).
namespace rpp {

struct StatePublic {
  Digest chain_id;
  std::uint64_t height = 0;
  std::uint64_t epoch = 0;
  std::uint64_t timestamp = 0;  // of the block, seconds
  Digest state_root_before;
  Digest state_root_after;
  Digest tx_root;
  std::uint32_t transaction_count = 0;
  std::uint64_t fee_total = 0;
  Digest proposer;
  Digest uptime_list_root;
  std::uint32_t uptime_count = 0;
  Digest next_validator_set_root_before;
  Digest next_validator_set_root_after;

  friend bool operator==(const StatePublic&, const StatePublic&) = default;
};

inline constexpr std::array kStatePublicFields = {
    bind_field("chain_id", &StatePublic::chain_id),
    bind_field("height", &StatePublic::height),
    bind_field("epoch", &StatePublic::epoch),
    bind_field("timestamp", &StatePublic::timestamp),
    bind_field("state_root_before", &StatePublic::state_root_before),
    bind_field("state_root_after", &StatePublic::state_root_after),
    bind_field("tx_root", &StatePublic::tx_root),
    bind_field("transaction_count", &StatePublic::transaction_count),
    bind_field("fee_total", &StatePublic::fee_total),
    bind_field("proposer", &StatePublic::proposer),
    bind_field("uptime_list_root", &StatePublic::uptime_list_root),
    bind_field("uptime_count", &StatePublic::uptime_count),
    bind_field("next_validator_set_root_before", &StatePublic::next_validator_set_root_before),
    bind_field("next_validator_set_root_after", &StatePublic::next_validator_set_root_after),
};
inline constexpr auto kStatePublicSpecs = specs_of(kStatePublicFields);
inline constexpr FieldTable kStatePublicTable{"state-transition", Tag::kFamilyStateTransition,
                                              kStatePublicSpecs};
static_assert(kStatePublicTable.num_elements() == 84);

inline FieldValues values_of(const StatePublic& fields) {
  return values_of(kStatePublicFields, fields);
}
// For values that fit kStatePublicTable.
inline StatePublic state_public_of(const FieldValues& values) {
  return struct_of(kStatePublicFields, values);
}

}  // namespace rpp
