// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include <span>
#include <vector>

// The folding schedule of FRI, derived by both sides from heights and parameters.
//
// No proof states it: the arities are bound by the transcript seed, so all queries fold alike and
// "under-reported rounds" cannot be expressed (spec section 8, items 4 and 8).
namespace p3 {

// One log arity per commit round. `log_heights`: distinct input heights, tallest first; folding
// stops at log_final_height. A round never passes the height at which the next input joins. Empty
// when the tallest input is not above the final height. max_log_arity >= 1.
std::vector<unsigned> fold_schedule(std::span<const unsigned> log_heights,
                                    unsigned log_final_height, unsigned max_log_arity);

}  // namespace p3
