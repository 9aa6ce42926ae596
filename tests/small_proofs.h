// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include <optional>
#include <utility>
#include <vector>

#include "p3/prove/batch.h"
#include "p3/prove/uni.h"
#include "tests/small_statements.h"

// Proofs of the small statements. What cannot be proved is a bug of the caller and aborts.
namespace p3::testing {

template <class F, class EF>
struct UniRun {
  UniStatement<F> statement;
  UniProof<F, EF> proof;
};

template <class F, class EF>
UniRun<F, EF> prove_small_uni(const StarkConfig<F>& config, const SmallInstance<F>& instance,
                              unsigned threads, Profiler* profiler = nullptr) {
  ThreadPool pool(threads);
  const auto hasher = make_batch_hasher<F>(config.suite);
  const ProverContext<F> context{pool, *hasher, profiler};
  UniStatement<F> statement{instance.air.get(), instance.public_values, {}};
  std::optional<PreprocessedData<F>> setup;
  if (!instance.preprocessed.empty()) {
    setup = setup_preprocessed<F>(context, config, instance.preprocessed.clone()).value();
    statement.preprocessed = setup->key;
  }
  auto proof = prove_uni<F, EF>(context, config, statement,
                                {instance.trace.clone(), setup ? &*setup : nullptr});
  return {std::move(statement), std::move(proof).value()};
}

template <class F, class EF>
struct BatchRun {
  BatchStatement<F> statement;
  BatchProof<F, EF> proof;
};

template <class F, class EF>
BatchRun<F, EF> prove_small_batch(const StarkConfig<F>& config,
                                  const std::vector<SmallInstance<F>>& instances,
                                  unsigned threads) {
  ThreadPool pool(threads);
  const auto hasher = make_batch_hasher<F>(config.suite);
  const ProverContext<F> context{pool, *hasher};
  BatchStatement<F> statement;
  BatchWitness<F> witness;
  std::vector<Matrix<F>> values;
  bool preprocessed = false;
  for (const SmallInstance<F>& instance : instances) {
    statement.instances.push_back({instance.air.get(), instance.public_values});
    witness.traces.push_back(instance.trace.clone());
    values.push_back(instance.preprocessed.clone());
    preprocessed = preprocessed || !values.back().empty();
  }
  std::optional<BatchPreprocessedData<F>> setup;
  if (preprocessed) {
    setup = setup_batch_preprocessed<F>(context, config, std::move(values)).value();
    statement.preprocessed = setup->key;
    witness.preprocessed = &*setup;
  }
  auto proof = prove_batch<F, EF>(context, config, statement, std::move(witness));
  return {std::move(statement), std::move(proof).value()};
}

}  // namespace p3::testing
