// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include <span>
#include <vector>

#include "p3/base/matrix.h"
#include "p3/fri/opening_points.h"
#include "p3/parallel/thread_pool.h"

// The FRI input of one height: the sum over matrices M and their points z, with running powers of
// alpha, of (M(z) - M(x)) / (z - x), where M(x) = sum_j alpha^j * column_j(x).
//
// Every summand is a polynomial of lower degree than the trace, so it is enough to compute the sum
// on the trace-sized coset g*H and to extend its D columns to the whole evaluation coset once: the
// wide pass reads 1/blowup of the committed rows. Contributions are collected per point,
//   sum_z (C_z - R_z(x)) / (z - x),
// so the division by z - x happens once per point and not once per matrix.
namespace p3 {

template <class F, class EF>
class QuotientSum {
 public:
  // Collects matrices with `height` rows on the trace-sized coset.
  explicit QuotientSum(std::size_t height) : height_(height) {}

  // values[point][column]: the claimed values at `points`. Calls in the order of the transcript:
  // each point takes the next `width` powers of alpha.
  void add(MatrixView<F> low_coset, std::span<const PointTable<F, EF>* const> points,
           std::span<const std::vector<EF>> values, EF alpha, ThreadPool& pool);

  // The sum as a codeword: height * 2^log_blowup rows of one extension element, bit-reversed.
  Matrix<F> codeword(unsigned log_blowup, ThreadPool& pool) const;

 private:
  struct PointSum {
    const PointTable<F, EF>* table;
    EF constant;         // C_z
    Matrix<F> combined;  // R_z, D planes
  };

  PointSum& sum_at(const PointTable<F, EF>* table);

  std::size_t height_;
  EF next_power_ = EF::one();
  std::vector<PointSum> sums_;
};

}  // namespace p3
