// SPDX-License-Identifier: Apache-2.0 OR MIT
#include "p3/engine/statement.h"

#include "p3/codec/decode.h"
#include "p3/engine/dispatch.h"
#include "p3/verify/batch.h"
#include "p3/verify/decode_limits.h"
#include "p3/verify/uni.h"

namespace p3 {
namespace {

// A proof states its own heights, and so may be a valid proof of longer or shorter traces than
// those asked for. An accepted proof has one height per instance.
template <class F>
std::optional<std::string> other_height(const AnyStatement<F>& statement,
                                        std::span<const std::uint64_t> degree_bits) {
  for (std::size_t i = 0; i < statement.instances.size(); ++i) {
    const std::optional<unsigned> expected = statement.instances[i].log_rows;
    if (!expected || *expected == degree_bits[i]) continue;
    return "valid for another trace length: expected 2^" + std::to_string(*expected) +
           " rows, got 2^" + std::to_string(degree_bits[i]);
  }
  return std::nullopt;
}

template <class F, class EF>
std::optional<std::string> verify_as_uni(const AnyStatement<F>& statement,
                                         std::span<const std::uint8_t> bytes) {
  const UniStatement<F> uni = uni_statement(statement);
  const auto proof =
      decode_uni_proof<F, EF>(bytes, statement.config.suite.hasher->kind(),
                              uni_decode_limits<F>(statement.config, uni, EF::kDegree));
  if (!proof) return to_string(undecodable(proof.error()));
  const auto error = verify_uni<F, EF>(statement.config, uni, proof.value());
  if (error) return to_string(*error);
  return other_height(statement, {&proof.value().degree_bits, 1});
}

template <class F, class EF>
std::optional<std::string> verify_as_batch(const AnyStatement<F>& statement,
                                           std::span<const std::uint8_t> bytes) {
  const BatchStatement<F> batch = batch_statement(statement);
  const auto proof =
      decode_batch_proof<F, EF>(bytes, statement.config.suite.hasher->kind(),
                                batch_decode_limits<F>(statement.config, batch, EF::kDegree));
  if (!proof) return to_string(undecodable(proof.error()));
  const auto error = verify_batch<F, EF>(statement.config, batch, proof.value());
  if (error) return to_string(*error);
  return other_height<F>(statement, proof.value().degree_bits);
}

}  // namespace

template <class F>
AnyStatement<F> make_statement(const ProofSystem& system) {
  P3_CHECK(system.field == kFieldName<F> && !system_problem(system), "not a proof system over F");
  return {
      .system = system,
      .config = {system.parameters, make_hash_suite<F>(system.merkle_hash, system.merkle_arity)},
      .instances = {},
      .key = {}};
}

template <class F>
AnyInstance<F> shipped_instance(const ObjectiveSpec& spec) {
  return {make_objective_air<F>(spec), objective_public_values<F>(spec), spec.log_trace_length};
}

template <class F>
UniStatement<F> uni_statement(const AnyStatement<F>& statement) {
  P3_CHECK(statement.instances.size() == 1, "uni-stark proves one AIR");
  UniStatement<F> uni{statement.instances[0].air.get(), statement.instances[0].public_values, {}};
  if (statement.key) {
    P3_CHECK(statement.key->matrices.size() == 1, "the key of one AIR has one matrix");
    const auto& matrix = statement.key->matrices[0];
    uni.preprocessed = PreprocessedKey{matrix.width, matrix.degree_bits, statement.key->cap};
  }
  return uni;
}

template <class F>
BatchStatement<F> batch_statement(const AnyStatement<F>& statement) {
  BatchStatement<F> batch;
  for (const AnyInstance<F>& instance : statement.instances) {
    batch.instances.push_back({instance.air.get(), instance.public_values});
  }
  batch.preprocessed = statement.key;
  return batch;
}

template <class F>
std::optional<std::string> verify_statement(const AnyStatement<F>& statement,
                                            std::span<const std::uint8_t> proof) {
  return with_extension<F>(statement.system.extension_degree, [&]<class EF>(Type<EF>) {
    return statement.system.protocol == Protocol::kUni ? verify_as_uni<F, EF>(statement, proof)
                                                       : verify_as_batch<F, EF>(statement, proof);
  });
}

#define P3_INSTANTIATE(F)                                                         \
  template AnyStatement<F> make_statement<F>(const ProofSystem&);                 \
  template AnyInstance<F> shipped_instance<F>(const ObjectiveSpec&);              \
  template UniStatement<F> uni_statement<F>(const AnyStatement<F>&);              \
  template BatchStatement<F> batch_statement<F>(const AnyStatement<F>&);          \
  template std::optional<std::string> verify_statement<F>(const AnyStatement<F>&, \
                                                          std::span<const std::uint8_t>);
P3_FOR_EACH_FIELD(P3_INSTANTIATE)
#undef P3_INSTANTIATE

}  // namespace p3
