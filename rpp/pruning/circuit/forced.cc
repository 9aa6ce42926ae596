// SPDX-License-Identifier: Apache-2.0 OR MIT
#include "rpp/pruning/circuit/forced.h"

namespace rpp {

template class ForcedFamily<PruningFamily>;

}  // namespace rpp
