// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include <algorithm>
#include <vector>

#include "p3/codec/decode.h"
#include "p3/verify/batch.h"
#include "p3/verify/checks.h"
#include "p3/verify/claims.h"
#include "p3/verify/decode_limits.h"
#include "p3/verify/identity.h"

// Bodies of batch.h; instantiated once per (F, EF) in a file of its own.
namespace p3 {
namespace internal {

// One verification: statement and proof, and what is derived from them step by step. Every check_
// function relies on the ones called before it.
template <class F, class EF>
class BatchVerifier {
 public:
  using Error = std::optional<VerifyError>;

  BatchVerifier(const StarkConfig<F>& config, const BatchStatement<F>& statement,
                const BatchProof<F, EF>& proof, Challenger<F>& challenger)
      : config_(config), statement_(statement), proof_(proof), challenger_(challenger) {}

  Error run() {
    if (auto error = check_parameters<F>(config_.parameters)) return error;
    if (auto error = check_counts()) return error;
    if (auto error = check_preprocessed_key()) return error;
    if (auto error = analyse_instances()) return error;
    for (std::size_t i = 0; i < size(); ++i) {
      if (auto error = check_instance_shape(i)) return error;
    }
    if (auto error = check_commitments()) return error;
    if (auto error = read_transcript()) return error;
    const auto claims = make_claims();
    if (auto error =
            verify_pcs<F, EF>(config_.parameters, config_.suite, claims, proof_.fri, challenger_)) {
      return error;
    }
    return check_identities();
  }

 private:
  std::size_t size() const { return statement_.instances.size(); }
  const AirShape<F>& air(std::size_t i) const { return statement_.instances[i].air->shape(); }
  unsigned log_degree(std::size_t i) const { return log_degrees_[i]; }

  static VerifyError fail(VerifyReason reason, std::size_t index = 0, std::uint64_t expected = 0,
                          std::uint64_t got = 0) {
    return {.reason = reason, .index = index, .expected = expected, .got = got};
  }

  Error check_counts() const {
    if (size() == 0) return fail(VerifyReason::kNoCommittedMatrices);
    for (const std::size_t got :
         {proof_.instances.size(), proof_.degree_bits.size(), proof_.lookup_terminals.size()}) {
      if (got != size()) return fail(VerifyReason::kInstanceCountMismatch, 0, size(), got);
    }
    const bool random = std::ranges::any_of(
        proof_.instances, [](const auto& instance) { return instance.base.random.has_value(); });
    if (random || proof_.random_cap) return fail(VerifyReason::kRandomizationError);
    return std::nullopt;
  }

  // The key lists the instances with preprocessed columns in ascending order, with their AIRs'
  // widths.
  Error check_preprocessed_key() const {
    std::vector<std::size_t> widths(size(), 0);
    std::size_t next = 0;
    if (statement_.preprocessed) {
      for (const auto& matrix : statement_.preprocessed->matrices) {
        if (matrix.instance < next || matrix.instance >= size() || matrix.width == 0) {
          return fail(VerifyReason::kPreprocessedMetadataMismatch, matrix.instance);
        }
        widths[matrix.instance] = matrix.width;
        next = matrix.instance + 1;
      }
      if (next == 0) return fail(VerifyReason::kPreprocessedMetadataMismatch);
    }
    for (std::size_t i = 0; i < size(); ++i) {
      if (widths[i] != air(i).preprocessed_width) {
        return fail(VerifyReason::kPreprocessedMetadataMismatch, i, air(i).preprocessed_width,
                    widths[i]);
      }
    }
    return std::nullopt;
  }

  Error analyse_instances() {
    for (std::size_t i = 0; i < size(); ++i) {
      if (auto error = check_degree_bits<F>(proof_.degree_bits[i], i)) return error;
      log_degrees_.push_back(static_cast<unsigned>(proof_.degree_bits[i]));
      if (auto error = check_periodic(air(i), log_degree(i), i)) return error;
      analyses_.push_back(analyse(*statement_.instances[i].air, log_degree(i), /*batch=*/true));
      if (auto error =
              check_quotient_domain<F>(log_degree(i), analyses_[i].log_quotient_chunks, i)) {
        return error;
      }
    }
    const auto pointers = pointers_to(analyses_);
    if (!bus_widths_agree(pointers)) return fail(VerifyReason::kBusWidthMismatch);
    if (!height_bound_holds(pointers, log_degrees_, F::kOrder)) {
      return fail(VerifyReason::kMultiplicityHeightBoundExceeded);
    }
    return std::nullopt;
  }

  Error check_instance_shape(std::size_t i) const {
    const OpenedValues<EF>& opened = proof_.instances[i].base;
    if (auto error = check_public_values<F>(air(i), statement_.instances[i].public_values, i)) {
      return error;
    }
    if (opened.trace_local.size() != air(i).width) {
      return fail(VerifyReason::kTraceLocalWidthMismatch, i, air(i).width,
                  opened.trace_local.size());
    }
    if (auto error = check_trace_next(air(i), opened, i)) return error;
    const std::size_t chunks = std::size_t{1} << analyses_[i].log_quotient_chunks;
    if (opened.quotient_chunks.size() != chunks) {
      return fail(VerifyReason::kQuotientChunksCountMismatch, i, chunks,
                  opened.quotient_chunks.size());
    }
    for (const std::vector<EF>& chunk : opened.quotient_chunks) {
      if (chunk.size() != EF::kDegree) {
        return fail(VerifyReason::kQuotientChunkDimensionMismatch, i, EF::kDegree, chunk.size());
      }
    }
    if (auto error = check_preprocessed_opening(opened, air(i).preprocessed_width,
                                                air(i).reads_preprocessed_next_row, i)) {
      return error;
    }
    return check_permutation_shape(i);
  }

  Error check_permutation_shape(std::size_t i) const {
    const std::size_t expected = analyses_[i].permutation_width() * EF::kDegree;
    for (const auto* values :
         {&proof_.instances[i].permutation_local, &proof_.instances[i].permutation_next}) {
      if (values->size() != expected) {
        return fail(VerifyReason::kPermutationWidthMismatch, i, expected, values->size());
      }
    }
    if (proof_.lookup_terminals[i].has_value() != analyses_[i].has_lookups()) {
      return fail(VerifyReason::kTerminalPresenceMismatch, i, analyses_[i].has_lookups(),
                  proof_.lookup_terminals[i].has_value());
    }
    return std::nullopt;
  }

  // Presence and length of all caps, then the lookup and out-of-domain witnesses that nobody reads.
  Error check_commitments() {
    has_lookups_ = std::ranges::any_of(analyses_, [](const auto& a) { return a.has_lookups(); });
    if (proof_.permutation_cap.has_value() != has_lookups_) {
      return fail(VerifyReason::kCommitmentMismatch, 0, has_lookups_, !has_lookups_);
    }
    if (auto error = check_caps()) return error;
    if (statement_.preprocessed) {
      for (const auto& matrix : statement_.preprocessed->matrices) {
        if (matrix.degree_bits != proof_.degree_bits[matrix.instance]) {
          return fail(VerifyReason::kPreprocessedMetadataMismatch, matrix.instance,
                      matrix.degree_bits, proof_.degree_bits[matrix.instance]);
        }
      }
    }
    const auto& witness = proof_.lookup_pow_witness;
    if (has_lookups_ && !witness) return fail(VerifyReason::kMissingLookupPowWitness);
    if (!has_lookups_ && witness) return fail(VerifyReason::kUnexpectedLookupPowWitness);
    if (witness && config_.parameters.lookup_pow_bits == 0 && !(*witness == F::zero())) {
      return fail(VerifyReason::kNonCanonicalLookupPowWitness);
    }
    if (config_.parameters.ood_pow_bits == 0 && !(proof_.ood_pow_witness == F::zero())) {
      return fail(VerifyReason::kNonCanonicalOodPowWitness);
    }
    return std::nullopt;
  }

  Error check_caps() const {
    std::vector<unsigned> chunks, preprocessed, permutation;
    for (std::size_t i = 0; i < size(); ++i) {
      chunks.insert(chunks.end(), std::size_t{1} << analyses_[i].log_quotient_chunks,
                    log_degree(i));
      if (air(i).preprocessed_width != 0) preprocessed.push_back(log_degree(i));
      if (analyses_[i].has_lookups()) permutation.push_back(log_degree(i));
    }
    std::size_t index = 0;
    if (auto error = check_cap<F>(config_, proof_.main_cap, log_degrees_, index++)) return error;
    if (auto error = check_cap<F>(config_, proof_.quotient_cap, chunks, index++)) return error;
    if (statement_.preprocessed) {
      const Cap& cap = statement_.preprocessed->cap;
      if (auto error = check_cap<F>(config_, cap, preprocessed, index++)) return error;
    }
    if (!has_lookups_) return std::nullopt;
    return check_cap<F>(config_, *proof_.permutation_cap, permutation, index);
  }

  Error read_transcript() {
    challenger_.observe_seed(
        batch_stark_seed<F, EF>(batch_shape<F>(statement_, analyses_, config_.parameters)));
    for (const unsigned bits : log_degrees_) challenger_.observe_ext(EF::from_u64(bits));
    challenger_.observe_cap(proof_.main_cap);
    for (const auto& instance : statement_.instances) {
      challenger_.observe_all(instance.public_values);
    }
    if (statement_.preprocessed) challenger_.observe_cap(statement_.preprocessed->cap);
    if (has_lookups_) {
      if (auto error = read_lookup_phase()) return error;
    }
    alpha_ = challenger_.template sample_ext<EF>();
    challenger_.observe_cap(proof_.quotient_cap);
    if (!challenger_.check_witness(config_.parameters.ood_pow_bits, proof_.ood_pow_witness)) {
      return fail(VerifyReason::kInvalidOodPowWitness);
    }
    zeta_ = challenger_.template sample_ext<EF>();
    return std::nullopt;
  }

  // A and B randomise fingerprints and buses: error about interactions * rows * (widest + 2) /
  // |EF|.
  Error read_lookup_phase() {
    if (!challenger_.check_witness(config_.parameters.lookup_pow_bits,
                                   *proof_.lookup_pow_witness)) {
      return fail(VerifyReason::kInvalidLookupPowWitness);
    }
    const EF a = challenger_.template sample_ext<EF>();
    const EF b = challenger_.template sample_ext<EF>();
    lookup_challenges_ = derive_lookup_challenges<EF>(pointers_to(analyses_), a, b);
    challenger_.observe_cap(*proof_.permutation_cap);
    for (const auto& terminal : proof_.lookup_terminals) {
      if (terminal) challenger_.observe_ext(*terminal);
    }
    return std::nullopt;
  }

  std::vector<CommitmentClaim<EF>> make_claims() const {
    CommitmentClaim<EF> main{proof_.main_cap, {}}, quotient{proof_.quotient_cap, {}};
    CommitmentClaim<EF> preprocessed, permutation;
    for (std::size_t i = 0; i < size(); ++i) {
      const OpenedValues<EF>& opened = proof_.instances[i].base;
      main.matrices.push_back(
          matrix_claim(log_degree(i), zeta_, opened.trace_local, opened.trace_next));
      for (const std::vector<EF>& chunk : opened.quotient_chunks) {
        quotient.matrices.push_back(matrix_claim<EF>(log_degree(i), zeta_, chunk, std::nullopt));
      }
      if (opened.preprocessed_local) {
        preprocessed.matrices.push_back(matrix_claim(
            log_degree(i), zeta_, *opened.preprocessed_local, opened.preprocessed_next));
      }
      if (analyses_[i].has_lookups()) {
        permutation.matrices.push_back(matrix_claim<EF>(log_degree(i), zeta_,
                                                        proof_.instances[i].permutation_local,
                                                        proof_.instances[i].permutation_next));
      }
    }
    std::vector<CommitmentClaim<EF>> claims{std::move(main), std::move(quotient)};
    if (statement_.preprocessed) {
      preprocessed.cap = statement_.preprocessed->cap;
      claims.push_back(std::move(preprocessed));
    }
    if (has_lookups_) {
      permutation.cap = *proof_.permutation_cap;
      claims.push_back(std::move(permutation));
    }
    return claims;
  }

  // Each instance has its own quotient; the buses balance over all of them together.
  Error check_identities() const {
    EF terminal_sum = EF::zero();
    for (std::size_t i = 0; i < size(); ++i) {
      OpenedInstance<F, EF> instance{.air = statement_.instances[i].air,
                                     .analysis = &analyses_[i],
                                     .log_degree = log_degree(i),
                                     .public_values = statement_.instances[i].public_values,
                                     .opened = &proof_.instances[i].base,
                                     .lookups = std::nullopt};
      if (analyses_[i].has_lookups()) {
        instance.lookups = LookupOpening<EF>{.challenges = &lookup_challenges_[i],
                                             .local = proof_.instances[i].permutation_local,
                                             .next = proof_.instances[i].permutation_next,
                                             .terminal = *proof_.lookup_terminals[i]};
        terminal_sum += *proof_.lookup_terminals[i];
      }
      if (auto error = check_identity(instance, alpha_, zeta_, i)) return error;
    }
    if (!(terminal_sum == EF::zero())) return fail(VerifyReason::kTerminalSumNonZero);
    return std::nullopt;
  }

  const StarkConfig<F>& config_;
  const BatchStatement<F>& statement_;
  const BatchProof<F, EF>& proof_;
  Challenger<F>& challenger_;
  std::vector<unsigned> log_degrees_;
  std::vector<AirAnalysis> analyses_;
  bool has_lookups_ = false;
  std::vector<LookupChallenges<EF>> lookup_challenges_;
  EF alpha_{}, zeta_{};
};

}  // namespace internal

template <class F, class EF>
std::optional<VerifyError> verify_batch_with(const StarkConfig<F>& config,
                                             const BatchStatement<F>& statement,
                                             const BatchProof<F, EF>& proof,
                                             Challenger<F>& challenger) noexcept {
  return internal::BatchVerifier<F, EF>(config, statement, proof, challenger).run();
}

template <class F, class EF>
std::optional<VerifyError> verify_batch(const StarkConfig<F>& config,
                                        const BatchStatement<F>& statement,
                                        const BatchProof<F, EF>& proof) noexcept {
  return verify_batch_with(config, statement, proof, *make_challenger<F>(config.suite));
}

template <class F, class EF>
std::optional<VerifyError> verify_batch_bytes(const StarkConfig<F>& config,
                                              const BatchStatement<F>& statement,
                                              std::span<const std::uint8_t> bytes) noexcept {
  const auto proof = decode_batch_proof<F, EF>(
      bytes, config.suite.hasher->kind(), batch_decode_limits<F>(config, statement, EF::kDegree));
  if (!proof) return undecodable(proof.error());
  return verify_batch(config, statement, proof.value());
}

}  // namespace p3
