// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include <algorithm>
#include <utility>
#include <vector>

#include "p3/air/permutation.h"
#include "p3/dft/dft.h"
#include "p3/fri/pcs_prover.h"
#include "p3/prove/batch.h"
#include "p3/prove/checks.h"
#include "p3/prove/flatten.h"
#include "p3/prove/quotient.h"
#include "p3/transcript/grind.h"
#include "p3/verify/layout.h"

// Bodies of batch.h; instantiated once per (F, EF) in a file of its own.
namespace p3 {
namespace internal {

// One proof: the phases in the order of the transcript. Matrices of all instances share one
// commitment per phase, in instance order; the permutation commitment has only those with lookups.
template <class F, class EF>
class BatchProver {
 public:
  BatchProver(const ProverContext<F>& context, const StarkConfig<F>& config,
              const BatchStatement<F>& statement, BatchWitness<F> witness,
              Challenger<F>& challenger)
      : context_(context),
        config_(config),
        statement_(statement),
        witness_(std::move(witness)),
        challenger_(challenger) {}

  Result<BatchProof<F, EF>, ProveError> run() {
    if (auto error = check()) return Err{*error};
    commit_main();
    observe_main();
    if (has_lookups_) prove_lookups();
    // alpha folds the constraints of every instance, each into a polynomial of its own.
    const EF alpha = challenger_.template sample_ext<EF>();
    commit_quotients(alpha);
    const EF zeta = observe_quotients();
    open(zeta);
    return std::move(proof_);
  }

 private:
  std::size_t size() const { return statement_.instances.size(); }
  const Air<F>& air(std::size_t i) const { return *statement_.instances[i].air; }
  const AirShape<F>& shape(std::size_t i) const { return air(i).shape(); }
  unsigned log_blowup() const { return config_.parameters.fri.log_blowup; }

  std::optional<ProveError> check() {
    if (auto error = check_request<F>(context_, config_)) return error;
    if (size() == 0) return ProveError{.fault = ProveFault::kNoInstances};
    if (auto error = check_counts()) return error;
    for (std::size_t i = 0; i < size(); ++i) {
      if (auto error = check_instance(i)) return error;
    }
    const auto pointers = pointers_to(analyses_);
    if (!bus_widths_agree(pointers)) return ProveError{.fault = ProveFault::kBusWidthMismatch};
    if (!height_bound_holds(pointers, log_degrees_, F::kOrder)) {
      return ProveError{.fault = ProveFault::kMultiplicityHeightBoundExceeded};
    }
    has_lookups_ = std::ranges::any_of(analyses_, [](const auto& a) { return a.has_lookups(); });
    return check_caps();
  }

  // Of the commitments made here; that of the preprocessed columns was checked by the setup.
  std::optional<ProveError> check_caps() const {
    std::vector<std::size_t> all, with_lookups;
    std::vector<unsigned> permutation;
    for (std::size_t i = 0; i < size(); ++i) {
      all.push_back(i);
      if (!analyses_[i].has_lookups()) continue;
      with_lookups.push_back(i);
      permutation.push_back(log_degrees_[i]);
    }
    if (auto error = check_cap_binds<F>(config_, log_degrees_, all)) return error;
    return check_cap_binds<F>(config_, permutation, with_lookups);
  }

  std::optional<ProveError> check_counts() const {
    const auto* preprocessed = witness_.preprocessed;
    std::vector<std::size_t> counts{witness_.traces.size()};
    if (preprocessed != nullptr) counts.push_back(preprocessed->values.size());
    if (!witness_.kernels.empty()) counts.push_back(witness_.kernels.size());
    for (const std::size_t got : counts) {
      if (got == size()) continue;
      return ProveError{
          .fault = ProveFault::kInstanceCountMismatch, .got = got, .expected = size()};
    }
    return std::nullopt;
  }

  std::optional<ProveError> check_instance(std::size_t i) {
    const MatrixView<F> trace = witness_.traces[i].view();
    if (auto error = check_height<F>(config_, trace.height, i)) return error;
    log_degrees_.push_back(log2_strict(trace.height));
    if (auto error = check_shape<F>(shape(i), trace, statement_.instances[i].public_values, i)) {
      return error;
    }
    if (auto error = check_preprocessed<F>(shape(i), preprocessed_values(i), trace.height, i)) {
      return error;
    }
    if (auto error = check_rows<F>(context_, air(i), trace, preprocessed_values(i),
                                   statement_.instances[i].public_values, i)) {
      return error;
    }
    analyses_.push_back(analyse(air(i), log_degrees_[i], /*batch=*/true));
    return check_chunks<F>(analyses_[i], log_degrees_[i], i);
  }

  // Null where the instance has none.
  const Matrix<F>* preprocessed_values(std::size_t i) const {
    if (witness_.preprocessed == nullptr) return nullptr;
    const Matrix<F>& values = witness_.preprocessed->values[i];
    return values.empty() ? nullptr : &values;
  }

  MerkleTree<F> commit(const char* name, std::vector<Matrix<F>> ldes) {
    const Span span(context_.profiler, name);
    return MerkleTree<F>::commit(context_.hasher, std::move(ldes), config_.parameters.cap_height,
                                 context_.pool);
  }

  // Values is a view, or a matrix that is no longer needed.
  template <class Values>
  Matrix<F> extend(Values&& values) {
    return coset_lde_bit_reversed(std::forward<Values>(values), log_blowup(), F::generator(),
                                  context_.pool);
  }

  // Traces stay only where the lookups still read them.
  void commit_main() {
    std::vector<Matrix<F>> ldes;
    {
      const Span span(context_.profiler, "extend traces");
      for (std::size_t i = 0; i < size(); ++i) {
        Matrix<F>& trace = witness_.traces[i];
        ldes.push_back(analyses_[i].has_lookups() ? extend(trace.view())
                                                  : extend(std::move(trace)));
      }
    }
    main_.emplace(commit("commit traces", std::move(ldes)));
    proof_.main_cap = main_->cap();
  }

  void observe_main() {
    challenger_.observe_seed(
        batch_stark_seed<F, EF>(batch_shape<F>(statement_, analyses_, config_.parameters)));
    for (const unsigned bits : log_degrees_) challenger_.observe_ext(EF::from_u64(bits));
    challenger_.observe_cap(proof_.main_cap);
    for (const auto& instance : statement_.instances) {
      challenger_.observe_all(instance.public_values);
    }
    if (witness_.preprocessed) challenger_.observe_cap(witness_.preprocessed->tree.cap());
    proof_.degree_bits.assign(log_degrees_.begin(), log_degrees_.end());
    proof_.lookup_terminals.resize(size());
  }

  // One pair A, B for the batch: error about interactions * rows * (widest tuple + 2) / |EF|.
  void prove_lookups() {
    const Span span(context_.profiler, "lookups");
    proof_.lookup_pow_witness =
        grind(challenger_, config_.parameters.lookup_pow_bits, context_.pool);
    const EF a = challenger_.template sample_ext<EF>();
    const EF b = challenger_.template sample_ext<EF>();
    lookup_challenges_ = derive_lookup_challenges<EF>(pointers_to(analyses_), a, b);
    std::vector<Matrix<F>> ldes;
    for (std::size_t i = 0; i < size(); ++i) {
      if (!analyses_[i].has_lookups()) continue;
      const Matrix<F>* preprocessed = preprocessed_values(i);
      const auto permutation = generate_permutation<F, EF>(
          air(i), analyses_[i], witness_.traces[i].view(),
          preprocessed ? preprocessed->view() : MatrixView<F>{},
          statement_.instances[i].public_values, lookup_challenges_[i], context_.pool);
      witness_.traces[i] = {};
      proof_.lookup_terminals[i] = permutation.terminal;
      ldes.push_back(extend(permutation.values.view()));
    }
    permutation_.emplace(commit("commit permutations", std::move(ldes)));
    proof_.permutation_cap = permutation_->cap();
    challenger_.observe_cap(permutation_->cap());
    for (const auto& terminal : proof_.lookup_terminals) {
      if (terminal) challenger_.observe_ext(*terminal);
    }
  }

  void commit_quotients(const EF& alpha) {
    std::vector<Matrix<F>> ldes;
    {
      const Span span(context_.profiler, "quotients");
      std::size_t preprocessed_index = 0, permutation_index = 0;
      for (std::size_t i = 0; i < size(); ++i) {
        MatrixView<F> preprocessed, permutation;
        if (shape(i).preprocessed_width != 0) {
          preprocessed = witness_.preprocessed->tree.matrices()[preprocessed_index++].view();
        }
        if (analyses_[i].has_lookups()) {
          permutation = permutation_->matrices()[permutation_index++].view();
        }
        const Matrix<F> values = instance_quotient(i, alpha, preprocessed, permutation);
        append_chunk_ldes(context_, values, log_degrees_[i], log_blowup(), ldes);
      }
    }
    quotient_.emplace(commit("commit quotients", std::move(ldes)));
    proof_.quotient_cap = quotient_->cap();
  }

  Matrix<F> instance_quotient(std::size_t i, const EF& alpha, MatrixView<F> preprocessed,
                              MatrixView<F> permutation) {
    const QuotientKernel<F>* kernel = witness_.kernels.empty() ? nullptr : witness_.kernels[i];
    const auto own_kernel = kernel ? nullptr : make_dag_kernel<F>(air(i));
    const auto alpha_powers = alpha_coefficients(alpha, analyses_[i].num_constraints);
    QuotientInput<F> input{.air = &air(i),
                           .analysis = &analyses_[i],
                           .kernel = kernel ? kernel : own_kernel.get(),
                           .log_degree = log_degrees_[i],
                           .log_blowup = log_blowup(),
                           .degree = EF::kDegree,
                           .main = main_->matrices()[i].view(),
                           .preprocessed = preprocessed,
                           .public_values = statement_.instances[i].public_values,
                           .alpha_powers = alpha_powers,
                           .lookups = std::nullopt};
    if (!analyses_[i].has_lookups()) return quotient_values<F>(context_, input);
    const auto prefixes = flatten<EF>(lookup_challenges_[i].prefixes);
    const auto beta = flatten<EF>({&lookup_challenges_[i].beta, 1});
    const auto terminal = flatten<EF>({&*proof_.lookup_terminals[i], 1});
    input.lookups = LookupQuotient<F>{permutation, prefixes, beta, terminal};
    return quotient_values<F>(context_, input);
  }

  // zeta is where the constraint identities are tested; grinding makes it expensive to try several.
  EF observe_quotients() {
    challenger_.observe_cap(proof_.quotient_cap);
    proof_.ood_pow_witness = grind(challenger_, config_.parameters.ood_pow_bits, context_.pool);
    return challenger_.template sample_ext<EF>();
  }

  // In the order: main, quotient chunks, preprocessed, permutation.
  void open(const EF& zeta) {
    const Span span(context_.profiler, "open");
    OpeningRound<F, EF> main{&*main_, {}}, quotient{&*quotient_, {}}, preprocessed, permutation;
    for (std::size_t i = 0; i < size(); ++i) {
      const auto points = [&](bool next) { return opening_points(log_degrees_[i], zeta, next); };
      main.points.push_back(points(shape(i).reads_next_row));
      const std::size_t chunks = std::size_t{1} << analyses_[i].log_quotient_chunks;
      quotient.points.insert(quotient.points.end(), chunks, points(false));
      if (shape(i).preprocessed_width != 0) {
        preprocessed.points.push_back(points(shape(i).reads_preprocessed_next_row));
      }
      if (analyses_[i].has_lookups()) permutation.points.push_back(points(true));
    }
    std::vector<OpeningRound<F, EF>> rounds{std::move(main), std::move(quotient)};
    if (witness_.preprocessed) {
      preprocessed.tree = &witness_.preprocessed->tree;
      rounds.push_back(std::move(preprocessed));
    }
    if (has_lookups_) {
      permutation.tree = &*permutation_;
      rounds.push_back(std::move(permutation));
    }
    auto opening = open_pcs<F, EF>(config_.parameters, context_.hasher, rounds, challenger_,
                                   context_.pool, context_.profiler);
    P3_CHECK(opening.ok(), "check() admits only what can be opened");
    place(std::move(opening).value());
  }

  void place(PcsOpening<F, EF> opening) {
    std::size_t chunk = 0, preprocessed_index = 0, permutation_index = 0;
    proof_.instances.resize(size());
    for (std::size_t i = 0; i < size(); ++i) {
      OpenedValues<EF>& out = proof_.instances[i].base;
      auto& trace = opening.values[0][i];
      out.trace_local = std::move(trace[0]);
      if (shape(i).reads_next_row) out.trace_next = std::move(trace[1]);
      for (std::size_t k = 0; k < std::size_t{1} << analyses_[i].log_quotient_chunks; ++k) {
        out.quotient_chunks.push_back(std::move(opening.values[1][chunk++][0]));
      }
      if (shape(i).preprocessed_width != 0) {
        auto& values = opening.values[2][preprocessed_index++];
        out.preprocessed_local = std::move(values[0]);
        if (shape(i).reads_preprocessed_next_row) out.preprocessed_next = std::move(values[1]);
      }
      if (analyses_[i].has_lookups()) {
        auto& values = opening.values.back()[permutation_index++];
        proof_.instances[i].permutation_local = std::move(values[0]);
        proof_.instances[i].permutation_next = std::move(values[1]);
      }
    }
    proof_.fri = std::move(opening.proof);
  }

  const ProverContext<F>& context_;
  const StarkConfig<F>& config_;
  const BatchStatement<F>& statement_;
  BatchWitness<F> witness_;
  Challenger<F>& challenger_;
  std::vector<unsigned> log_degrees_;
  std::vector<AirAnalysis> analyses_;
  bool has_lookups_ = false;
  std::vector<LookupChallenges<EF>> lookup_challenges_;
  std::optional<MerkleTree<F>> main_, permutation_, quotient_;
  BatchProof<F, EF> proof_;
};

}  // namespace internal

template <class F, class EF>
Result<BatchProof<F, EF>, ProveError> prove_batch_with(const ProverContext<F>& context,
                                                       const StarkConfig<F>& config,
                                                       const BatchStatement<F>& statement,
                                                       BatchWitness<F> witness,
                                                       Challenger<F>& challenger) {
  const Span span(context.profiler, "prove");
  return internal::BatchProver<F, EF>(context, config, statement, std::move(witness), challenger)
      .run();
}

template <class F, class EF>
Result<BatchProof<F, EF>, ProveError> prove_batch(const ProverContext<F>& context,
                                                  const StarkConfig<F>& config,
                                                  const BatchStatement<F>& statement,
                                                  BatchWitness<F> witness) {
  return prove_batch_with<F, EF>(context, config, statement, std::move(witness),
                                 *make_challenger<F>(config.suite));
}

}  // namespace p3
