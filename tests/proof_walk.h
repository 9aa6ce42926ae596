// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include "p3/codec/proof.h"

// ProofWalk<Derived>: visits every part of a proof in the order of the wire.
//
// Derived has `in(name, part)`, which is called for every member and usually calls visit(part), and
// visit() of what this class does not know: elements, digests, integers, options, lists. It brings
// these overloads together with `using Walk::visit`.
namespace p3::testing {

template <class Derived>
class ProofWalk {
 public:
  template <class F, class EF>
  void visit(UniProof<F, EF>& p) {
    in("trace_cap", p.trace_cap);
    in("quotient_cap", p.quotient_cap);
    in("random_cap", p.random_cap);
    in("opened", p.opened);
    in("fri", p.fri);
    in("degree_bits", p.degree_bits);
    in("ood_pow_witness", p.ood_pow_witness);
  }
  template <class F, class EF>
  void visit(BatchProof<F, EF>& p) {
    in("main_cap", p.main_cap);
    in("permutation_cap", p.permutation_cap);
    in("quotient_cap", p.quotient_cap);
    in("random_cap", p.random_cap);
    in("instances", p.instances);
    in("fri", p.fri);
    in("lookup_terminals", p.lookup_terminals);
    in("degree_bits", p.degree_bits);
    in("lookup_pow_witness", p.lookup_pow_witness);
    in("ood_pow_witness", p.ood_pow_witness);
  }

  template <class EF>
  void visit(OpenedValues<EF>& v) {
    in("trace_local", v.trace_local);
    in("trace_next", v.trace_next);
    in("preprocessed_local", v.preprocessed_local);
    in("preprocessed_next", v.preprocessed_next);
    in("quotient_chunks", v.quotient_chunks);
    in("random", v.random);
  }
  template <class EF>
  void visit(InstanceOpenings<EF>& v) {
    in("base", v.base);
    in("permutation_local", v.permutation_local);
    in("permutation_next", v.permutation_next);
  }
  template <class F, class EF>
  void visit(FriProof<F, EF>& p) {
    in("batch_pow_witness", p.batch_pow_witness);
    in("commit_phase_commits", p.commit_phase_commits);
    in("commit_pow_witnesses", p.commit_pow_witnesses);
    in("input_openings", p.input_openings);
    in("commit_phase_openings", p.commit_phase_openings);
    in("final_poly", p.final_poly);
    in("query_pow_witness", p.query_pow_witness);
  }
  template <class F>
  void visit(MultiOpening<F>& o) {
    in("opened_values", o.opened_values);
    in("siblings", o.siblings);
  }
  template <class EF>
  void visit(CommitPhaseOpening<EF>& o) {
    in("sibling_values", o.sibling_values);
    in("siblings", o.siblings);
  }

 private:
  template <class T>
  void in(const char* name, T& part) {
    static_cast<Derived&>(*this).in(name, part);
  }
};

}  // namespace p3::testing
