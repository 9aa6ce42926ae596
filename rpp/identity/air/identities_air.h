// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include "p3/air/shape.h"
#include "rpp/hash/digest.h"
#include "rpp/identity/air/identities_buses.h"
#include "rpp/identity/air/identities_rules.h"

// Table `identities`: every new identity of a list, with its rules and its place among the
// accounts.
//
// A block of 43 rows hashes declaration and statement, the new account and the low account before
// and after its link moves, and changes both leaves in deep tree i in one step: two different
// positions of one tree, so the order of the writes does not matter. Row flags are one-hot columns
// that shift from row to row; all rules hold cyclically. Rules and soundness:
// docs/spec/circuits/identity-tables.md.
namespace rpp {

class IdentitiesAir {
 public:
  using F = p3::KoalaBear;
  using C = IdentitiesColumns;

  // `empty`: H(account; empty), the leaf at unused positions.
  explicit IdentitiesAir(const Digest& empty) : empty_(empty) {}

  p3::AirShape<F> shape() const {
    p3::AirShape<F> shape;
    shape.width = C::kWidth;
    shape.declared_degree = 3;
    return shape;
  }

  template <class B>
  P3_INLINE void eval(B& b) const {
    using Row = IdentitiesRow<typename B::Expr>;
    const Row row = Row::template read<false>(b), next = Row::template read<true>(b);
    identities::Rules<B> rules(b, row, next);
    rules.blocks();
    rules.position();
    rules.declared();
    rules.shared();
    rules.activation();
    rules.signers();
    rules.fixed();
    rules.link();
    rules.order();
    rules.places(empty_);
    identities::Buses<B> buses(b, row, next);
    buses.hashes();
    buses.nodes();
    buses.signature();
    buses.globals();
    buses.numbers();
  }

 private:
  Digest empty_;
};

}  // namespace rpp
