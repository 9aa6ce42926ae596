// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include "p3/parallel/thread_pool.h"
#include "p3/transcript/challenger.h"

// The prover's search for proof-of-work witnesses.
namespace p3 {

// The smallest canonical integer that check_witness accepts, whatever the number of threads. The
// challenger ends as after check_witness(bits, result). 0 bits: zero, transcript untouched.
// 2^bits < p is a precondition.
template <class F>
F grind(Challenger<F>& challenger, unsigned bits, ThreadPool& pool);

}  // namespace p3
