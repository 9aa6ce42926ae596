// SPDX-License-Identifier: Apache-2.0 OR MIT
#include "rpp/identity/air/models.h"

#include "p3/base/check.h"
#include "rpp/hash/sponge.h"
#include "rpp/identity/air/attestations_air.h"
#include "rpp/identity/air/identities_air.h"
#include "rpp/identity/witness.h"

namespace rpp {

static_assert(attestation_leaves(kMaxAttestedHeight) <= 1u << 16);

std::unique_ptr<p3::Air<Element>> make_identities_air() {
  return std::make_unique<p3::AirModel<Element, IdentitiesAir>>(
      IdentitiesAir(hash_empty(Tag::kAccount)));
}

std::unique_ptr<p3::Air<Element>> make_attestations_air(unsigned key_height) {
  P3_CHECK(key_height >= kMinAttestationHeight && key_height <= kMaxAttestedHeight,
           "height of vote keys");
  return std::make_unique<p3::AirModel<Element, AttestationsAir>>(AttestationsAir(key_height));
}

}  // namespace rpp
