// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include <cstdint>

#include "rpp/identity/trace/identity_traces.h"

// The blocks of the table `attestations` (prover).
namespace rpp {

// All of one identity, from row `first` on.
void write_attestations(Trace& trace, std::size_t first, std::uint32_t index,
                        const IdentityRules& rules, const SignedIdentity& identity,
                        const SignatureFacts& facts, IdentityShared& shared);

}  // namespace rpp
