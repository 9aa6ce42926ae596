// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include <array>
#include <cstdint>

#include "rpp/chain/account.h"
#include "rpp/hash/digest.h"

// The cells of the three rows that prove score and tier (prover).
namespace rpp {

struct StandingTrace {
  // By row; cells that a row has no use for are 0. The first row uses `after` only.
  std::array<std::array<Element, 8>, 3> before{}, after{};
};

// For the account as it is written: its score and tier are taken as they stand, and where they are
// wrong the cells are those that come closest to a proof.
StandingTrace standing_trace(const Account& account);

}  // namespace rpp
