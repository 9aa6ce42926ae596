// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include <array>
#include <cstdint>

#include "rpp/identity/public_fields.h"
#include "rpp/identity/statement/layout.h"
#include "rpp/wiring/tape_trace.h"

// The values of the statement table's tape (prover).
namespace rpp {

// How often the other tables demand what the statement table supplies.
struct IdentityUsers {
  std::array<std::uint64_t, kIdentityExports> exports{};  // by IdentityExport
  std::uint64_t empty_leaf = 0;
};

// Of a list of so many identities, with a row where it begins.
IdentityUsers identity_users(std::uint64_t identities, std::uint64_t empty_leaf);

// Fields go into their cells as they are; S follows from them, what the states hold from the
// witness: before and after the list.
TapeValues identity_values(const IdentityLayout& layout, const IdentityListPublic& fields,
                           const StateSummary& before, const StateSummary& after,
                           const IdentityUsers& users);

}  // namespace rpp
