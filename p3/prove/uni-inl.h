// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include <utility>
#include <vector>

#include "p3/dft/dft.h"
#include "p3/fri/pcs_prover.h"
#include "p3/prove/checks.h"
#include "p3/prove/flatten.h"
#include "p3/prove/quotient.h"
#include "p3/prove/uni.h"
#include "p3/transcript/grind.h"
#include "p3/verify/layout.h"

// Bodies of uni.h; instantiated once per (F, EF) in a file of its own.
namespace p3 {
namespace internal {

// One proof: the phases in the order of the transcript.
template <class F, class EF>
class UniProver {
 public:
  UniProver(const ProverContext<F>& context, const StarkConfig<F>& config,
            const UniStatement<F>& statement, Challenger<F>& challenger)
      : context_(context), config_(config), statement_(statement), challenger_(challenger) {}

  Result<UniProof<F, EF>, ProveError> run(UniWitness<F> witness) {
    if (auto error = check(witness)) return Err{*error};
    const MerkleTree<F> trace = commit_trace(std::move(witness.trace));
    const EF alpha = observe_trace(witness);
    const MerkleTree<F> quotient = commit_quotient(witness, trace, alpha);
    const EF zeta = observe_quotient();
    open(witness, trace, quotient, zeta);
    return std::move(proof_);
  }

 private:
  const AirShape<F>& air() const { return statement_.air->shape(); }

  std::optional<ProveError> check(const UniWitness<F>& witness) {
    const std::size_t rows = witness.trace.height();
    const Matrix<F>* preprocessed = witness.preprocessed ? &witness.preprocessed->values : nullptr;
    if (auto error = check_request<F>(context_, config_)) return error;
    if (auto error = check_height<F>(config_, rows, 0)) return error;
    log_degree_ = log2_strict(rows);
    if (auto error = check_shape<F>(air(), witness.trace.view(), statement_.public_values, 0)) {
      return error;
    }
    if (auto error = check_preprocessed<F>(air(), preprocessed, rows, 0)) return error;
    if (auto error = check_rows<F>(context_, *statement_.air, witness.trace.view(), preprocessed,
                                   statement_.public_values, 0)) {
      return error;
    }
    analysis_ = analyse(*statement_.air, log_degree_, /*batch=*/false);
    return check_chunks<F>(analysis_, log_degree_, 0);
  }

  MerkleTree<F> commit(std::vector<Matrix<F>> ldes) {
    const Span span(context_.profiler, "merkle tree");
    return MerkleTree<F>::commit(context_.hasher, std::move(ldes), config_.parameters.cap_height,
                                 context_.pool);
  }

  // Takes the trace by value: it is gone when only its extension is needed.
  MerkleTree<F> commit_trace(Matrix<F> trace) {
    const Span span(context_.profiler, "commit trace");
    std::vector<Matrix<F>> ldes;
    {
      const Span lde_span(context_.profiler, "extend");
      ldes.push_back(coset_lde_bit_reversed(std::move(trace), config_.parameters.fri.log_blowup,
                                            F::generator(), context_.pool));
    }
    return commit_to(proof_.trace_cap, std::move(ldes));
  }

  MerkleTree<F> commit_to(Cap& cap, std::vector<Matrix<F>> ldes) {
    MerkleTree<F> tree = commit(std::move(ldes));
    cap = tree.cap();
    return tree;
  }

  // Everything that alpha must depend on: shape, trace, statement. alpha folds all constraints into
  // one.
  EF observe_trace(const UniWitness<F>& witness) {
    challenger_.observe_seed(uni_stark_seed<F, EF>(uni_shape(
        air(), log_degree_, analysis_.log_quotient_chunks, config_.parameters.ood_pow_bits)));
    challenger_.observe_cap(proof_.trace_cap);
    if (witness.preprocessed) challenger_.observe_cap(witness.preprocessed->tree.cap());
    challenger_.observe_all(statement_.public_values);
    return challenger_.template sample_ext<EF>();
  }

  MerkleTree<F> commit_quotient(const UniWitness<F>& witness, const MerkleTree<F>& trace,
                                const EF& alpha) {
    std::vector<Matrix<F>> ldes;
    {
      const Span span(context_.profiler, "quotient");
      const auto alpha_powers = alpha_coefficients(alpha, analysis_.num_constraints);
      const auto own_kernel = witness.kernel ? nullptr : make_dag_kernel<F>(*statement_.air);
      const Matrix<F> values = quotient_values<F>(
          context_,
          {.air = statement_.air,
           .analysis = &analysis_,
           .kernel = witness.kernel ? witness.kernel : own_kernel.get(),
           .log_degree = log_degree_,
           .log_blowup = config_.parameters.fri.log_blowup,
           .degree = EF::kDegree,
           .main = trace.matrices()[0].view(),
           .preprocessed = witness.preprocessed ? witness.preprocessed->tree.matrices()[0].view()
                                                : MatrixView<F>{},
           .public_values = statement_.public_values,
           .alpha_powers = alpha_powers,
           .lookups = std::nullopt});
      append_chunk_ldes(context_, values, log_degree_, config_.parameters.fri.log_blowup, ldes);
    }
    const Span span(context_.profiler, "commit quotient");
    return commit_to(proof_.quotient_cap, std::move(ldes));
  }

  // zeta is where the constraint identity is tested; grinding makes it expensive to try several.
  EF observe_quotient() {
    challenger_.observe_cap(proof_.quotient_cap);
    proof_.ood_pow_witness = grind(challenger_, config_.parameters.ood_pow_bits, context_.pool);
    return challenger_.template sample_ext<EF>();
  }

  void open(const UniWitness<F>& witness, const MerkleTree<F>& trace, const MerkleTree<F>& quotient,
            const EF& zeta) {
    const Span span(context_.profiler, "open");
    const auto points = [&](bool next) { return opening_points(log_degree_, zeta, next); };
    std::vector<OpeningRound<F, EF>> rounds;
    rounds.push_back({&trace, {points(air().reads_next_row)}});
    rounds.push_back({&quotient, std::vector(quotient.matrices().size(), points(false))});
    if (witness.preprocessed) {
      rounds.push_back({&witness.preprocessed->tree, {points(air().reads_preprocessed_next_row)}});
    }
    auto opening = open_pcs<F, EF>(config_.parameters, context_.hasher, rounds, challenger_,
                                   context_.pool, context_.profiler);
    P3_CHECK(opening.ok(), "check() admits only what can be opened");
    place(std::move(opening).value());
  }

  void place(PcsOpening<F, EF> opening) {
    OpenedValues<EF>& out = proof_.opened;
    auto& trace = opening.values[0][0];
    out.trace_local = std::move(trace[0]);
    if (air().reads_next_row) out.trace_next = std::move(trace[1]);
    for (auto& chunk : opening.values[1]) out.quotient_chunks.push_back(std::move(chunk[0]));
    if (opening.values.size() > 2) {
      auto& preprocessed = opening.values[2][0];
      out.preprocessed_local = std::move(preprocessed[0]);
      if (air().reads_preprocessed_next_row) out.preprocessed_next = std::move(preprocessed[1]);
    }
    proof_.fri = std::move(opening.proof);
    proof_.degree_bits = log_degree_;
  }

  const ProverContext<F>& context_;
  const StarkConfig<F>& config_;
  const UniStatement<F>& statement_;
  Challenger<F>& challenger_;
  unsigned log_degree_ = 0;
  AirAnalysis analysis_;
  UniProof<F, EF> proof_;
};

}  // namespace internal

template <class F, class EF>
Result<UniProof<F, EF>, ProveError> prove_uni_with(const ProverContext<F>& context,
                                                   const StarkConfig<F>& config,
                                                   const UniStatement<F>& statement,
                                                   UniWitness<F> witness,
                                                   Challenger<F>& challenger) {
  const Span span(context.profiler, "prove");
  return internal::UniProver<F, EF>(context, config, statement, challenger).run(std::move(witness));
}

template <class F, class EF>
Result<UniProof<F, EF>, ProveError> prove_uni(const ProverContext<F>& context,
                                              const StarkConfig<F>& config,
                                              const UniStatement<F>& statement,
                                              UniWitness<F> witness) {
  return prove_uni_with<F, EF>(context, config, statement, std::move(witness),
                               *make_challenger<F>(config.suite));
}

}  // namespace p3
