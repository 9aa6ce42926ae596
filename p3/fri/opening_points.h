// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include <span>
#include <vector>

#include "p3/base/matrix.h"
#include "p3/parallel/thread_pool.h"

// Opening points and the evaluation of committed columns at them.
//
// A committed matrix starts with the values of its columns on the coset g*H, H as large as the
// trace, in bit-reversed order. With h = |H|, by interpolation in barycentric form [BT04],
//   f(z) = ((z/g)^h - 1) / h * sum_i f(x_i) * x_i / (z - x_i).
// Vectors of extension elements are D planes: row d of a matrix holds the coefficients d.
namespace p3 {

// What depends on a point but not on the matrices opened there. Prefixes serve smaller cosets.
template <class F, class EF>
struct PointTable {
  EF point;
  Matrix<F> inverses;  // 1 / (z - x_i)
  Matrix<F> weights;   // x_i / (z - x_i)
};

// xs: the points of the coset, bit-reversed. z may not be one of them.
template <class F, class EF>
PointTable<F, EF> make_point_table(EF z, std::span<const F> xs, ThreadPool& pool);

// The columns of `low_coset` (2^k rows on g*H_k) at several points, in one pass over the rows:
// result[point][column].
template <class F, class EF>
std::vector<std::vector<EF>> evaluate_columns(MatrixView<F> low_coset,
                                              std::span<const PointTable<F, EF>* const> points,
                                              ThreadPool& pool);

}  // namespace p3
