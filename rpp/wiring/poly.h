// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "rpp/hash/element.h"

// Cells and equations, the words in which a tape (tape.h) is described.
//
// A Cell is a variable or a constant. A Poly is a polynomial of degree at most 2 over variables,
// written with + - *:  1440 * epoch + rest - height - 65536 * carry.
namespace rpp {

struct Cell {
  std::uint32_t variable = 0;  // 0: a constant
  Element constant{};

  static Cell of(std::uint64_t x) { return {0, Element::from_u64(x)}; }
  bool is_constant() const { return variable == 0; }
  friend bool operator==(const Cell&, const Cell&) = default;
};

template <std::size_t N>
using Cells = std::array<Cell, N>;
using DigestCells = Cells<8>;
using U64Cells = Cells<4>;
using U32Cells = Cells<2>;

// factor * a * b; a variable 0 stands for 1.
struct Monomial {
  Element factor{};
  std::uint32_t a = 0;
  std::uint32_t b = 0;  // at least a

  bool same_variables(const Monomial& x) const { return a == x.a && b == x.b; }
};

class Poly {
 public:
  Poly() = default;
  Poly(std::int64_t x) : Poly(Cell{0, Element::from_i64(x)}) {}
  Poly(const Cell& cell);

  // No two have the same variables, no factor is zero.
  const std::vector<Monomial>& terms() const { return terms_; }
  // Distinct, in increasing order.
  std::vector<std::uint32_t> variables() const;

  friend Poly operator+(const Poly& x, const Poly& y);
  friend Poly operator-(const Poly& x, const Poly& y);
  // A product of degree above 2 is a bug.
  friend Poly operator*(const Poly& x, const Poly& y);

 private:
  void add(const Monomial& term);

  std::vector<Monomial> terms_;
};

// Declared here too, so that two cells find them.
Poly operator+(const Poly& x, const Poly& y);
Poly operator-(const Poly& x, const Poly& y);
Poly operator*(const Poly& x, const Poly& y);

}  // namespace rpp
