// SPDX-License-Identifier: Apache-2.0 OR MIT
#include "p3/codec/seeds.h"

#include <algorithm>

#include "p3/field/extension.h"

namespace p3 {

namespace {

std::vector<std::uint64_t> numbers_of(const UniStarkShape& shape) {
  return {shape.log_degree,  // of the committed trace, which hiding proofs double
          shape.log_degree,
          shape.main_width,
          shape.preprocessed_width,
          shape.num_periodic,
          shape.num_quotient_chunks,
          shape.reads_next_row ? 1u : 0u,
          shape.reads_preprocessed_next_row ? 1u : 0u};
}

std::vector<std::uint64_t> numbers_of(const BatchStarkShape& shape) {
  std::vector<std::uint64_t> numbers{shape.instances.size()};
  for (const BatchInstanceShape& instance : shape.instances) {
    numbers.push_back(instance.main_width);
  }
  for (const BatchInstanceShape& instance : shape.instances) {
    numbers.push_back(instance.preprocessed_width);
  }
  return numbers;
}

std::vector<std::uint64_t> numbers_of(const PcsShape& shape) {
  std::vector<std::uint64_t> numbers{shape.claims.size()};
  for (const auto& commitment : shape.claims) {
    numbers.push_back(commitment.size());
    for (const auto& matrix : commitment) numbers.push_back(matrix.size());
  }
  return numbers;
}

std::vector<std::uint64_t> numbers_of(const FriShape& shape) {
  std::vector<std::uint64_t> numbers{shape.log_blowup, shape.max_log_arity};
  numbers.insert(numbers.end(), shape.log_arities.begin(), shape.log_arities.end());
  return numbers;
}

}  // namespace

template <class F, class EF>
TranscriptPattern uni_stark_pattern(const UniStarkShape& shape) {
  TranscriptPattern pattern;
  pattern.commitment("trace_commitment");
  if (shape.preprocessed_width > 0) pattern.commitment("preprocessed_commitment");
  pattern.public_values("public_values", shape.num_public_values, base_elements<F>());
  pattern.challenge("alpha", extension_elements<EF>());
  pattern.commitment("quotient_commitment");
  if (shape.ood_pow_bits > 0) pattern.pow("ood_pow", shape.ood_pow_bits, base_elements<F>());
  pattern.challenge("zeta", extension_elements<EF>());
  pattern.bracket("opening_argument");
  return pattern;
}

// Unlike the other layers, this one lists its grinding steps at 0 bits too.
template <class F, class EF>
TranscriptPattern batch_stark_pattern(const BatchStarkShape& shape) {
  const StepType base = base_elements<F>();
  const StepType extension = extension_elements<EF>();
  const auto any = [&](auto&& predicate) {
    return std::any_of(shape.instances.begin(), shape.instances.end(), predicate);
  };
  TranscriptPattern pattern;
  for (std::size_t i = 0; i < shape.instances.size(); ++i)
    pattern.message("degree_bits", extension);
  pattern.commitment("main_commitment");
  for (const BatchInstanceShape& instance : shape.instances) {
    pattern.public_values("public_values", instance.num_public_values, base);
  }
  if (any([](const auto& i) { return i.preprocessed_width > 0; })) {
    pattern.commitment("preprocessed_commitment");
  }
  if (any([](const auto& i) { return i.has_lookups; })) {
    pattern.pow("lookup_pow", shape.lookup_pow_bits, base);
    pattern.challenge("lookup_alpha", extension);
    pattern.challenge("lookup_beta", extension);
    pattern.commitment("permutation_commitment");
    for (const BatchInstanceShape& instance : shape.instances) {
      if (instance.has_lookups) pattern.message("lookup_terminal", extension);
    }
  }
  pattern.challenge("constraint_challenge", extension);
  pattern.commitment("quotient_commitment");
  pattern.pow("ood_pow", shape.ood_pow_bits, base);
  pattern.challenge("zeta", extension);
  pattern.bracket("opening_argument");
  return pattern;
}

template <class F, class EF>
TranscriptPattern pcs_pattern(const PcsShape& shape) {
  const StepType extension = extension_elements<EF>();
  TranscriptPattern pattern;
  for (const auto& commitment : shape.claims) {
    for (const auto& matrix : commitment) {
      for (const std::uint64_t values : matrix) {
        pattern.message("claimed_evaluations", values, extension);
      }
    }
  }
  if (shape.batch_pow_bits > 0) pattern.pow("batch_pow", shape.batch_pow_bits, base_elements<F>());
  pattern.challenge("alpha", extension);
  pattern.bracket("low_degree_test");
  return pattern;
}

template <class F, class EF>
TranscriptPattern fri_pattern(const FriShape& shape) {
  const StepType base = base_elements<F>();
  const StepType extension = extension_elements<EF>();
  TranscriptPattern pattern;
  for (std::size_t round = 0; round < shape.log_arities.size(); ++round) {
    pattern.commitment("commit_phase_commitment");
    if (shape.commit_pow_bits > 0) pattern.pow("commit_pow", shape.commit_pow_bits, base);
    pattern.challenge("fold_challenge", extension);
  }
  pattern.message("final_poly", std::uint64_t{1} << shape.log_final_poly_len, extension);
  if (shape.query_pow_bits > 0) pattern.pow("query_pow", shape.query_pow_bits, base);
  pattern.challenge("query_indices", shape.num_queries, StepType::bits(shape.log_max_height));
  return pattern;
}

template <class F, class EF>
std::vector<std::uint8_t> uni_stark_seed(const UniStarkShape& shape) {
  return seed_bytes("p3-uni-stark", uni_stark_pattern<F, EF>(shape), numbers_of(shape));
}

template <class F, class EF>
std::vector<std::uint8_t> batch_stark_seed(const BatchStarkShape& shape) {
  return seed_bytes("p3-batch-stark", batch_stark_pattern<F, EF>(shape), numbers_of(shape));
}

template <class F, class EF>
std::vector<std::uint8_t> pcs_seed(const PcsShape& shape) {
  return seed_bytes("p3-fri-pcs", pcs_pattern<F, EF>(shape), numbers_of(shape));
}

template <class F, class EF>
std::vector<std::uint8_t> fri_seed(const FriShape& shape) {
  return seed_bytes("p3-fri", fri_pattern<F, EF>(shape), numbers_of(shape));
}

#define P3_SEED(LAYER, SHAPE, F, D)                                             \
  template TranscriptPattern LAYER##_pattern<F, Extension<F, D>>(const SHAPE&); \
  template std::vector<std::uint8_t> LAYER##_seed<F, Extension<F, D>>(const SHAPE&);
#define P3_INSTANTIATE(F, D)                  \
  P3_SEED(uni_stark, UniStarkShape, F, D)     \
  P3_SEED(batch_stark, BatchStarkShape, F, D) \
  P3_SEED(pcs, PcsShape, F, D)                \
  P3_SEED(fri, FriShape, F, D)
P3_FOR_EACH_EXTENSION(P3_INSTANTIATE)
#undef P3_INSTANTIATE
#undef P3_SEED

}  // namespace p3
