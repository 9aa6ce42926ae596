// SPDX-License-Identifier: Apache-2.0 OR MIT
#include "p3/fri/quotient_sum.h"

#include <array>

#include "p3/base/bits.h"
#include "p3/dft/dft.h"
#include "p3/field/extension.h"
#include "p3/field/field_ops.h"
#include "p3/fri/extension_kernels.h"
#include "p3/fri/opening_kernels.h"

namespace p3 {
namespace {

constexpr std::size_t kRowGrain = 256;

// Pointers to the D planes of a vector, from element `begin` on.
template <unsigned D, class T, class M>
std::array<T*, D> planes_at(M& planes, std::size_t begin) {
  std::array<T*, D> pointers;
  for (unsigned d = 0; d < D; ++d) pointers[d] = planes.row(d) + begin;
  return pointers;
}

// planes[d][i] = coefficient d of sum_j first * alpha^j * M[i][j].
template <class F, class EF>
Matrix<F> combine_rows(MatrixView<F> rows, EF first, EF alpha, ThreadPool& pool) {
  constexpr unsigned kDegree = EF::kDegree;
  Matrix<F> factors = Matrix<F>::uninitialized(kDegree, rows.width);
  EF power = first;
  for (std::size_t j = 0; j < rows.width; ++j, power = power * alpha) {
    for (unsigned d = 0; d < kDegree; ++d) factors.at(d, j) = power[d];
  }
  Matrix<F> planes = Matrix<F>::uninitialized(kDegree, rows.height);
  pool.for_ranges(rows.height, kRowGrain, [&](std::size_t begin, std::size_t end) {
    opening_kernels<F>().reduce_rows(rows.row(begin), rows.width, end - begin, factors.data(),
                                     kDegree, planes_at<kDegree, F>(planes, begin).data());
  });
  return planes;
}

// target += factor * source.
template <class F, class EF>
void add_scaled(Matrix<F>& target, EF factor, const Matrix<F>& source, ThreadPool& pool) {
  pool.for_ranges(source.width(), kRowGrain, [&](std::size_t begin, std::size_t end) {
    extension_kernels<F>().add_scaled(extension_info<EF>(), factor.coeffs().data(),
                                      planes_at<EF::kDegree, const F>(source, begin).data(),
                                      end - begin, planes_at<EF::kDegree, F>(target, begin).data());
  });
}

template <class EF>
EF combine_values(std::span<const EF> values, EF alpha) {
  EF sum = EF::zero();
  for (std::size_t j = values.size(); j-- > 0;) sum = sum * alpha + values[j];
  return sum;
}

}  // namespace

template <class F, class EF>
typename QuotientSum<F, EF>::PointSum& QuotientSum<F, EF>::sum_at(const PointTable<F, EF>* table) {
  for (PointSum& sum : sums_) {
    if (sum.table == table) return sum;
  }
  sums_.push_back({table, EF::zero(), Matrix<F>::zeros(EF::kDegree, height_)});
  return sums_.back();
}

template <class F, class EF>
void QuotientSum<F, EF>::add(MatrixView<F> low_coset,
                             std::span<const PointTable<F, EF>* const> points,
                             std::span<const std::vector<EF>> values, EF alpha, ThreadPool& pool) {
  P3_CHECK(low_coset.height == height_, "a matrix of another height");
  if (points.empty()) return;
  // The rows are combined once, with the powers of the first point; the others are multiples.
  const Matrix<F> combined = combine_rows(low_coset, next_power_, alpha, pool);
  const EF step = exp_u64(alpha, low_coset.width);
  EF factor = EF::one();
  for (std::size_t p = 0; p < points.size(); ++p, factor = factor * step) {
    PointSum& sum = sum_at(points[p]);
    sum.constant += next_power_ * combine_values(std::span<const EF>(values[p]), alpha);
    add_scaled(sum.combined, factor, combined, pool);
    next_power_ = next_power_ * step;
  }
}

template <class F, class EF>
Matrix<F> QuotientSum<F, EF>::codeword(unsigned log_blowup, ThreadPool& pool) const {
  constexpr unsigned kDegree = EF::kDegree;
  Matrix<F> planes = Matrix<F>::zeros(kDegree, height_);
  Matrix<F> values = Matrix<F>::uninitialized(height_, kDegree);
  pool.for_ranges(height_, kRowGrain, [&](std::size_t begin, std::size_t end) {
    for (const PointSum& sum : sums_) {
      extension_kernels<F>().add_quotients(
          extension_info<EF>(), sum.constant.coeffs().data(),
          planes_at<kDegree, const F>(sum.combined, begin).data(),
          planes_at<kDegree, const F>(sum.table->inverses, begin).data(), end - begin,
          planes_at<kDegree, F>(planes, begin).data());
    }
    for (std::size_t i = begin; i < end; ++i) {
      for (unsigned d = 0; d < kDegree; ++d) values.at(i, d) = planes.at(d, i);
    }
  });
  // Already on the coset g*H of the larger coset g*K: no shift.
  return coset_lde_from_bit_reversed(values.view(), log_blowup, F::one(), pool);
}

#define P3_INSTANTIATE(F, D) template class QuotientSum<F, Extension<F, D>>;
P3_FOR_EACH_EXTENSION(P3_INSTANTIATE)
#undef P3_INSTANTIATE

}  // namespace p3
