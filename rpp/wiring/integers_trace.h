// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include "rpp/wiring/integers.h"
#include "rpp/wiring/tape_trace.h"

// Values of what integers.h adds to a tape, from the values of the numbers it is about (prover).
//
// Where the numbers do not obey the rule, the values obey as many of its equations as they can: the
// trace then shows the rule broken, nothing else.
namespace rpp {

void fill_at_most(TapeValues& values, const AtMost& at_most);
// The carries; a, b and sum have values.
void fill_sum(TapeValues& values, const LimbSum& sum);
// The difference and the carries, of what require_at_least returned.
void fill_at_least(TapeValues& values, const LimbSum& sum);
void fill_zero_test(TapeValues& values, const ZeroTest& test);
// Quotient and everything else; the dividend has a value.
void fill_division(TapeValues& values, const Division& division);
// Value and carry; the sums have values.
void fill_normalised(TapeValues& values, const Normalised& normalised);

}  // namespace rpp
