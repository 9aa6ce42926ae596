// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "p3/codec/proof.h"
#include "p3/fri/geometry.h"
#include "p3/fri/input_openings.h"
#include "p3/fri/parameters.h"
#include "p3/hash/suite.h"
#include "p3/transcript/challenger.h"

// The low-degree test of FRI [BBHR18], verifier side, in three steps that verify_pcs calls in this
// order: shape, transcript, queries.
namespace p3 {

// What the transcript gives.
template <class EF>
struct FriChallenges {
  std::vector<EF> betas;               // one per commit round
  std::vector<std::uint64_t> indices;  // one per query, log_max_height bits
};

// Every length of the proof against the geometry, before anything of it is absorbed or copied.
template <class F, class EF>
std::optional<VerifyError> check_fri_shape(const StarkParameters& parameters,
                                           const HashSuite<F>& suite, const FriGeometry& geometry,
                                           const FriProof<F, EF>& proof) noexcept;

// Seed, commit rounds with their grinding, final polynomial, query grinding, indices.
template <class F, class EF>
std::optional<VerifyError> replay_fri_transcript(const FriParameters& parameters,
                                                 const FriGeometry& geometry,
                                                 const FriProof<F, EF>& proof,
                                                 Challenger<F>& challenger,
                                                 FriChallenges<EF>& out) noexcept;

// Folds every query down to the final polynomial, then authenticates the rows used in every round.
template <class F, class EF>
std::optional<VerifyError> check_fri_queries(const StarkParameters& parameters,
                                             const HashSuite<F>& suite, const FriGeometry& geometry,
                                             const FriChallenges<EF>& challenges,
                                             const ReducedOpenings<EF>& reduced,
                                             const FriProof<F, EF>& proof) noexcept;

}  // namespace p3
