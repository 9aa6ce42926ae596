// SPDX-License-Identifier: Apache-2.0 OR MIT
#include "rpp/uptime/air/kernels.h"

#include "p3/air/compiled_kernel.h"
#include "rpp/uptime/air/claims_air.h"
#include "rpp/uptime/air/heads_air.h"

namespace p3 {

P3_DISPATCH(QuotientTable<KoalaBear>, uptime_claims);
P3_DISPATCH(QuotientTable<KoalaBear>, uptime_heads);

}  // namespace p3

namespace rpp {

// The contract of the header fixes the models' types.
std::unique_ptr<p3::QuotientKernel<Element>> make_claims_kernel(const p3::Air<Element>& air) {
  return p3::make_compiled_kernel(static_cast<const p3::AirModel<Element, ClaimsAir>&>(air),
                                  &p3::uptime_claims, &p3::isa_portable::uptime_claims);
}

std::unique_ptr<p3::QuotientKernel<Element>> make_heads_kernel(const p3::Air<Element>& air) {
  return p3::make_compiled_kernel(static_cast<const p3::AirModel<Element, HeadsAir>&>(air),
                                  &p3::uptime_heads, &p3::isa_portable::uptime_heads);
}

}  // namespace rpp
