// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "p3/air/dag.h"
#include "p3/air/shape.h"
#include "testing/random_field.h"
#include "tests/interop/exchange.h"

// RandomAir: one random AIR and a trace that satisfies it, grown column by column.
//
// A new column is free, a bit, or defined by a random expression of the columns before it, on
// every row, from row to row, or where a bit is set; the constraint that says so is added with it.
// Lookup columns are added from outside (random_case.cc), which knows all instances. Expressions
// share nodes, contain constants that fold, and stay below a degree bound chosen at random.
// Selectors are only ever factors of whole constraints: on the trace they are not 0 and 1 but
// 0 and something.
namespace p3::testing {

template <class F>
class RandomAir {
 public:
  RandomAir(std::uint64_t seed, unsigned log_rows);

  std::size_t rows() const { return rows_; }
  std::uint64_t below(std::uint64_t n) { return words_.next() % n; }

  // Nodes of `width` random expressions that lookups may read: no periodic columns, no sharing.
  std::vector<std::uint32_t> tuple(std::size_t width);
  std::vector<F> values_at(const std::vector<std::uint32_t>& nodes, std::size_t row);

  // New columns; each gives the node of its current row.
  std::uint32_t add_column(std::vector<F> values);
  std::uint32_t add_bits(const std::vector<F>& bits);  // with the constraint that they are bits
  std::vector<F> random_column();
  std::uint32_t negated(std::uint32_t node);
  void add_product_is_zero(std::uint32_t a, std::uint32_t b);
  DagCount integer(std::int64_t n);
  void add_lookup(DagLookup lookup) { dag_.lookups.push_back(std::move(lookup)); }

  ExchangeInstance<F> finish();

 private:
  struct Expr {
    std::uint32_t node = 0;
    unsigned degree = 0;
  };

  void add_random_column();
  void define_everywhere();
  void define_by_step();
  void define_under_bit();
  void bind_last_row();
  Expr leaf(bool for_lookup);
  Expr expression(unsigned max_degree, unsigned depth, bool for_lookup);
  Expr combined(unsigned max_degree, unsigned depth, bool for_lookup);
  F constant();
  std::uint32_t push(const DagNode<F>& node);
  std::uint32_t push(DagOp op, std::uint32_t a = 0, std::uint32_t b = 0) {
    return push(DagNode<F>{.op = op, .a = a, .b = b});
  }
  // Asserts condition * (a - b), with either sign.
  void assert_equal(std::uint32_t a, std::uint32_t b, const std::uint32_t* condition = nullptr);
  std::uint32_t public_value(F value);
  F evaluate(std::uint32_t node, std::size_t row);
  F read(const DagNode<F>& node, std::size_t row, const std::vector<F>& values) const;

  SplitMix64 words_;
  RandomField<F> random_;
  std::size_t rows_;
  unsigned max_degree_;
  AirShape<F> shape_;
  ConstraintDag<F> dag_;
  std::vector<std::vector<F>> columns_, preprocessed_;
  std::vector<F> public_values_;
  std::vector<Expr> pool_;  // expressions to share
};

}  // namespace p3::testing
