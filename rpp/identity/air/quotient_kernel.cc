// SPDX-License-Identifier: Apache-2.0 OR MIT
#include "p3/air/isa/compiled_kernel.h"
#include "rpp/identity/air/attestations_air.h"
#include "rpp/identity/air/identities_air.h"

P3_QUOTIENT_KERNEL(identities, ::p3::KoalaBear, ::rpp::IdentitiesAir);
P3_QUOTIENT_KERNEL(attestations, ::p3::KoalaBear, ::rpp::AttestationsAir);
