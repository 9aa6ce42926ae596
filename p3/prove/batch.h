// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include <vector>

#include "p3/air/quotient_kernel.h"
#include "p3/base/matrix.h"
#include "p3/base/result.h"
#include "p3/codec/proof.h"
#include "p3/prove/context.h"
#include "p3/prove/error.h"
#include "p3/prove/setup.h"
#include "p3/transcript/challenger.h"
#include "p3/verify/statement.h"

// The batch-stark prover: several AIRs over one transcript, joined by lookups [wire 2.11].
//
// Bytes as in Plonky3 0.8.0, see uni.h.
namespace p3 {

template <class F>
struct BatchWitness {
  std::vector<Matrix<F>> traces;  // one per instance, consumed
  // Of setup_batch_preprocessed; null exactly when no AIR has preprocessed columns.
  const BatchPreprocessedData<F>* preprocessed = nullptr;
  // One per instance, or none at all; null: the AIR's DAG is interpreted.
  std::vector<const QuotientKernel<F>*> kernels;
};

// Errors as for prove_uni. Lookups are not checked either: buses that do not balance give a proof
// that is rejected.
template <class F, class EF>
Result<BatchProof<F, EF>, ProveError> prove_batch(const ProverContext<F>& context,
                                                  const StarkConfig<F>& config,
                                                  const BatchStatement<F>& statement,
                                                  BatchWitness<F> witness);

template <class F, class EF>
Result<BatchProof<F, EF>, ProveError> prove_batch_with(const ProverContext<F>& context,
                                                       const StarkConfig<F>& config,
                                                       const BatchStatement<F>& statement,
                                                       BatchWitness<F> witness,
                                                       Challenger<F>& challenger);

}  // namespace p3
