// SPDX-License-Identifier: Apache-2.0 OR MIT
#include "p3/hash/poseidon2_defaults.h"

#include "p3/hash/grain_lfsr.h"

namespace p3 {

// Order of the draws: initial full rounds, partial rounds (one constant each), terminal full
// rounds.
template <class F, unsigned T>
Poseidon2Constants<F, T> default_poseidon2_constants() {
  GrainLfsr lfsr(F::kOrderBits, T, 2 * kPoseidon2HalfFullRounds,
                 Poseidon2Params<F, T>::kPartialRounds);
  const auto draw = [&] { return F::from_u64(lfsr.below(F::kOrder, F::kOrderBits)); };
  Poseidon2Constants<F, T> constants;
  for (auto& round : constants.initial) {
    for (F& x : round) x = draw();
  }
  for (F& x : constants.internal) x = draw();
  for (auto& round : constants.terminal) {
    for (F& x : round) x = draw();
  }
  return constants;
}

#define P3_INSTANTIATE(F, T) template Poseidon2Constants<F, T> default_poseidon2_constants<F, T>();
P3_FOR_EACH_POSEIDON2(P3_INSTANTIATE)
#undef P3_INSTANTIATE

}  // namespace p3
