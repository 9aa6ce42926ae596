// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include <cstddef>

#include "p3/air/builder_ops.h"
#include "p3/air/shape.h"

// An AIR of the tests that uses the whole vocabulary. Its constraints need not hold on any trace:
// evaluators are compared with each other on random values.
namespace p3::test {

template <class F>
struct KitchenAir {
  static constexpr std::size_t kWidth = 19;  // not a multiple of any lane count

  AirShape<F> shape() const {
    AirShape<F> shape;
    shape.width = kWidth;
    shape.preprocessed_width = 2;
    shape.num_public_values = 3;
    shape.reads_preprocessed_next_row = true;
    shape.periodic = {{F::from_u64(3), F::from_u64(8)}, {F::from_u64(5)}};
    return shape;
  }

  template <class B>
  void eval(B& b) const {
    using E = typename B::Expr;
    using Count = typename B::Count;
    b.label("boundary");
    b.when_first_row().assert_eq(b.local(0), b.public_value(0));
    b.when_last_row().assert_one(b.local(1));
    b.label("step");
    b.when_transition().assert_eq(b.next(0), b.local(0) + b.local(1));
    b.when_transition().when(b.local(2)).assert_zero(b.next(3) - b.preprocessed_next(1));
    b.label("bits");
    const E bits[] = {b.local(4), b.local(5), b.local(6)};
    b.assert_bools(bits);
    b.assert_zeros(bits);
    b.assert_zero(xor2(b.local(4), b.local(5)) - andn(b.local(5), b.local(6)));
    b.assert_zero(xor3(b.local(4), b.local(5), b.local(6)) - b.constant(F::two()));
    b.label("mix");
    b.assert_zero(-(b.local(7) * F::from_u64(7)) + b.periodic(0) * b.preprocessed_local(0));
    b.assert_zero(b.periodic(1) * b.local(8) * b.local(8) - b.public_value(2));
    for (std::size_t i = 9; i < kWidth; ++i) {
      b.assert_eq(b.local(i), b.local(i - 1) * b.next(i - 2) + F::one());
    }
    b.push_local(b.entry(b.tuple(b.local(0), b.next(1)), Count::integer(1)),
                 b.entry(b.tuple(b.local(2), b.local(3)), Count::provided(-b.local(9))));
    b.push_global("one", b.tuple(b.local(4)), Count::integer(-2));
    b.push_global("three", b.tuple(b.local(4), b.local(5) * b.local(6), b.preprocessed_local(1)),
                  Count::bounded(b.local(4), 5));
    b.push_global("one", b.tuple(b.local(5)), Count::bounded(b.local(5) * b.local(5), 1));
    b.push_global("one", b.tuple(b.public_value(1)), Count::integer(3));
    b.push_exclusive("one", b.arm(b.local(4), Count::integer(1), b.tuple(b.local(7))),
                     b.arm(b.local(5), Count::bounded(b.local(8), 9), b.tuple(b.next(8))));
  }
};

}  // namespace p3::test
