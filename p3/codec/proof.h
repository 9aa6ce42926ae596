// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "p3/field/extension.h"
#include "p3/merkle/opening.h"

// The proofs of version 0.8.0 as data, members in the order of the wire.
//
// A decoded proof is canonical (elements below p, caps a power of two long) but otherwise as the
// sender made it: every count and length still has to be checked against what the verifier derives.
namespace p3 {

// All queries of one FRI round: the entries beside the queried one, and the shared opening.
template <class EF>
struct CommitPhaseOpening {
  std::vector<std::vector<EF>>
      sibling_values;  // [query][2^log_arity - 1], without the queried entry
  std::vector<Digest> siblings;

  friend bool operator==(const CommitPhaseOpening&, const CommitPhaseOpening&) = default;
};

template <class F, class EF>
struct FriProof {
  F batch_pow_witness;
  std::vector<Cap> commit_phase_commits;        // one per round
  std::vector<F> commit_pow_witnesses;          // one per round, zero when nothing is ground
  std::vector<MultiOpening<F>> input_openings;  // one per commitment of the PCS
  std::vector<CommitPhaseOpening<EF>> commit_phase_openings;
  std::vector<EF> final_poly;  // coefficients, lowest first
  F query_pow_witness;

  friend bool operator==(const FriProof&, const FriProof&) = default;
};

// Values of one instance at zeta and, for `next`, at zeta * w.
template <class EF>
struct OpenedValues {
  std::vector<EF> trace_local;
  std::optional<std::vector<EF>> trace_next;
  std::optional<std::vector<EF>> preprocessed_local;
  std::optional<std::vector<EF>> preprocessed_next;
  std::vector<std::vector<EF>> quotient_chunks;  // [chunk][D]
  std::optional<std::vector<EF>> random;         // hiding proofs only, which p3 does not make

  friend bool operator==(const OpenedValues&, const OpenedValues&) = default;
};

template <class F, class EF>
struct UniProof {
  Cap trace_cap;
  Cap quotient_cap;
  std::optional<Cap> random_cap;
  OpenedValues<EF> opened;
  FriProof<F, EF> fri;
  std::uint64_t degree_bits = 0;
  F ood_pow_witness;

  friend bool operator==(const UniProof&, const UniProof&) = default;
};

template <class EF>
struct InstanceOpenings {
  OpenedValues<EF> base;
  std::vector<EF> permutation_local;  // base coefficient columns, empty without lookups
  std::vector<EF> permutation_next;

  friend bool operator==(const InstanceOpenings&, const InstanceOpenings&) = default;
};

template <class F, class EF>
struct BatchProof {
  Cap main_cap;
  std::optional<Cap> permutation_cap;
  Cap quotient_cap;
  std::optional<Cap> random_cap;
  std::vector<InstanceOpenings<EF>> instances;
  FriProof<F, EF> fri;
  std::vector<std::optional<EF>> lookup_terminals;
  std::vector<std::uint64_t> degree_bits;
  std::optional<F> lookup_pow_witness;
  F ood_pow_witness;

  friend bool operator==(const BatchProof&, const BatchProof&) = default;
};

}  // namespace p3
