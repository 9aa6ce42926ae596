// SPDX-License-Identifier: Apache-2.0 OR MIT
#include "rpp/state/air/accounts_model.h"

#include "rpp/state/air/accounts_air.h"
#include "rpp/state/air/validators_air.h"

namespace rpp {

std::unique_ptr<p3::Air<Element>> make_accounts_air() {
  return std::make_unique<p3::AirModel<Element, AccountsAir>>(AccountsAir());
}

std::unique_ptr<p3::Air<Element>> make_validators_air(const StateRules& rules) {
  return std::make_unique<p3::AirModel<Element, ValidatorsAir>>(ValidatorsAir(rules.power_unit));
}

}  // namespace rpp
