// SPDX-License-Identifier: Apache-2.0 OR MIT
#include "rpp/state/circuit/forced.h"

namespace rpp {

template class ForcedFamily<StateFamily>;

}  // namespace rpp
