// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include "rpp/circuit/forced_family.h"
#include "rpp/identity/circuit/prover.h"

// The identity circuit's traces of lists that nobody checked, for tests and simnet alone.
namespace rpp {

using ForcedIdentities = ForcedFamily<IdentityFamily>;
extern template class ForcedFamily<IdentityFamily>;

}  // namespace rpp
