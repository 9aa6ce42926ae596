// SPDX-License-Identifier: Apache-2.0 OR MIT
#include "apps/p3/air_engine-inl.h"

namespace p3::app {

AirAnswer answer_baby_bear_air(const AirRequest& request) {
  return answer_air_of<BabyBear>(request);
}

}  // namespace p3::app
