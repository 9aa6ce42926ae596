// SPDX-License-Identifier: Apache-2.0 OR MIT
#include "rpp/uptime/circuit/forced.h"

namespace rpp {

template class ForcedFamily<UptimeFamily>;

}  // namespace rpp
