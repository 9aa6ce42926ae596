// SPDX-License-Identifier: Apache-2.0 OR MIT
#include "p3/engine/prove.h"

#include <utility>

#include "p3/codec/encode.h"
#include "p3/engine/dispatch.h"

namespace p3 {
namespace {

using Bytes = Result<std::vector<std::uint8_t>, ProveError>;

template <class F, class Proof>
Bytes encoded(const ProverContext<F>& context, const AnyStatement<F>& statement,
              const Result<Proof, ProveError>& proof) {
  if (!proof) return Err{proof.error()};
  const Span span(context.profiler, "encode");
  return encode(proof.value(), statement.config.suite.hasher->kind());
}

template <class F, class EF>
Bytes prove_as_uni(const ProverContext<F>& context, const AnyStatement<F>& statement,
                   AnyWitness<F> witness) {
  if (witness.traces.size() != 1) {
    return Err{ProveError{
        .fault = ProveFault::kInstanceCountMismatch, .got = witness.traces.size(), .expected = 1}};
  }
  UniWitness<F> uni{.trace = std::move(witness.traces[0]),
                    .kernel = witness.kernels.empty() ? nullptr : witness.kernels[0]};
  if (witness.preprocessed != nullptr) uni.preprocessed = &*witness.preprocessed->uni;
  return encoded(
      context, statement,
      prove_uni<F, EF>(context, statement.config, uni_statement(statement), std::move(uni)));
}

template <class F, class EF>
Bytes prove_as_batch(const ProverContext<F>& context, const AnyStatement<F>& statement,
                     AnyWitness<F> witness) {
  BatchWitness<F> batch{.traces = std::move(witness.traces), .kernels = witness.kernels};
  if (witness.preprocessed != nullptr) batch.preprocessed = &*witness.preprocessed->batch;
  return encoded(
      context, statement,
      prove_batch<F, EF>(context, statement.config, batch_statement(statement), std::move(batch)));
}

}  // namespace

template <class F>
BatchPreprocessedKey AnyPreprocessed<F>::key() const {
  if (batch) return batch->key;
  return {uni->key.cap, {{0, uni->key.width, uni->key.degree_bits}}};
}

template <class F>
Result<AnyPreprocessed<F>, ProveError> setup_statement(const ProverContext<F>& context,
                                                       const AnyStatement<F>& statement,
                                                       std::vector<Matrix<F>> values) {
  AnyPreprocessed<F> out;
  if (statement.system.protocol == Protocol::kBatch) {
    auto batch = setup_batch_preprocessed<F>(context, statement.config, std::move(values));
    if (!batch) return Err{batch.error()};
    out.batch = std::move(batch).value();
    return out;
  }
  P3_CHECK(values.size() == 1, "uni-stark proves one AIR");
  auto uni = setup_preprocessed<F>(context, statement.config, std::move(values[0]));
  if (!uni) return Err{uni.error()};
  out.uni = std::move(uni).value();
  return out;
}

template <class F>
Bytes prove_statement(const ProverContext<F>& context, const AnyStatement<F>& statement,
                      AnyWitness<F> witness) {
  const Span span(context.profiler, "proof");
  return with_extension<F>(statement.system.extension_degree, [&]<class EF>(Type<EF>) {
    return statement.system.protocol == Protocol::kUni
               ? prove_as_uni<F, EF>(context, statement, std::move(witness))
               : prove_as_batch<F, EF>(context, statement, std::move(witness));
  });
}

#define P3_INSTANTIATE(F)                                                       \
  template struct AnyPreprocessed<F>;                                           \
  template Result<AnyPreprocessed<F>, ProveError> setup_statement<F>(           \
      const ProverContext<F>&, const AnyStatement<F>&, std::vector<Matrix<F>>); \
  template Bytes prove_statement<F>(const ProverContext<F>&, const AnyStatement<F>&, AnyWitness<F>);
P3_FOR_EACH_FIELD(P3_INSTANTIATE)
#undef P3_INSTANTIATE

}  // namespace p3
