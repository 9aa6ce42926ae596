// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "p3/engine/statement.h"
#include "p3/prove/batch.h"
#include "p3/prove/uni.h"

// Proving an AnyStatement, to encoded bytes.
namespace p3 {

// Preprocessed columns of either protocol: exactly one of the two is there.
template <class F>
struct AnyPreprocessed {
  std::optional<PreprocessedData<F>> uni;
  std::optional<BatchPreprocessedData<F>> batch;

  // What verifiers need, in the form of AnyStatement::key.
  BatchPreprocessedKey key() const;
};

template <class F>
struct AnyWitness {
  std::vector<Matrix<F>> traces;  // one per instance, consumed
  // One per instance; null: the AIR's DAG is interpreted, with the same result.
  std::vector<const QuotientKernel<F>*> kernels;
  const AnyPreprocessed<F>* preprocessed = nullptr;  // null where no AIR has such columns
};

// `values`: one matrix per instance, empty where the AIR has no preprocessed columns; at least one
// is not empty.
template <class F>
Result<AnyPreprocessed<F>, ProveError> setup_statement(const ProverContext<F>& context,
                                                       const AnyStatement<F>& statement,
                                                       std::vector<Matrix<F>> values);

// The proof's bytes. Errors are those of prove_uni and prove_batch; log_rows is not looked at.
template <class F>
Result<std::vector<std::uint8_t>, ProveError> prove_statement(const ProverContext<F>& context,
                                                              const AnyStatement<F>& statement,
                                                              AnyWitness<F> witness);

}  // namespace p3
