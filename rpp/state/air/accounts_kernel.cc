// SPDX-License-Identifier: Apache-2.0 OR MIT
#include "rpp/state/air/accounts_kernel.h"

#include "p3/air/compiled_kernel.h"
#include "rpp/state/air/accounts_air.h"
#include "rpp/state/air/validators_air.h"

namespace p3 {

P3_DISPATCH(QuotientTable<KoalaBear>, state_accounts);
P3_DISPATCH(QuotientTable<KoalaBear>, state_validators);

}  // namespace p3

namespace rpp {

// The contract of the header fixes the models' types.
std::unique_ptr<p3::QuotientKernel<Element>> make_accounts_kernel(const p3::Air<Element>& air) {
  return p3::make_compiled_kernel(static_cast<const p3::AirModel<Element, AccountsAir>&>(air),
                                  &p3::state_accounts, &p3::isa_portable::state_accounts);
}

std::unique_ptr<p3::QuotientKernel<Element>> make_validators_kernel(const p3::Air<Element>& air) {
  return p3::make_compiled_kernel(static_cast<const p3::AirModel<Element, ValidatorsAir>&>(air),
                                  &p3::state_validators, &p3::isa_portable::state_validators);
}

}  // namespace rpp
