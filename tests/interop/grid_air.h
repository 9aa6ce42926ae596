// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

#include "p3/air/air.h"
#include "p3/base/matrix.h"
#include "p3/field/field_ops.h"

// The described AIR of the grid: every feature of a statement can be switched on by itself.
//
// Columns x, y, then those of the lookups. x is free (or counts up), y = x^degree + what the
// preprocessed and periodic columns add. The parts of a lookup balance over the batch:
//   local      the values of x, and the same in reversed order
//   global     `send`: looks up (a, a^2); `table`: has (k, k^2) and how often it was used
//   exclusive  row 0 sends x to the last row of the next instance in the ring
namespace p3::testing {

struct GridFeatures {
  unsigned degree = 2;
  bool next = false;
  unsigned preprocessed = 0;  // 1: local row; 2: next row as well
  unsigned periodic = 0;      // columns
  bool local = false, send = false, table = false, exclusive = false;
};

// Where the columns of the lookups are.
struct GridColumns {
  std::size_t z, m, a, k, used, s, t, e, width;
  explicit GridColumns(const GridFeatures& f) {
    std::size_t at = 2;
    const auto take = [&](bool present) { return std::exchange(at, at + (present ? 1 : 0)); };
    z = take(f.local), m = take(f.local);
    a = take(f.send);
    k = take(f.table), used = take(f.table);
    s = take(f.exclusive), t = take(f.exclusive), e = take(f.exclusive);
    width = at;
  }
};

template <class F>
struct GridAir {
  GridFeatures features;
  std::vector<std::vector<F>> periodic;

  AirShape<F> shape() const {
    AirShape<F> out;
    out.width = GridColumns(features).width;
    out.preprocessed_width = features.preprocessed == 0 ? 0 : 1;
    out.num_public_values = 1;
    out.periodic = periodic;
    out.reads_next_row = features.next;
    out.reads_preprocessed_next_row = features.preprocessed == 2;
    return out;
  }

  template <class B>
  void eval(B& b) const {
    using E = typename B::Expr;
    const E x = b.local(0);
    E sum = x;
    for (unsigned i = 1; i < features.degree; ++i) sum = sum * x;
    if (features.preprocessed != 0) sum = sum + b.preprocessed_local(0);
    for (unsigned i = 0; i < features.periodic; ++i) sum = sum + b.periodic(i) * x;
    b.label("power");
    b.assert_eq(b.local(1), sum);
    b.label("start");
    b.when_first_row().assert_eq(x, b.public_value(0));
    b.label("steps");
    if (features.next) b.when_transition().assert_zero(b.next(0) - x - F::one());
    if (features.preprocessed == 2) {
      b.when_transition().assert_zero(b.preprocessed_next(0) - b.preprocessed_local(0) - F::two());
    }
    lookups(b);
  }

 private:
  template <class B>
  void lookups(B& b) const {
    using Count = typename B::Count;
    const GridColumns at(features);
    const auto x = b.local(0);
    if (features.local) {
      b.push_local(b.entry(b.tuple(x), Count::integer(1)),
                   b.entry(b.tuple(b.local(at.z)), Count::provided(-b.local(at.m))));
    }
    if (features.send) {
      const auto a = b.local(at.a);
      b.push_global("squares", b.tuple(a, a * a), Count::integer(1));
    }
    if (features.table) {
      const auto k = b.local(at.k);
      b.push_global("squares", b.tuple(k, k * k), Count::provided(-b.local(at.used)));
    }
    if (features.exclusive) {
      const auto s = b.local(at.s), t = b.local(at.t);
      b.label("flags");
      b.assert_bool(s);
      b.assert_bool(t);
      b.assert_zero(s * t);
      b.push_exclusive("ring", b.arm(s, Count::integer(1), b.tuple(x)),
                       b.arm(t, Count::integer(-1), b.tuple(b.local(at.e))));
    }
  }
};

}  // namespace p3::testing
