// SPDX-License-Identifier: Apache-2.0 OR MIT
#include "rpp/xmss/vrf.h"

#include <algorithm>

#include "rpp/xmss/leaves.h"
#include "rpp/xmss/one_time.h"

namespace rpp {
namespace {

constexpr std::uint64_t kTicketMask = (1u << 24) - 1;

}  // namespace

VrfInput vrf_input(const Digest& chain_id, const Digest& beacon_before,
                   std::uint64_t slot) noexcept {
  const Digest full = HashInput(Tag::kVrf).digest(chain_id).digest(beacon_before).u64(slot).hash();
  VrfInput mu;
  std::copy_n(full.elements.begin(), mu.size(), mu.begin());
  return mu;
}

Digest vrf_output(const Digest& r, const VrfInput& mu) noexcept {
  HashState x;
  auto next = std::copy(r.elements.begin(), r.elements.end(), x.begin());
  next = std::copy(mu.begin(), mu.end(), next);
  const auto t = tweak(TweakKind::kVrfOutput, 0, 0, 0);
  std::copy(t.begin(), t.end(), next);
  return compress(x);
}

const char* reason_name(VrfReason reason) noexcept {
  switch (reason) {
    case VrfReason::kPosition:
      return "position";
    case VrfReason::kNotPrecommit:
      return "not-precommit";
    case VrfReason::kRoot:
      return "root";
    case VrfReason::kOtherOutput:
      return "other-output";
  }
  return "unknown";
}

p3::Result<Digest, VrfError> open_vrf(const PublicKey& key, std::uint32_t leaf, const VrfInput& mu,
                                      const VrfProof& proof) noexcept {
  if (const auto error = check_position(key, leaf, proof.path)) {
    return p3::Err{VrfError{VrfReason::kPosition, error}};
  }
  if (!carries_vrf(KeyKind::kVote, key.height, leaf)) {
    return p3::Err{VrfError{VrfReason::kNotPrecommit, std::nullopt}};
  }
  const Digest node = key_leaf(proof.wots, vrf_commitment(key.pp, leaf, proof.r));
  if (!verify_path(key.root, node, leaf, proof.path)) {
    return p3::Err{VrfError{VrfReason::kRoot, std::nullopt}};
  }
  return vrf_output(proof.r, mu);
}

std::optional<VrfError> verify_vrf(const PublicKey& key, std::uint32_t leaf, const VrfInput& mu,
                                   const VrfProof& proof, const Digest& y) noexcept {
  const auto opened = open_vrf(key, leaf, mu, proof);
  if (!opened) return opened.error();
  if (opened.value() != y) return VrfError{VrfReason::kOtherOutput, std::nullopt};
  return std::nullopt;
}

std::uint64_t vrf_ticket(const Digest& y) noexcept {
  return (y[0].as_canonical_u64() & kTicketMask) + ((y[1].as_canonical_u64() & kTicketMask) << 24);
}

}  // namespace rpp
