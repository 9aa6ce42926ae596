// SPDX-License-Identifier: Apache-2.0 OR MIT
#include "rpp/identity/circuit/forced.h"

namespace rpp {

template class ForcedFamily<IdentityFamily>;

}  // namespace rpp
