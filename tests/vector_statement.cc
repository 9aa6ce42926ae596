// SPDX-License-Identifier: Apache-2.0 OR MIT
#include "tests/vector_statement.h"

#include <algorithm>

#include "p3/airs/blake3_trace.h"
#include "p3/airs/keccak_trace.h"
#include "p3/airs/models.h"
#include "p3/airs/poseidon2_trace.h"
#include "p3/base/check.h"
#include "p3/field/extension_params.h"
#include "p3/hash/poseidon2_defaults.h"
#include "testing/vector_airs.h"

namespace p3::testing {
namespace {

bool two_per_row(const VectorInstance& instance) {
  return instance.air.find("2 per row") != std::string::npos;
}

template <class F>
std::unique_ptr<Air<F>> make_air(const VectorInstance& instance) {
  if (instance.air.starts_with("poseidon2")) {
    return airs::make_poseidon2_model<F>(two_per_row(instance) ? 2 : 1);
  }
  if (instance.air == "keccak-f") return airs::make_keccak_model<F>();
  if (instance.air == "blake3 compression") return airs::make_blake3_model<F>();
  return make_vector_air<F>(instance);
}

template <class F>
Matrix<F> to_matrix(const Rows& rows, std::size_t width) {
  Matrix<F> out = Matrix<F>::uninitialized(rows.size(), width);
  for (std::size_t r = 0; r < rows.size(); ++r) {
    P3_CHECK(rows[r].size() == width, "a row of a vector has the wrong width");
    std::ranges::transform(rows[r], out.row(r), [](std::uint64_t x) { return F::from_u64(x); });
  }
  return out;
}

template <class F>
Matrix<F> poseidon2_trace(const VectorInstance& instance, ThreadPool& pool) {
  constexpr unsigned kWidth = kPoseidon2AirWidth<F>;
  std::vector<F> inputs;
  for (const auto& row : instance.inputs) {
    for (const std::uint64_t x : row) inputs.push_back(F::from_u64(x));
  }
  const auto& constants = default_poseidon2_constants<F, kWidth>();
  if (two_per_row(instance)) {
    return generate_poseidon2_trace<F>(Poseidon2Air<F, kWidth, 2>(constants), inputs, pool);
  }
  return generate_poseidon2_trace<F>(Poseidon2Air<F, kWidth, 1>(constants), inputs, pool);
}

// The inputs of a vector as arrays of words.
template <class Input>
std::vector<Input> input_words(const VectorInstance& instance) {
  std::vector<Input> out(instance.inputs.size());
  for (std::size_t i = 0; i < out.size(); ++i) {
    P3_CHECK(instance.inputs[i].size() == out[i].size(), "an input has the wrong length");
    std::ranges::transform(instance.inputs[i], out[i].begin(), [](std::uint64_t x) {
      return static_cast<typename Input::value_type>(x);
    });
  }
  return out;
}

}  // namespace

template <class F>
std::vector<F> to_field(const std::vector<std::uint64_t>& numbers) {
  std::vector<F> out(numbers.size());
  std::ranges::transform(numbers, out.begin(), [](std::uint64_t x) { return F::from_u64(x); });
  return out;
}

template <class F>
VectorStatement<F> make_vector_statement(const VectorInstance& instance) {
  VectorStatement<F> out{make_air<F>(instance), to_field<F>(instance.public_values), {}};
  if (!instance.preprocessed.empty()) {
    out.preprocessed = to_matrix<F>(instance.preprocessed, instance.preprocessed_width());
  }
  return out;
}

template <class F>
Matrix<F> make_vector_trace(const VectorInstance& instance, ThreadPool& pool) {
  if (!instance.trace.empty()) return to_matrix<F>(instance.trace, instance.width);
  if (instance.air.starts_with("poseidon2")) return poseidon2_trace<F>(instance, pool);
  if (instance.air == "keccak-f") {
    return generate_keccak_trace<F>(input_words<KeccakState>(instance),
                                    std::size_t{1} << instance.log_degree, pool);
  }
  P3_CHECK(instance.air == "blake3 compression", "a vector without a trace");
  return generate_blake3_trace<F>(input_words<Blake3Input>(instance), pool);
}

template <class F>
StarkConfig<F> make_vector_config(const VectorFile& vector) {
  const VectorParameters& p = vector.parameters;
  StarkConfig<F> config;
  config.parameters = {.fri = {.log_blowup = p.log_blowup,
                               .log_final_poly_len = p.log_final_poly_len,
                               .max_log_arity = p.max_log_arity,
                               .num_queries = p.num_queries,
                               .batch_pow_bits = p.batch_pow_bits,
                               .commit_pow_bits = p.commit_pow_bits,
                               .query_pow_bits = p.query_pow_bits},
                       .ood_pow_bits = p.ood_pow_bits,
                       .lookup_pow_bits = p.lookup_pow_bits,
                       .cap_height = p.cap_height};
  config.suite = make_hash_suite<F>(vector.hash, vector.arity);
  return config;
}

#define P3_INSTANTIATE(F)                                                      \
  template std::vector<F> to_field<F>(const std::vector<std::uint64_t>&);      \
  template VectorStatement<F> make_vector_statement<F>(const VectorInstance&); \
  template Matrix<F> make_vector_trace<F>(const VectorInstance&, ThreadPool&); \
  template StarkConfig<F> make_vector_config<F>(const VectorFile&);
P3_FOR_EACH_FIELD(P3_INSTANTIATE)
#undef P3_INSTANTIATE

}  // namespace p3::testing
