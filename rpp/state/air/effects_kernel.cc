// SPDX-License-Identifier: Apache-2.0 OR MIT
#include "rpp/state/air/effects_kernel.h"

#include "p3/air/compiled_kernel.h"
#include "rpp/state/air/effects_air.h"

namespace p3 {

P3_DISPATCH(QuotientTable<KoalaBear>, effects);

}  // namespace p3

namespace rpp {

std::unique_ptr<p3::QuotientKernel<Element>> make_effects_kernel(const p3::Air<Element>& air) {
  // The contract of the header fixes the model's type.
  return p3::make_compiled_kernel(static_cast<const p3::AirModel<Element, EffectsAir>&>(air),
                                  &p3::effects, &p3::isa_portable::effects);
}

}  // namespace rpp
