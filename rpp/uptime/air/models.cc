// SPDX-License-Identifier: Apache-2.0 OR MIT
#include "rpp/uptime/air/models.h"

#include "p3/base/check.h"
#include "rpp/uptime/air/claims_air.h"
#include "rpp/uptime/air/heads_air.h"

namespace rpp {

std::unique_ptr<p3::Air<Element>> make_claims_air() {
  return std::make_unique<p3::AirModel<Element, ClaimsAir>>(ClaimsAir());
}

std::unique_ptr<p3::Air<Element>> make_heads_air(std::uint64_t epoch_length) {
  P3_CHECK(epoch_length >= 1 && epoch_length <= kMaxUptimeEpochLength, "length of an epoch");
  return std::make_unique<p3::AirModel<Element, HeadsAir>>(
      HeadsAir(static_cast<std::uint32_t>(epoch_length)));
}

}  // namespace rpp
