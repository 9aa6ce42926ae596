// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include <cstddef>
#include <memory>
#include <utility>

#include "p3/air/air.h"
#include "testing/vector_file.h"

// The small statements of the vectors, as their README states them, as plain AIR classes.
//
// Constraints, their order and the lookups are part of the proof bytes. Shapes (periodic columns,
// next-row flags, declared degree) come from the vector.
namespace p3::testing {

// Columns a, b; public first a, first b, last b.
struct FibAir {
  template <class B>
  void eval(B& b) const {
    b.when_first_row().assert_eq(b.local(0), b.public_value(0));
    b.when_first_row().assert_eq(b.local(1), b.public_value(1));
    b.when_transition().assert_eq(b.local(1), b.next(0));
    b.when_transition().assert_eq(b.local(0) + b.local(1), b.next(1));
    b.when_last_row().assert_eq(b.local(1), b.public_value(2));
  }
};

// Columns x, y and `extra` more: every option of uni-stark in one statement.
struct FeatAir {
  unsigned degree = 1;
  unsigned extra = 0;
  bool per_prod = false;
  bool preprocessed = false;
  bool reads_next = false;
  bool reads_preprocessed_next = false;
  unsigned periodic = 0;

  template <class B>
  void eval(B& b) const {
    using F = typename B::F;
    using E = typename B::Expr;
    const E x = b.local(0);
    E sum = x;
    for (unsigned i = 1; i < degree; ++i) sum = sum * x;
    sum = sum + x * F::two();
    if (preprocessed) sum = sum + b.preprocessed_local(0);
    for (unsigned i = 0; i < periodic; ++i) sum = sum + b.periodic(i) * x;
    if (per_prod) sum = sum + b.periodic(0) * b.periodic(1) * x * x;
    b.label("power");
    b.assert_eq(b.local(1), sum);
    b.label("steps");
    if (reads_preprocessed_next) {
      b.when_transition().assert_zero(b.preprocessed_next(0) - b.preprocessed_local(0) - F::two());
    }
    if (reads_next) b.when_transition().assert_zero(b.next(0) - x - F::one());
    b.label("multiples");
    for (unsigned k = 0; k < extra; ++k) b.assert_eq(b.local(2 + k), x * F::from_u64(k + 2));
  }
};

// Columns v, i, m: v is looked up in the row numbers, and (v, v^2) on the bus "sq".
struct UserAir {
  template <class B>
  void eval(B& b) const {
    using Count = typename B::Count;
    using F = typename B::F;
    b.when_first_row().assert_eq(b.local(0), b.public_value(0));
    b.when_first_row().assert_zero(b.local(1));
    b.when_transition().assert_zero(b.next(1) - b.local(1) - F::one());
    b.push_local(b.entry(b.tuple(b.local(0)), Count::integer(1)),
                 b.entry(b.tuple(b.local(1)), Count::provided(-b.local(2))));
    b.push_global("sq", b.tuple(b.local(0), b.local(0) * b.local(0)), Count::integer(1));
  }
};

// Column m; preprocessed k, q = k^2: the table behind the bus "sq".
struct TableAir {
  template <class B>
  void eval(B& b) const {
    using Count = typename B::Count;
    using F = typename B::F;
    b.when_first_row().assert_zero(b.preprocessed_local(0));
    b.when_transition().assert_zero(b.preprocessed_next(0) - b.preprocessed_local(0) - F::one());
    b.push_global("sq", b.tuple(b.preprocessed_local(0), b.preprocessed_local(1)),
                  Count::provided(-b.local(0)));
  }
};

// Columns x, y; public first x; one periodic column. No lookups.
struct PlainAir {
  template <class B>
  void eval(B& b) const {
    using F = typename B::F;
    const auto x = b.local(0);
    b.assert_zero(b.local(1) - x * x - b.periodic(0) * x);
    b.when_transition().assert_zero(b.next(0) - x - F::from_u64(5));
    b.when_first_row().assert_eq(x, b.public_value(0));
  }
};

// Columns a, b, s, t: several interactions per bus, and an exclusive one.
struct MultiAir {
  template <class B>
  void eval(B& b) const {
    using Count = typename B::Count;
    const auto a = b.local(0), c = b.local(1), s = b.local(2), t = b.local(3);
    b.assert_bool(s);
    b.assert_bool(t);
    b.push_global("sq", b.tuple(a, a * a), Count::integer(1));
    b.push_global("lin", b.tuple(c), Count::integer(1));
    b.push_global("sq", b.tuple(c, c * c), Count::integer(1));
    b.push_global("lin", b.tuple(a), Count::integer(-1));
    b.push_global("two", b.tuple(a), Count::integer(2));
    b.push_global("two", b.tuple(c), Count::integer(-1));
    b.push_global("two", b.tuple(c), Count::integer(-1));
    b.push_exclusive("sel", b.arm(s, Count::integer(1), b.tuple(a)),
                     b.arm(t, Count::integer(-1), b.tuple(c)));
  }
};

// Column x; one periodic column; a lookup that reads the next row.
struct ShiftAir {
  template <class B>
  void eval(B& b) const {
    using Count = typename B::Count;
    b.when_transition().assert_zero(b.next(0) - b.local(0) - b.periodic(0));
    b.push_local(b.entry(b.tuple(b.next(0)), Count::integer(1)),
                 b.entry(b.tuple(b.local(0)), Count::integer(-1)));
  }
};

// One of the above with the shape that a vector gives it.
template <class F, class Constraints>
struct VectorAir {
  Constraints constraints;
  AirShape<F> given;

  AirShape<F> shape() const { return given; }
  template <class B>
  void eval(B& b) const {
    constraints.eval(b);
  }
};

template <class F>
AirShape<F> vector_shape(const VectorInstance& instance);

// The statement of an instance whose air is fib, feat, user, table, plain, multi or shift.
template <class F>
std::unique_ptr<Air<F>> make_vector_air(const VectorInstance& instance);

}  // namespace p3::testing
