// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include <cstdint>

#include "rpp/chain/limits.h"
#include "rpp/gadgets/buses.h"

// Numbers of the identity circuit's trees, signatures and hashes.
namespace rpp {

// Statement trees.
inline constexpr std::uint32_t kIdentityListTree = 0;

// Key trees, which are signatures too: wallet key i, and attestation k of identity i.
inline constexpr std::uint32_t kFirstAttestation = 64;
constexpr std::uint32_t attestation_number(std::uint32_t identity, std::uint32_t k) {
  return kFirstAttestation + identity * static_cast<std::uint32_t>(kMaxAttestations) + k;
}
// The validator set as identity i opens it.
inline constexpr std::uint32_t kFirstSetTree = 1024;
static_assert(kMaxIdentities <= kFirstAttestation);
static_assert(attestation_number(kMaxIdentities, 0) <= kFirstSetTree);

// The accounts before and after identity i are deep tree i.

// Leaves of accounts: hashes 4 i + leaf.
enum class AccountLeaf : std::uint32_t { kNew = 0, kLowBefore = 1, kLowAfter = 2 };
inline constexpr std::uint32_t kAccountLeaves = 4;

}  // namespace rpp
