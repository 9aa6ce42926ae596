// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include <memory>

#include "p3/air/air.h"

// The consensus tables `members`, `ballots`, `tickets` and `lists` as AIRs for prover and verifier.
namespace rpp {

using TableAir = p3::Air<p3::KoalaBear>;

// `key_height`: of vote keys, kMinVoteHeight to kMaxHeight.
std::unique_ptr<TableAir> make_members_air(unsigned key_height);
std::unique_ptr<TableAir> make_ballots_air();
std::unique_ptr<TableAir> make_tickets_air();
std::unique_ptr<TableAir> make_lists_air();

}  // namespace rpp
