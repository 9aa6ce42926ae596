// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include "p3/hash/poseidon2.h"

// The public default round constants of Plonky3 0.8.0, drawn from the Grain LFSR of the Poseidon
// paper for the field's size, the width and the round numbers [GKRRS21, appendix].
//
// They are computed, not stored: a call costs about as much as a few hundred permutations, so make
// one Poseidon2 and keep it.
namespace p3 {

template <class F, unsigned T>
Poseidon2Constants<F, T> default_poseidon2_constants();

template <class F, unsigned T>
Poseidon2<F, T> default_poseidon2() {
  return Poseidon2<F, T>(default_poseidon2_constants<F, T>());
}

}  // namespace p3
