// SPDX-License-Identifier: Apache-2.0 OR MIT
#include "rpp/wiring/poly.h"

#include <algorithm>

#include "p3/base/check.h"

namespace rpp {

Poly::Poly(const Cell& cell) {
  if (cell.is_constant()) {
    add({cell.constant, 0, 0});
  } else {
    add({Element::one(), 0, cell.variable});
  }
}

void Poly::add(const Monomial& term) {
  const auto known = std::find_if(terms_.begin(), terms_.end(),
                                  [&](const Monomial& t) { return t.same_variables(term); });
  if (known == terms_.end()) {
    if (term.factor != Element::zero()) terms_.push_back(term);
    return;
  }
  known->factor += term.factor;
  if (known->factor == Element::zero()) terms_.erase(known);
}

std::vector<std::uint32_t> Poly::variables() const {
  std::vector<std::uint32_t> out;
  for (const Monomial& term : terms_) {
    for (const std::uint32_t v : {term.a, term.b}) {
      if (v != 0) out.push_back(v);
    }
  }
  std::sort(out.begin(), out.end());
  out.erase(std::unique(out.begin(), out.end()), out.end());
  return out;
}

Poly operator+(const Poly& x, const Poly& y) {
  Poly sum = x;
  for (const Monomial& term : y.terms_) sum.add(term);
  return sum;
}

Poly operator-(const Poly& x, const Poly& y) {
  Poly difference = x;
  for (const Monomial& term : y.terms_) difference.add({-term.factor, term.a, term.b});
  return difference;
}

Poly operator*(const Poly& x, const Poly& y) {
  Poly product;
  for (const Monomial& s : x.terms_) {
    for (const Monomial& t : y.terms_) {
      std::array<std::uint32_t, 4> factors = {s.a, s.b, t.a, t.b};
      std::sort(factors.begin(), factors.end());
      P3_CHECK(factors[1] == 0, "an equation of a tape has degree at most 2");
      product.add({s.factor * t.factor, factors[2], factors[3]});
    }
  }
  return product;
}

}  // namespace rpp
