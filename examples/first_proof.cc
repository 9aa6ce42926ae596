// SPDX-License-Identifier: Apache-2.0 OR MIT
#include <cstdio>

#include "p3/airs/fibonacci.h"
#include "p3/airs/fibonacci_trace.h"
#include "p3/prove/uni.h"
#include "p3/verify/uni.h"

using F = p3::KoalaBear;
using EF = p3::KoalaBear4;  // where challenges come from

int main() {
  // The 1024th step of the Fibonacci sequence modulo p, starting from 0, 1.
  p3::Matrix<F> trace = p3::generate_fibonacci_trace(F::zero(), F::one(), 1024);
  const p3::AirModel<F, p3::FibonacciAir<F>> air{{}};
  const p3::UniStatement<F> statement{&air, {F::zero(), F::one(), trace.at(1023, 1)}, {}};
  const p3::StarkConfig<F> config{p3::benchmark_high_arity_parameters(),
                                  p3::make_hash_suite<F>(p3::TreeHash::kKeccakF, 2)};

  p3::ThreadPool pool(2);
  const auto hasher = p3::make_batch_hasher<F>(p3::TreeHash::kKeccakF, 2);
  const auto proof = p3::prove_uni<F, EF>({pool, *hasher}, config, statement, {std::move(trace)});
  const bool valid = proof && !p3::verify_uni<F, EF>(config, statement, proof.value());
  std::puts(valid ? "valid" : "rejected");
  return valid ? 0 : 1;
}
