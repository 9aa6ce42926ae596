// SPDX-License-Identifier: Apache-2.0 OR MIT
#include "rpp/state/air/records_model.h"

#include "rpp/state/air/proposer_air.h"
#include "rpp/state/air/records_air.h"

namespace rpp {

std::unique_ptr<p3::Air<Element>> make_records_air() {
  return std::make_unique<p3::AirModel<Element, RecordsAir>>(RecordsAir());
}

std::unique_ptr<p3::Air<Element>> make_proposer_air() {
  return std::make_unique<p3::AirModel<Element, ProposerAir>>(ProposerAir());
}

}  // namespace rpp
