// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include <algorithm>
#include <cstddef>
#include <utility>
#include <vector>

#include "p3/base/split_mix.h"
#include "p3/codec/proof.h"

// Changes of several parts of a proof that belong together: a query, a round, an instance, or a
// part taken from another proof. A verifier that compares counts only with each other, and not with
// its own numbers, would miss them.
namespace p3::testing {

class JointChange {
 public:
  explicit JointChange(SplitMix64& words) : words_(words) {}

  // `donor`: another proof of the same kind, of the same or another statement.
  template <class Proof>
  void apply(Proof& proof, const Proof& donor) {
    switch (words_.next() % 4) {
      case 0:
        return change_queries(proof.fri);
      case 1:
        return change_rounds(proof.fri);
      case 2:
        return transplant(proof, donor);
      default:
        return change_instances(proof);
    }
  }

 private:
  std::size_t below(std::size_t end) { return static_cast<std::size_t>(words_.next() % end); }

  // One item goes, comes twice, or changes places, in every list in the same way.
  struct Edit {
    unsigned kind;
    std::size_t a, b;
  };
  Edit edit_of(std::size_t n) {
    return {static_cast<unsigned>(below(3)), below(std::max<std::size_t>(n, 1)),
            below(std::max<std::size_t>(n, 1))};
  }
  template <class T>
  static void edit(std::vector<T>& list, const Edit& e) {
    if (e.a >= list.size() || e.b >= list.size()) return;
    const auto at = list.begin() + static_cast<std::ptrdiff_t>(e.a);
    if (e.kind == 0) list.erase(at);
    if (e.kind == 1) list.insert(at, T(list[e.b]));
    if (e.kind == 2) std::swap(list[e.a], list[e.b]);
  }

  template <class F, class EF>
  void change_queries(FriProof<F, EF>& fri) {
    if (fri.input_openings.empty()) return;
    const Edit e = edit_of(fri.input_openings[0].opened_values.size());
    for (MultiOpening<F>& opening : fri.input_openings) edit(opening.opened_values, e);
    for (CommitPhaseOpening<EF>& opening : fri.commit_phase_openings) {
      edit(opening.sibling_values, e);
    }
  }

  template <class F, class EF>
  void change_rounds(FriProof<F, EF>& fri) {
    const Edit e = edit_of(fri.commit_phase_commits.size());
    edit(fri.commit_phase_commits, e);
    edit(fri.commit_pow_witnesses, e);
    edit(fri.commit_phase_openings, e);
    if (below(2) == 0) fri.final_poly.resize(below(2) == 0 ? 1 : 2 * fri.final_poly.size());
  }

  // A batch gets, loses or swaps an instance with everything that it has; uni-stark, where there
  // is one, another height with the rounds that would go with it.
  template <class F, class EF>
  void change_instances(UniProof<F, EF>& proof) {
    proof.degree_bits += below(2) == 0 ? 1 : std::uint64_t(0) - 1;
    change_rounds(proof.fri);
  }
  template <class F, class EF>
  void change_instances(BatchProof<F, EF>& proof) {
    const Edit e = edit_of(proof.instances.size());
    edit(proof.instances, e);
    edit(proof.lookup_terminals, e);
    edit(proof.degree_bits, e);
    for (MultiOpening<F>& opening : proof.fri.input_openings) {
      for (auto& query : opening.opened_values) edit(query, e);
    }
  }

  template <class F, class EF>
  void transplant(UniProof<F, EF>& proof, const UniProof<F, EF>& donor) {
    switch (below(4)) {
      case 0:
        proof.trace_cap = donor.trace_cap;
        break;
      case 1:
        proof.quotient_cap = donor.quotient_cap;
        break;
      case 2:
        proof.opened = donor.opened;
        break;
      default:
        transplant_fri(proof.fri, donor.fri);
    }
  }
  template <class F, class EF>
  void transplant(BatchProof<F, EF>& proof, const BatchProof<F, EF>& donor) {
    switch (below(5)) {
      case 0:
        proof.main_cap = donor.main_cap;
        break;
      case 1:
        proof.permutation_cap = donor.permutation_cap;
        break;
      case 2:
        proof.instances = donor.instances;
        break;
      case 3:
        proof.lookup_terminals = donor.lookup_terminals;
        break;
      default:
        transplant_fri(proof.fri, donor.fri);
    }
  }
  template <class F, class EF>
  void transplant_fri(FriProof<F, EF>& fri, const FriProof<F, EF>& donor) {
    switch (below(4)) {
      case 0:
        fri.input_openings = donor.input_openings;
        break;
      case 1:
        fri.commit_phase_openings = donor.commit_phase_openings;
        break;
      case 2:
        fri.commit_phase_commits = donor.commit_phase_commits;
        break;
      default:
        fri = donor;
    }
  }

  SplitMix64& words_;
};

}  // namespace p3::testing
