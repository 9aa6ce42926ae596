// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include <memory>

#include "p3/air/air.h"

// The shipped AIRs behind the Air<F> interface, with the public default constants.
//
// Each is instantiated in a file of its own: large AIRs are costly to compile.
namespace p3::airs {

template <class F>
std::unique_ptr<Air<F>> make_fibonacci_model();
// copies: permutations per row, 1, 2 or 8.
template <class F>
std::unique_ptr<Air<F>> make_poseidon2_model(unsigned copies);
template <class F>
std::unique_ptr<Air<F>> make_keccak_model();
template <class F>
std::unique_ptr<Air<F>> make_blake3_model();

}  // namespace p3::airs
