// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

// P3_INLINE forces inlining of small arithmetic.
//
// Field arithmetic is included by the per-ISA kernel files, which are compiled with wider
// instruction sets than the rest of the program. An out-of-line copy of a shared inline function
// made there could be chosen by the linker for everybody and crash on an older CPU, so such
// functions never get one.
#define P3_INLINE __attribute__((always_inline)) inline

// The same for a lambda: [&](...) P3_LAMBDA_INLINE -> T { ... }.
#define P3_LAMBDA_INLINE __attribute__((always_inline))
