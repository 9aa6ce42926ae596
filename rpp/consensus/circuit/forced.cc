// SPDX-License-Identifier: Apache-2.0 OR MIT
#include "rpp/consensus/circuit/forced.h"

namespace rpp {

template class ForcedFamily<ConsensusFamily>;

}  // namespace rpp
