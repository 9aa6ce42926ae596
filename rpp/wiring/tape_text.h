// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include <string>

#include "rpp/wiring/tape.h"

// A tape as text for auditors: every cell, every action and every equation, in order.
//
//   0-7       chain_id[0..7]                          -> hash 0: block 0, consensus of 116
//
// A line ends at each row with an action, at the latest after eight cells. [a..b] are neighbours of
// one name, `0 x 5` five zeros. Actions speak of the window of the line's last row: blocks and
// digests of hashes, tuples of the buses `node` (kind, tree, level, index) and `global` (name,
// index), `*` for any number of users, `?` if the first cell of the window is 1; `range`: the last
// four cells are 16-bit limbs. Equations follow, with the rows where they hold.
namespace rpp {

std::string to_text(const Tape& tape);

}  // namespace rpp
