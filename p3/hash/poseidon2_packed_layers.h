// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include "p3/hash/poseidon2_lanes.h"
#include "p3/hash/poseidon2_layers.h"

// Overloads of poseidon2_layers.h for vectors of 31-bit elements, found where a kernel file
// includes this header before it instantiates a template that calls them: the circuit's kernels
// and trace filling take the shortcuts of the hash. Same values, fewer instructions.
namespace p3::P3_ISA_NS {

#if defined(P3_ISA_AVX512) || defined(P3_ISA_AVX2)

template <class Params>
P3_INLINE Packed<Monty31<Params>> poseidon2_cube(const Packed<Monty31<Params>>& x) {
  using Halves = SignedHalves<Monty31<Params>>;
  const Halves base = Halves::split(x.v);
  return Halves::packed_product(base * base, base);
}

// Multiples and quotients by powers of two instead of products. `diagonal` is not read: there is
// one internal matrix for a field and a width (poseidon2_params.h).
template <unsigned T, class Params>
P3_INLINE void poseidon2_internal_layer(Packed<Monty31<Params>>* state,
                                        const Packed<Monty31<Params>>*) {
  using F = Monty31<Params>;
  Poseidon2Rest<F> rest;
  poseidon2_collect<F, T>(state, rest);
  Poseidon2Rest<F> unused;
  poseidon2_internal<F, T>(state, rest.sum() + state[0], unused);
}

#endif

}  // namespace p3::P3_ISA_NS
