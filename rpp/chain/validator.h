// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include <cstdint>

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

// H(validator; ...); tier and hours must be below p.
Digest validator_hash(const ValidatorLeaf& leaf) noexcept;

// Whether VRF outputs of the member count at this height.
constexpr bool key_active(const ValidatorLeaf& leaf, std::uint64_t height) {
  return leaf.activation_height <= height;
}

}  // namespace rpp
