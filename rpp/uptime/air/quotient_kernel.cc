// SPDX-License-Identifier: Apache-2.0 OR MIT
#include "p3/air/isa/compiled_kernel.h"
#include "rpp/uptime/air/claims_air.h"
#include "rpp/uptime/air/heads_air.h"

P3_QUOTIENT_KERNEL(uptime_claims, ::p3::KoalaBear, ::rpp::ClaimsAir);
P3_QUOTIENT_KERNEL(uptime_heads, ::p3::KoalaBear, ::rpp::HeadsAir);
