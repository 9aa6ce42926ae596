// SPDX-License-Identifier: Apache-2.0 OR MIT
#include "rpp/state/air/effects_model.h"

#include "rpp/state/air/effects_air.h"

namespace rpp {

std::unique_ptr<p3::Air<Element>> make_effects_air(const StateRules& rules) {
  return std::make_unique<p3::AirModel<Element, EffectsAir>>(EffectsAir(rules));
}

}  // namespace rpp
