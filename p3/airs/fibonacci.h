// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include <cstddef>

#include "p3/air/shape.h"

// FibonacciAir<F>: columns a, b; public values (first a, first b, last b).
//
// Every row steps (a, b) -> (b, a + b). Constraints in the order of Plonky3's own example, so that
// proofs are equal byte for byte.
namespace p3 {

template <class F>
class FibonacciAir {
 public:
  static constexpr std::size_t kWidth = 2;

  AirShape<F> shape() const {
    AirShape<F> shape;
    shape.width = kWidth;
    shape.num_public_values = 3;
    return shape;
  }

  template <class B>
  void eval(B& b) const {
    b.label("first-row");
    b.when_first_row().assert_eq(b.local(0), b.public_value(0));
    b.when_first_row().assert_eq(b.local(1), b.public_value(1));
    b.label("step");
    b.when_transition().assert_eq(b.local(1), b.next(0));
    b.when_transition().assert_eq(b.local(0) + b.local(1), b.next(1));
    b.label("last-row");
    b.when_last_row().assert_eq(b.local(1), b.public_value(2));
  }
};

}  // namespace p3
