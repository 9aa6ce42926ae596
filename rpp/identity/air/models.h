// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include <memory>

#include "p3/air/air.h"
#include "rpp/hash/digest.h"

// The tables `identities` and `attestations` as AIRs for prover and verifier.
namespace rpp {

// The attestation range of higher keys does not fit into a limb.
inline constexpr unsigned kMaxAttestedHeight = 22;

std::unique_ptr<p3::Air<Element>> make_identities_air();
// key_height: of vote keys, kMinAttestationHeight .. kMaxAttestedHeight.
std::unique_ptr<p3::Air<Element>> make_attestations_air(unsigned key_height);

}  // namespace rpp
