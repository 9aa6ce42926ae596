// SPDX-License-Identifier: Apache-2.0 OR MIT
#include "apps/p3/air_engine-inl.h"

namespace p3::app {

AirAnswer answer_koala_bear_air(const AirRequest& request) {
  return answer_air_of<KoalaBear>(request);
}

}  // namespace p3::app
