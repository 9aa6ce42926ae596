// SPDX-License-Identifier: Apache-2.0 OR MIT
#include "p3/prove/setup.h"

#include "p3/base/bits.h"
#include "p3/dft/dft.h"
#include "p3/field/extension_params.h"
#include "p3/prove/checks.h"

namespace p3 {

template <class F>
Result<PreprocessedData<F>, ProveError> setup_preprocessed(const ProverContext<F>& context,
                                                           const StarkConfig<F>& config,
                                                           Matrix<F> values) {
  if (auto error = check_request<F>(context, config)) return Err{*error};
  if (auto error = check_height<F>(config, values.height(), 0)) return Err{*error};
  std::vector<Matrix<F>> ldes;
  ldes.push_back(coset_lde_bit_reversed(values.view(), config.parameters.fri.log_blowup,
                                        F::generator(), context.pool));
  auto tree = MerkleTree<F>::commit(context.hasher, std::move(ldes), config.parameters.cap_height,
                                    context.pool);
  PreprocessedKey key{values.width(), log2_strict(values.height()), tree.cap()};
  return PreprocessedData<F>{std::move(key), std::move(values), std::move(tree)};
}

template <class F>
Result<BatchPreprocessedData<F>, ProveError> setup_batch_preprocessed(
    const ProverContext<F>& context, const StarkConfig<F>& config, std::vector<Matrix<F>> values) {
  if (auto error = check_request<F>(context, config)) return Err{*error};
  BatchPreprocessedKey key;
  std::vector<Matrix<F>> ldes;
  std::vector<unsigned> log_degrees;
  std::vector<std::size_t> instances;
  for (std::size_t i = 0; i < values.size(); ++i) {
    if (values[i].empty()) continue;
    if (auto error = check_height<F>(config, values[i].height(), i)) return Err{*error};
    instances.push_back(i);
    log_degrees.push_back(log2_strict(values[i].height()));
    key.matrices.push_back({i, values[i].width(), log_degrees.back()});
    ldes.push_back(coset_lde_bit_reversed(values[i].view(), config.parameters.fri.log_blowup,
                                          F::generator(), context.pool));
  }
  if (ldes.empty()) return Err{ProveError{.fault = ProveFault::kNoInstances}};
  if (auto error = check_cap_binds<F>(config, log_degrees, instances)) return Err{*error};
  auto tree = MerkleTree<F>::commit(context.hasher, std::move(ldes), config.parameters.cap_height,
                                    context.pool);
  key.cap = tree.cap();
  return BatchPreprocessedData<F>{std::move(key), std::move(values), std::move(tree)};
}

#define P3_INSTANTIATE(F)                                                            \
  template Result<PreprocessedData<F>, ProveError> setup_preprocessed<F>(            \
      const ProverContext<F>&, const StarkConfig<F>&, Matrix<F>);                    \
  template Result<BatchPreprocessedData<F>, ProveError> setup_batch_preprocessed<F>( \
      const ProverContext<F>&, const StarkConfig<F>&, std::vector<Matrix<F>>);
P3_FOR_EACH_FIELD(P3_INSTANTIATE)
#undef P3_INSTANTIATE

}  // namespace p3
