// SPDX-License-Identifier: Apache-2.0 OR MIT
#include <cstdio>

#include "p3/air/check.h"
#include "p3/prove/uni.h"
#include "p3/verify/uni.h"

using F = p3::KoalaBear;
using EF = p3::KoalaBear4;

// One column: x' = x^3 + k, where k alternates between 7 and 11. Public: the first and the last x.
struct CubeAir {
  p3::AirShape<F> shape() const {
    p3::AirShape<F> shape;
    shape.width = 1;
    shape.num_public_values = 2;
    shape.periodic = {{F::from_u64(7), F::from_u64(11)}};
    return shape;
  }

  template <class B>
  void eval(B& b) const {
    const auto x = b.local(0);
    b.label("first");
    b.when_first_row().assert_eq(x, b.public_value(0));
    b.label("step");
    b.when_transition().assert_eq(b.next(0), x * x * x + b.periodic(0));
    b.label("last");
    b.when_last_row().assert_eq(x, b.public_value(1));
  }
};

p3::Matrix<F> cube_trace(F x, std::size_t rows) {
  p3::Matrix<F> trace = p3::Matrix<F>::uninitialized(rows, 1);
  for (std::size_t r = 0; r < rows; ++r) {
    trace.at(r, 0) = x;
    x = x * x * x + F::from_u64(r % 2 == 0 ? 7 : 11);
  }
  return trace;
}

int main() {
  const p3::AirModel<F, CubeAir> air{{}};
  p3::Matrix<F> trace = cube_trace(F::two(), 256);
  const p3::UniStatement<F> statement{&air, {F::two(), trace.at(255, 0)}, {}};

  // While an AIR is young: which constraint fails, in which row, on which values?
  p3::Matrix<F> wrong = cube_trace(F::two(), 256);
  wrong.at(100, 0) += F::one();
  const auto failure = p3::check_trace<F>(air, wrong.view(), {}, statement.public_values);
  std::puts(failure ? failure->message.c_str() : "nothing found");
  const bool good = !p3::check_trace<F>(air, trace.view(), {}, statement.public_values);

  const p3::StarkConfig<F> config{p3::benchmark_high_arity_parameters(),
                                  p3::make_hash_suite<F>(p3::TreeHash::kPoseidon2, 2)};
  p3::ThreadPool pool(2);
  const auto hasher = p3::make_batch_hasher<F>(p3::TreeHash::kPoseidon2, 2);
  const auto proof = p3::prove_uni<F, EF>({pool, *hasher}, config, statement, {std::move(trace)});
  const bool valid = proof && !p3::verify_uni<F, EF>(config, statement, proof.value());
  std::puts(valid && good && failure ? "valid" : "rejected");
  return valid && good && failure ? 0 : 1;
}
