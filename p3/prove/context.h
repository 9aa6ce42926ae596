// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include "p3/hash/batch_hasher.h"
#include "p3/parallel/profile.h"
#include "p3/parallel/thread_pool.h"

// What a prover works with. Nothing in here enters the proof: the same request gives the same bytes
// for every thread count and instruction set.
namespace p3 {

template <class F>
struct ProverContext {
  ThreadPool& pool;
  // Of the same suite as the configuration's hasher.
  const BatchHasher<F>& hasher;
  Profiler* profiler = nullptr;
  // Checks every constraint on every row first: slow, for whoever writes an AIR or a trace
  // generator. Off, a wrong trace gives a proof that verifiers reject.
  bool check_constraints = false;
};

}  // namespace p3
