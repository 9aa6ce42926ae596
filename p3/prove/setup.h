// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include <vector>

#include "p3/base/matrix.h"
#include "p3/base/result.h"
#include "p3/merkle/tree.h"
#include "p3/prove/context.h"
#include "p3/prove/error.h"
#include "p3/verify/statement.h"

// Preprocessed columns: committed once per statement, used by every proof of it. The key goes to
// the verifiers.
namespace p3 {

template <class F>
struct PreprocessedData {
  PreprocessedKey key;
  Matrix<F> values;  // as given, natural row order
  MerkleTree<F> tree;
};

template <class F>
struct BatchPreprocessedData {
  BatchPreprocessedKey key;
  std::vector<Matrix<F>> values;  // one per instance, empty where it has none
  MerkleTree<F> tree;
};

// `values`: one row per row of the trace.
template <class F>
Result<PreprocessedData<F>, ProveError> setup_preprocessed(const ProverContext<F>& context,
                                                           const StarkConfig<F>& config,
                                                           Matrix<F> values);

// `values`: one matrix per instance, empty ones for instances without preprocessed columns; at
// least one is not empty.
template <class F>
Result<BatchPreprocessedData<F>, ProveError> setup_batch_preprocessed(
    const ProverContext<F>& context, const StarkConfig<F>& config, std::vector<Matrix<F>> values);

}  // namespace p3
