// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include <cstddef>
#include <memory>
#include <utility>
#include <vector>

#include "p3/base/matrix.h"
#include "p3/verify/statement.h"
#include "testing/vector_airs.h"

// Small statements with traces that satisfy them, over any field and of any height.
namespace p3::testing {

template <class F>
struct SmallInstance {
  std::unique_ptr<Air<F>> air;
  std::vector<F> public_values;
  Matrix<F> trace, preprocessed;  // preprocessed may be empty
};

template <class F, class Constraints>
std::unique_ptr<Air<F>> make_small_air(Constraints constraints, AirShape<F> shape) {
  using A = VectorAir<F, Constraints>;
  return std::make_unique<AirModel<F, A>>(A{constraints, std::move(shape)});
}

// Every feature of uni-stark: two periodic columns, preprocessed with next row, a degree-3
// constraint, a few more columns.
template <class F>
SmallInstance<F> make_small_feat(unsigned log_degree, unsigned degree = 3, unsigned extra = 3) {
  const std::size_t rows = std::size_t{1} << log_degree;
  const FeatAir constraints{.degree = degree,
                            .extra = extra,
                            .preprocessed = true,
                            .reads_next = true,
                            .reads_preprocessed_next = true,
                            .periodic = 2};
  AirShape<F> shape;
  shape.width = 2 + extra;
  shape.preprocessed_width = 1;
  shape.reads_preprocessed_next_row = true;
  shape.periodic = {{F::from_u64(7), F::from_u64(8)}, std::vector<F>(rows, F::from_u64(9))};
  SmallInstance<F> out{make_small_air<F>(constraints, shape),
                       {},
                       Matrix<F>::uninitialized(rows, shape.width),
                       Matrix<F>::uninitialized(rows, 1)};
  for (std::size_t r = 0; r < rows; ++r) {
    const F x = F::from_u64(r + 3);
    const F pre = F::from_u64(2 * r + 5);
    out.preprocessed.at(r, 0) = pre;
    out.trace.at(r, 0) = x;
    out.trace.at(r, 1) = exp_u64(x, degree) + x.doubled() + pre +
                         (shape.periodic[0][r % 2] + shape.periodic[1][r]) * x;
    for (std::size_t k = 0; k < extra; ++k) out.trace.at(r, 2 + k) = x * F::from_u64(k + 2);
  }
  return out;
}

// user (2^log_degree rows), table (16 rows) and multi (8 rows) of the vectors: local, global,
// packed and exclusive lookups that balance.
template <class F>
std::vector<SmallInstance<F>> make_small_batch(unsigned log_degree) {
  const std::size_t rows = std::size_t{1} << log_degree;
  std::vector<std::uint64_t> used(16, 0);  // squares taken from the table
  std::vector<SmallInstance<F>> out(3);

  SmallInstance<F>& user = out[0];
  user.trace = Matrix<F>::zeros(rows, 3);
  for (std::size_t r = 0; r < rows; ++r) {
    const std::size_t v = (7 * r + 3) % std::min<std::size_t>(rows, 16);
    ++used[v];
    user.trace.at(r, 0) = F::from_u64(v);
    user.trace.at(r, 1) = F::from_u64(r);
    user.trace.at(v, 2) += F::one();
  }
  AirShape<F> shape;
  shape.width = 3;
  shape.num_public_values = 1;
  user.public_values = {user.trace.at(0, 0)};
  user.air = make_small_air<F>(UserAir{}, shape);

  SmallInstance<F>& multi = out[2];
  multi.trace = Matrix<F>::zeros(8, 4);
  for (std::size_t r = 0; r < 8; ++r) {  // b takes the values of a in another order
    multi.trace.at(r, 0) = F::from_u64(r);
    multi.trace.at(r, 1) = F::from_u64(7 - r);
    used[r] += 2;
  }
  multi.trace.at(2, 2) = multi.trace.at(5, 3) = F::one();  // sends a = 2, receives b = 2
  shape = {};
  shape.width = 4;
  shape.reads_next_row = false;
  multi.air = make_small_air<F>(MultiAir{}, shape);

  SmallInstance<F>& table = out[1];
  table.trace = Matrix<F>::uninitialized(16, 1);
  table.preprocessed = Matrix<F>::uninitialized(16, 2);
  for (std::size_t k = 0; k < 16; ++k) {
    table.trace.at(k, 0) = F::from_u64(used[k]);
    table.preprocessed.at(k, 0) = F::from_u64(k);
    table.preprocessed.at(k, 1) = F::from_u64(k * k);
  }
  shape = {};
  shape.width = 1;
  shape.preprocessed_width = 2;
  shape.reads_next_row = false;
  shape.reads_preprocessed_next_row = true;
  table.air = make_small_air<F>(TableAir{}, shape);
  return out;
}

}  // namespace p3::testing
