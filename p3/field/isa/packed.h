// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

// Packed<F>: kLanes elements of F in one register, for the instruction set of the current file.
//
// Included by kernel files only, which p3_kernels() compiles once per set with P3_ISA_NS and
// P3_ISA_<NAME> defined. Everything lives in namespace p3::P3_ISA_NS and is forced inline, so no
// symbol with wide instructions can reach the rest of the program. `namespace isa` in kernels means
// p3::P3_ISA_NS.
//
// Vocabulary (invariant: every lane is canonical, i.e. below p, as in F):
//   kLanes, Field
//   Packed(F)                  broadcast; zero(), one()
//   load(p), store(p)          aligned to kLanes * sizeof(F);  loadu, storeu: any address
//   load_partial(p, n)         n < kLanes elements, zeros behind;  store_partial(p, n)
//   stream(p)                  aligned store past the caches; stream_fence() before others read it
//   + - * unary- += -= *=      square(), doubled(), halved()
//   lane(i)                    one element (slow; tests and borders)
//   Unreduced                  lazy_sum(a, b), lazy_difference(a, b): one or two instructions less
//                              than + and -; good only as the left factor of one product
//   Factor(F)                  one element as right factor of many products: less work for each
//   Accumulator                sum of products with one reduction at the end: add, add2, reduce
// Free functions:
//   transpose(Packed* v)       kLanes x kLanes block in place: v[i].lane(j) <-> v[j].lane(i)
//   transpose_rows(p, stride, out)  out[c].lane(r) = p[r * stride + c], r, c < kLanes
//   untranspose_rows(in, p, stride) the inverse: writes kLanes rows of kLanes elements
#if !defined(P3_ISA_NS)
#error "p3/field/isa/packed.h is for kernel files; see p3_kernels in cmake/p3.cmake"
#endif

#include "p3/field/isa/scalar_packed.h"

#if defined(P3_ISA_AVX512)
#include "p3/field/isa/avx512/packed.h"
#elif defined(P3_ISA_AVX2)
#include "p3/field/isa/avx2/packed.h"
#endif

#include "p3/field/isa/transpose.h"

namespace p3 {
namespace isa = P3_ISA_NS;
}  // namespace p3
