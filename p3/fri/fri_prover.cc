// SPDX-License-Identifier: Apache-2.0 OR MIT
#include "p3/fri/fri_prover.h"

#include <algorithm>

#include "p3/base/bits.h"
#include "p3/dft/dft.h"
#include "p3/field/extension.h"
#include "p3/fri/bit_reversed_table.h"
#include "p3/fri/extension_kernels.h"
#include "p3/merkle/tree.h"
#include "p3/transcript/grind.h"

namespace p3 {
namespace {

// Rows per thread below which a fold is not worth a second thread.
constexpr std::size_t kFoldGrain = 256;

template <class EF, class F>
EF load(const F* coeffs) {
  return EF::from_coeffs({coeffs, EF::kDegree});
}

template <class F, class EF>
void store(const EF& x, F* coeffs) {
  std::copy(x.coeffs().begin(), x.coeffs().end(), coeffs);
}

// Folds rows of 2^log_arity entries to one entry each; see fold_row.h. factors[m] = 1 / (2 y_m) of
// the committed layer; the layers between halvings use prefixes of it.
template <class F, class EF>
Matrix<F> fold_layer(MatrixView<F> layer, unsigned log_arity, EF beta, std::span<const F> factors,
                     ThreadPool& pool) {
  Matrix<F> folded = Matrix<F>::uninitialized(layer.height, EF::kDegree);
  std::vector<F> betas;
  EF power = beta;
  for (unsigned k = 0; k < log_arity; ++k, power = power.square()) {
    betas.insert(betas.end(), power.coeffs().begin(), power.coeffs().end());
  }
  pool.for_ranges(layer.height, kFoldGrain, [&](std::size_t begin, std::size_t end) {
    extension_kernels<F>().fold_rows(extension_info<EF>(), layer.data, begin, end, log_arity,
                                     betas.data(), factors.data(), folded.data());
  });
  return folded;
}

// target += factor * source, entry by entry.
template <class F, class EF>
void add_scaled(Matrix<F>& target, EF factor, const Matrix<F>& source, ThreadPool& pool) {
  pool.for_ranges(target.height(), kFoldGrain, [&](std::size_t begin, std::size_t end) {
    for (std::size_t r = begin; r < end; ++r) {
      store(load<EF>(target.row(r)) + factor * load<EF>(source.row(r)), target.row(r));
    }
  });
}

// Coefficients of the polynomial of degree < 2^log_len that the last layer is, lowest first.
template <class F, class EF>
std::vector<EF> final_polynomial(const Matrix<F>& layer, unsigned log_len, ThreadPool& pool) {
  const std::size_t len = std::size_t{1} << log_len;
  Matrix<F> values = Matrix<F>::uninitialized(len, EF::kDegree);
  for (std::size_t i = 0; i < len; ++i) {
    std::copy_n(layer.row(reverse_bits(i, log_len)), EF::kDegree, values.row(i));
  }
  idft_batch(values, pool);
  std::vector<EF> coefficients(len);
  for (std::size_t i = 0; i < len; ++i) coefficients[i] = load<EF>(values.row(i));
  return coefficients;
}

// Answers all queries in one layer; `indices` are positions in the layer and become rows.
template <class F, class EF>
CommitPhaseOpening<EF> open_layer(const MerkleTree<F>& tree, unsigned log_arity,
                                  std::vector<std::uint64_t>& indices) {
  std::vector<std::uint64_t> positions = indices;
  for (std::uint64_t& index : indices) index >>= log_arity;
  MultiOpening<F> opening = tree.open(indices);
  CommitPhaseOpening<EF> result;
  for (std::size_t q = 0; q < indices.size(); ++q) {
    const std::size_t own = positions[q] & ((std::size_t{1} << log_arity) - 1);
    const std::vector<F>& row = opening.opened_values[q][0];
    auto& siblings = result.sibling_values.emplace_back();
    for (std::size_t j = 0; j < std::size_t{1} << log_arity; ++j) {
      if (j != own) siblings.push_back(load<EF>(row.data() + j * EF::kDegree));
    }
  }
  result.siblings = std::move(opening.siblings);
  return result;
}

// Commits, folds and joins inputs until the final height; returns the layers' trees.
template <class F, class EF>
std::vector<MerkleTree<F>> commit_phase(const StarkParameters& parameters,
                                        const FriGeometry& geometry, const BatchHasher<F>& hasher,
                                        std::vector<Matrix<F>> inputs, Challenger<F>& challenger,
                                        ThreadPool& pool, FriProof<F, EF>& proof) {
  std::vector<MerkleTree<F>> trees;
  Matrix<F> current = std::move(inputs[0]);
  std::size_t joined = 1;
  const unsigned log_max = geometry.log_max_height();
  const std::vector<F> factors = log_max == 0 ? std::vector<F>() : halving_factors<F>(log_max);
  for (const unsigned log_arity : geometry.log_arities) {
    std::vector<Matrix<F>> layer;
    layer.push_back(std::move(current).with_width(EF::kDegree << log_arity));
    trees.push_back(MerkleTree<F>::commit(hasher, std::move(layer), parameters.cap_height, pool));
    challenger.observe_cap(trees.back().cap());
    proof.commit_phase_commits.push_back(trees.back().cap());
    proof.commit_pow_witnesses.push_back(grind(challenger, parameters.fri.commit_pow_bits, pool));
    // Drawn after the layer is bound; see replay_fri_transcript for what it randomises.
    const EF beta = challenger.template sample_ext<EF>();
    current = fold_layer<F, EF>(trees.back().matrices()[0].view(), log_arity, beta, factors, pool);
    if (joined < inputs.size() && inputs[joined].height() == current.height()) {
      add_scaled(current, exp_power_of_2(beta, log_arity), inputs[joined++], pool);
    }
  }
  P3_CHECK(joined == inputs.size(), "an input below the final height");
  proof.final_poly = final_polynomial<F, EF>(current, parameters.fri.log_final_poly_len, pool);
  challenger.observe_ext_all(std::span<const EF>(proof.final_poly));
  return trees;
}

}  // namespace

template <class F, class EF>
FriProverResult<F, EF> prove_fri(const StarkParameters& parameters, const FriGeometry& geometry,
                                 const BatchHasher<F>& hasher, std::vector<Matrix<F>> inputs,
                                 Challenger<F>& challenger, ThreadPool& pool, Profiler* profiler) {
  const Span span(profiler, "fri");
  FriProverResult<F, EF> result;
  challenger.observe_seed(fri_seed<F, EF>(make_fri_shape(parameters.fri, geometry)));
  std::vector<MerkleTree<F>> trees;
  {
    const Span commit_span(profiler, "fri commit phase");
    trees = commit_phase<F, EF>(parameters, geometry, hasher, std::move(inputs), challenger, pool,
                                result.proof);
  }
  {
    const Span grind_span(profiler, "fri query grinding");
    result.proof.query_pow_witness = grind(challenger, parameters.fri.query_pow_bits, pool);
  }
  for (std::size_t q = 0; q < parameters.fri.num_queries; ++q) {
    result.indices.push_back(challenger.sample_bits(geometry.log_max_height()));
  }
  const Span query_span(profiler, "fri query phase");
  std::vector<std::uint64_t> positions = result.indices;
  for (std::size_t round = 0; round < trees.size(); ++round) {
    result.proof.commit_phase_openings.push_back(
        open_layer<F, EF>(trees[round], geometry.log_arities[round], positions));
  }
  return result;
}

#define P3_INSTANTIATE(F, D)                                                                     \
  template FriProverResult<F, Extension<F, D>> prove_fri<F, Extension<F, D>>(                    \
      const StarkParameters&, const FriGeometry&, const BatchHasher<F>&, std::vector<Matrix<F>>, \
      Challenger<F>&, ThreadPool&, Profiler*);
P3_FOR_EACH_EXTENSION(P3_INSTANTIATE)
#undef P3_INSTANTIATE

}  // namespace p3
