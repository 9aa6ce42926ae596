// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include <cstdint>
#include <optional>

#include "p3/base/result.h"
#include "rpp/xmss/signature.h"
#include "rpp/xmss/verify.h"

// The indexed VRF in a vote key's tree (../shared/spec/statements.md, section 3), and the order of
// tickets that decides who leads.
//
// Precommit leaf i holds a secret r_i, committed by c_i. The output for a slot is unique, because
// the slot fixes i and the key fixes the tree. Verifying is scalar and total.
namespace rpp {

using VrfInput = std::array<Element, 6>;

// mu = the first 6 elements of H(vrf; chain id, beacon before, slot).
VrfInput vrf_input(const Digest& chain_id, const Digest& beacon_before,
                   std::uint64_t slot) noexcept;

// y = C8(r | mu | tweak).
Digest vrf_output(const Digest& r, const VrfInput& mu) noexcept;

struct VrfProof {
  Digest r;
  Digest wots;
  MerklePath path;

  friend bool operator==(const VrfProof&, const VrfProof&) = default;
};

enum class VrfReason : std::uint8_t {
  kPosition,      // height, leaf or path length do not fit; `position` says which
  kNotPrecommit,  // the leaf carries no VRF secret
  kRoot,          // the opening leads to another root
  kOtherOutput,   // the claimed output is another one
};

struct VrfError {
  VrfReason reason;
  std::optional<SignatureError> position;

  friend bool operator==(const VrfError&, const VrfError&) = default;
};

// "not-precommit".
const char* reason_name(VrfReason reason) noexcept;

// The output y that the proof opens at precommit leaf `leaf` of a vote key.
[[nodiscard]] p3::Result<Digest, VrfError> open_vrf(const PublicKey& key, std::uint32_t leaf,
                                                    const VrfInput& mu,
                                                    const VrfProof& proof) noexcept;

// Nothing if y is that output.
[[nodiscard]] std::optional<VrfError> verify_vrf(const PublicKey& key, std::uint32_t leaf,
                                                 const VrfInput& mu, const VrfProof& proof,
                                                 const Digest& y) noexcept;

// The low 24 bits of y_0 plus 2^24 times those of y_1.
std::uint64_t vrf_ticket(const Digest& y) noexcept;

// (tier + 1) * max(timetoke hours, 1).
constexpr std::uint64_t vrf_weight(std::uint32_t tier, std::uint32_t timetoke_hours) {
  return (std::uint64_t{tier} + 1) * (timetoke_hours == 0 ? 1 : timetoke_hours);
}

struct Candidate {
  std::uint64_t ticket = 0;
  std::uint64_t weight = 1;
  std::uint32_t index = 0;  // of the validator
};

// a before b: t_a * w_b < t_b * w_a, or equal and the smaller index. A strict order for weights
// above 0 and distinct indices.
constexpr bool precedes(const Candidate& a, const Candidate& b) {
  __extension__ using Wide = unsigned __int128;
  const Wide left = Wide{a.ticket} * b.weight;
  const Wide right = Wide{b.ticket} * a.weight;
  return left != right ? left < right : a.index < b.index;
}

}  // namespace rpp
