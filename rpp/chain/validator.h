// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include <array>
#include <cstdint>

#include "rpp/fields/bound_field.h"
#include "rpp/hash/digest.h"
#include "rpp/xmss/parameters.h"

// A leaf of the validator set.
namespace rpp {

struct ValidatorLeaf {
  Digest address;
  Digest key_root;                  // of the vote key
  std::array<Element, 4> key_pp{};  // its public parameter
  std::uint64_t first_slot = 0;     // of the vote key
  std::uint64_t activation_height = 0;
  std::uint32_t voting_power = 0;
  std::uint32_t tier = 0;            // 0 .. kMaxTier
  std::uint32_t timetoke_hours = 0;  // 0 .. kMaxTimetokeHours

  friend bool operator==(const ValidatorLeaf&, const ValidatorLeaf&) = default;
};

// The fields in the order of the hash; what tier and hours may be is a rule.
inline constexpr std::array kValidatorFields = {
    bind_field("address", &ValidatorLeaf::address),
    bind_field("key_root", &ValidatorLeaf::key_root),
    bind_field("key_pp", &ValidatorLeaf::key_pp),
    bind_field("first_slot", &ValidatorLeaf::first_slot),
    bind_field("activation_height", &ValidatorLeaf::activation_height),
    bind_field("voting_power", &ValidatorLeaf::voting_power),
    bind_small("tier", &ValidatorLeaf::tier, Element::kPrime - 1),
    bind_small("timetoke_hours", &ValidatorLeaf::timetoke_hours, Element::kPrime - 1),
};
inline constexpr auto kValidatorFieldSpecs = specs_of(kValidatorFields);
inline constexpr FieldTable kValidatorTable{"validator", Tag::kValidator, kValidatorFieldSpecs};
static_assert(info_of(Tag::kValidator).allows(kValidatorTable.num_elements()));

// H(validator; ...); tier and hours must be below p.
Digest validator_hash(const ValidatorLeaf& leaf) noexcept;

// Whether VRF outputs of the member count at this height.
constexpr bool key_active(const ValidatorLeaf& leaf, std::uint64_t height) {
  return leaf.activation_height <= height;
}

}  // namespace rpp
