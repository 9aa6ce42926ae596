// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include <algorithm>
#include <vector>

#include "p3/codec/decode.h"
#include "p3/verify/checks.h"
#include "p3/verify/claims.h"
#include "p3/verify/decode_limits.h"
#include "p3/verify/identity.h"
#include "p3/verify/uni.h"

// Bodies of uni.h; instantiated once per (F, EF) in a file of its own.
namespace p3 {
namespace internal {

// Preprocessed columns: the opened values against the width in force, then the key itself.
template <class F, class EF>
std::optional<VerifyError> check_uni_preprocessed(const UniStatement<F>& statement,
                                                  const UniProof<F, EF>& proof) {
  const AirShape<F>& air = statement.air->shape();
  const auto& key = statement.preprocessed;
  const std::size_t width = key ? key->width : air.preprocessed_width;
  if (auto error =
          check_preprocessed_opening(proof.opened, width, air.reads_preprocessed_next_row, 0)) {
    return error;
  }
  if (width != air.preprocessed_width || (width != 0 && !key)) {
    return VerifyError{.reason = VerifyReason::kPreprocessedVerifierKeyInconsistency,
                       .expected = air.preprocessed_width,
                       .got = key ? width : 0};
  }
  if (width != 0 && key->degree_bits != proof.degree_bits) {
    return VerifyError{.reason = VerifyReason::kPreprocessedDegreeMismatch,
                       .expected = key->degree_bits,
                       .got = proof.degree_bits};
  }
  return std::nullopt;
}

// Everything about lengths, before a single value is absorbed.
template <class F, class EF>
std::optional<VerifyError> check_uni_shape(const StarkConfig<F>& config,
                                           const UniStatement<F>& statement,
                                           const AirAnalysis& analysis,
                                           const UniProof<F, EF>& proof) {
  const AirShape<F>& air = statement.air->shape();
  const unsigned log_degree = static_cast<unsigned>(proof.degree_bits);
  if (auto error = check_quotient_domain<F>(log_degree, analysis.log_quotient_chunks, 0)) {
    return error;
  }
  if (proof.random_cap || proof.opened.random) {
    return VerifyError{.reason = VerifyReason::kRandomizationError};
  }
  if (auto error = check_public_values<F>(air, statement.public_values, 0)) return error;
  if (auto error = check_trace_next(air, proof.opened, 0)) return error;
  const auto& chunks = proof.opened.quotient_chunks;
  const bool dimensions_fit =
      proof.opened.trace_local.size() == air.width &&
      chunks.size() == std::size_t{1} << analysis.log_quotient_chunks &&
      std::ranges::all_of(chunks, [](const auto& c) { return c.size() == EF::kDegree; });
  if (!dimensions_fit) {
    return VerifyError{.reason = VerifyReason::kOpenedValuesDimensionMismatch};
  }
  if (config.parameters.ood_pow_bits == 0 && !(proof.ood_pow_witness == F::zero())) {
    return VerifyError{.reason = VerifyReason::kNonCanonicalOodPowWitness};
  }
  return std::nullopt;
}

// Lengths of the caps, numbered in opening order.
template <class F, class EF>
std::optional<VerifyError> check_uni_caps(const StarkConfig<F>& config,
                                          const UniStatement<F>& statement,
                                          const UniProof<F, EF>& proof) {
  const std::vector<unsigned> one(1, static_cast<unsigned>(proof.degree_bits));
  const std::vector<unsigned> chunks(proof.opened.quotient_chunks.size(), one[0]);
  if (auto error = check_cap<F>(config, proof.trace_cap, one, 0)) return error;
  if (auto error = check_cap<F>(config, proof.quotient_cap, chunks, 1)) return error;
  if (statement.air->shape().preprocessed_width == 0) return std::nullopt;
  return check_cap<F>(config, statement.preprocessed->cap, one, 2);
}

template <class F, class EF>
std::vector<CommitmentClaim<EF>> uni_claims(const UniStatement<F>& statement,
                                            const UniProof<F, EF>& proof, const EF& zeta) {
  const unsigned log_degree = static_cast<unsigned>(proof.degree_bits);
  const OpenedValues<EF>& opened = proof.opened;
  std::vector<CommitmentClaim<EF>> claims;
  claims.push_back(
      {proof.trace_cap, {matrix_claim(log_degree, zeta, opened.trace_local, opened.trace_next)}});
  CommitmentClaim<EF> quotient{proof.quotient_cap, {}};
  for (const std::vector<EF>& chunk : opened.quotient_chunks) {
    quotient.matrices.push_back(matrix_claim<EF>(log_degree, zeta, chunk, std::nullopt));
  }
  claims.push_back(std::move(quotient));
  if (opened.preprocessed_local) {
    claims.push_back(
        {statement.preprocessed->cap,
         {matrix_claim(log_degree, zeta, *opened.preprocessed_local, opened.preprocessed_next)}});
  }
  return claims;
}

}  // namespace internal

template <class F, class EF>
std::optional<VerifyError> verify_uni_with(const StarkConfig<F>& config,
                                           const UniStatement<F>& statement,
                                           const UniProof<F, EF>& proof,
                                           Challenger<F>& challenger) noexcept {
  const AirShape<F>& air = statement.air->shape();
  if (auto error = check_parameters<F>(config.parameters)) return error;
  if (auto error = check_degree_bits<F>(proof.degree_bits, 0)) return error;
  const unsigned log_degree = static_cast<unsigned>(proof.degree_bits);
  if (auto error = internal::check_uni_preprocessed(statement, proof)) return error;
  if (auto error = check_periodic(air, log_degree, 0)) return error;
  const AirAnalysis analysis = analyse(*statement.air, log_degree, /*batch=*/false);
  if (auto error = internal::check_uni_shape(config, statement, analysis, proof)) return error;
  if (auto error = internal::check_uni_caps(config, statement, proof)) return error;

  challenger.observe_seed(uni_stark_seed<F, EF>(
      uni_shape(air, log_degree, analysis.log_quotient_chunks, config.parameters.ood_pow_bits)));
  challenger.observe_cap(proof.trace_cap);
  if (air.preprocessed_width != 0) challenger.observe_cap(statement.preprocessed->cap);
  challenger.observe_all(statement.public_values);
  const EF alpha = challenger.template sample_ext<EF>();
  challenger.observe_cap(proof.quotient_cap);
  if (!challenger.check_witness(config.parameters.ood_pow_bits, proof.ood_pow_witness)) {
    return VerifyError{.reason = VerifyReason::kInvalidOodPowWitness};
  }
  const EF zeta = challenger.template sample_ext<EF>();

  if (vanishing_at(log_degree, zeta) == EF::zero()) {
    return VerifyError{.reason = VerifyReason::kOodPointInDomain};
  }
  const auto claims = internal::uni_claims(statement, proof, zeta);
  if (auto error =
          verify_pcs<F, EF>(config.parameters, config.suite, claims, proof.fri, challenger)) {
    return error;
  }
  return check_identity<F, EF>({.air = statement.air,
                                .analysis = &analysis,
                                .log_degree = log_degree,
                                .public_values = statement.public_values,
                                .opened = &proof.opened,
                                .lookups = std::nullopt},
                               alpha, zeta, 0);
}

template <class F, class EF>
std::optional<VerifyError> verify_uni(const StarkConfig<F>& config,
                                      const UniStatement<F>& statement,
                                      const UniProof<F, EF>& proof) noexcept {
  return verify_uni_with(config, statement, proof, *make_challenger<F>(config.suite));
}

template <class F, class EF>
std::optional<VerifyError> verify_uni_bytes(const StarkConfig<F>& config,
                                            const UniStatement<F>& statement,
                                            std::span<const std::uint8_t> bytes) noexcept {
  const auto proof = decode_uni_proof<F, EF>(bytes, config.suite.hasher->kind(),
                                             uni_decode_limits<F>(config, statement, EF::kDegree));
  if (!proof) return undecodable(proof.error());
  return verify_uni(config, statement, proof.value());
}

}  // namespace p3
