// SPDX-License-Identifier: Apache-2.0 OR MIT
#include "rpp/state/air/records_kernel.h"

#include "p3/air/compiled_kernel.h"
#include "rpp/state/air/proposer_air.h"
#include "rpp/state/air/records_air.h"

namespace p3 {

P3_DISPATCH(QuotientTable<KoalaBear>, state_records);
P3_DISPATCH(QuotientTable<KoalaBear>, state_proposer);

}  // namespace p3

namespace rpp {

// The contracts of the header fix the models' types.
std::unique_ptr<p3::QuotientKernel<Element>> make_records_kernel(const p3::Air<Element>& air) {
  return p3::make_compiled_kernel(static_cast<const p3::AirModel<Element, RecordsAir>&>(air),
                                  &p3::state_records, &p3::isa_portable::state_records);
}

std::unique_ptr<p3::QuotientKernel<Element>> make_proposer_kernel(const p3::Air<Element>& air) {
  return p3::make_compiled_kernel(static_cast<const p3::AirModel<Element, ProposerAir>&>(air),
                                  &p3::state_proposer, &p3::isa_portable::state_proposer);
}

}  // namespace rpp
