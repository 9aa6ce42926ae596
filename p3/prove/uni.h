// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include "p3/air/quotient_kernel.h"
#include "p3/base/matrix.h"
#include "p3/base/result.h"
#include "p3/codec/proof.h"
#include "p3/prove/context.h"
#include "p3/prove/error.h"
#include "p3/prove/setup.h"
#include "p3/transcript/challenger.h"
#include "p3/verify/statement.h"

// The uni-stark prover: one AIR, one trace [wire 2.9].
//
// The bytes are those of Plonky3 0.8.0 built without `parallel`, whatever the thread count and the
// instruction set. Defined for the pairs (F, EF) of P3_FOR_EACH_EXTENSION.
namespace p3 {

// What only the prover has. The trace is consumed: it is freed as soon as its extension is
// committed.
template <class F>
struct UniWitness {
  Matrix<F> trace;
  // Of setup_preprocessed; null exactly when the AIR has no preprocessed columns.
  const PreprocessedData<F>* preprocessed = nullptr;
  // A kernel compiled for this AIR; null: its DAG is interpreted, with the same result.
  const QuotientKernel<F>* kernel = nullptr;
};

// A request that does not fit together gets a named error. The constraints are checked only where
// the context asks for it: otherwise a trace that violates them gives a proof that no verifier
// accepts. The key in the statement is not read, the prover uses its own data.
template <class F, class EF>
Result<UniProof<F, EF>, ProveError> prove_uni(const ProverContext<F>& context,
                                              const StarkConfig<F>& config,
                                              const UniStatement<F>& statement,
                                              UniWitness<F> witness);

// With the transcript of the caller, which may have absorbed a context of its own before.
template <class F, class EF>
Result<UniProof<F, EF>, ProveError> prove_uni_with(const ProverContext<F>& context,
                                                   const StarkConfig<F>& config,
                                                   const UniStatement<F>& statement,
                                                   UniWitness<F> witness,
                                                   Challenger<F>& challenger);

}  // namespace p3
