// SPDX-License-Identifier: Apache-2.0 OR MIT
#include "p3/fri/opening_points.h"

#include <array>
#include <mutex>

#include "p3/base/bits.h"
#include "p3/field/extension.h"
#include "p3/field/field_ops.h"
#include "p3/fri/extension_kernels.h"
#include "p3/fri/opening_kernels.h"

namespace p3 {
namespace {

constexpr std::size_t kRowGrain = 256;

// 1 / (z - x) for x in the base field without inverting in the extension. With m the monic
// polynomial of degree D over the base field whose roots are the conjugates of z,
//   -m(x) = m(z) - m(x) = (z - x) * q(x),  so  1 / (z - x) = -q(x) / m(x),
// where q has degree D - 1 in x and m(x) is a base element, never zero for x != z.
template <class F, class EF>
struct DifferenceInverse {
  static constexpr unsigned kDegree = EF::kDegree;
  std::array<F, kDegree> minimal;    // m without its leading coefficient 1
  std::array<EF, kDegree> quotient;  // q, coefficients in x

  explicit DifferenceInverse(EF z) {
    // m = product of (X - conjugate): multiply up, coefficients end in the base field.
    std::array<EF, kDegree + 1> m{};
    m[0] = EF::one();
    EF conjugate = z;
    for (unsigned i = 0; i < kDegree; ++i, conjugate = conjugate.frobenius()) {
      for (unsigned k = i + 1; k > 0; --k) m[k] = m[k - 1] - conjugate * m[k];
      m[0] = -(conjugate * m[0]);
    }
    for (unsigned k = 0; k < kDegree; ++k) minimal[k] = m[k][0];
    // Synthetic division by (X - z): q_j = m_(j+1) + z * q_(j+1).
    EF q = EF::zero();
    for (unsigned j = kDegree; j-- > 0;) quotient[j] = q = q * z + m[j + 1];
  }
};

// Sums over the rows [begin, end), added to `total` under the lock: addition in a field does not
// depend on the order.
template <class F>
void accumulate_range(MatrixView<F> rows, std::span<const F* const> weights, std::size_t begin,
                      std::size_t end, std::mutex& mutex, std::vector<F>& total) {
  std::vector<const F*> shifted(weights.begin(), weights.end());
  for (const F*& plane : shifted) plane += begin;
  std::vector<F> sums(total.size(), F::zero());
  opening_kernels<F>().accumulate_rows(rows.row(begin), rows.width, end - begin, shifted.data(),
                                       shifted.size(), sums.data());
  const std::lock_guard lock(mutex);
  for (std::size_t i = 0; i < sums.size(); ++i) total[i] += sums[i];
}

}  // namespace

template <class F, class EF>
PointTable<F, EF> make_point_table(EF z, std::span<const F> xs, ThreadPool& pool) {
  constexpr unsigned kDegree = EF::kDegree;
  PointTable<F, EF> table;
  table.point = z;
  table.inverses = Matrix<F>::uninitialized(kDegree, xs.size());
  table.weights = Matrix<F>::uninitialized(kDegree, xs.size());
  const DifferenceInverse<F, EF> inverse(z);
  std::vector<F> quotient;
  for (const EF& q : inverse.quotient) {
    quotient.insert(quotient.end(), q.coeffs().begin(), q.coeffs().end());
  }
  pool.for_ranges(xs.size(), kRowGrain, [&](std::size_t begin, std::size_t end) {
    F* inverses[kDegree];
    F* weights[kDegree];
    for (unsigned d = 0; d < kDegree; ++d) {
      inverses[d] = table.inverses.row(d) + begin;
      weights[d] = table.weights.row(d) + begin;
    }
    const bool distinct = extension_kernels<F>().point_table(
        extension_info<EF>(), xs.data() + begin, end - begin, inverse.minimal.data(),
        quotient.data(), inverses, weights);
    P3_CHECK(distinct, "an opening point lies in the evaluation coset");
  });
  return table;
}

template <class F, class EF>
std::vector<std::vector<EF>> evaluate_columns(MatrixView<F> low_coset,
                                              std::span<const PointTable<F, EF>* const> points,
                                              ThreadPool& pool) {
  constexpr unsigned kDegree = EF::kDegree;
  const std::size_t width = low_coset.width;
  std::vector<const F*> weights;
  for (const PointTable<F, EF>* table : points) {
    for (unsigned d = 0; d < kDegree; ++d) weights.push_back(table->weights.row(d));
  }
  std::vector<F> sums(weights.size() * width, F::zero());
  std::mutex mutex;
  pool.for_ranges(low_coset.height, kRowGrain, [&](std::size_t begin, std::size_t end) {
    accumulate_range<F>(low_coset, weights, begin, end, mutex, sums);
  });

  const unsigned log_height = log2_strict(low_coset.height);
  const F inverse_height = exp_u64(F::one().halved(), log_height);
  std::vector<std::vector<EF>> values;
  for (std::size_t p = 0; p < points.size(); ++p) {
    const EF ratio = exp_power_of_2(points[p]->point * F::generator().inverse(), log_height);
    const EF scale = (ratio - EF::one()) * inverse_height;
    auto& row = values.emplace_back();
    for (std::size_t c = 0; c < width; ++c) {
      EF sum;
      for (unsigned d = 0; d < kDegree; ++d) sum[d] = sums[(p * kDegree + d) * width + c];
      row.push_back(scale * sum);
    }
  }
  return values;
}

#define P3_INSTANTIATE(F, D)                                                               \
  template PointTable<F, Extension<F, D>> make_point_table<F, Extension<F, D>>(            \
      Extension<F, D>, std::span<const F>, ThreadPool&);                                   \
  template std::vector<std::vector<Extension<F, D>>> evaluate_columns<F, Extension<F, D>>( \
      MatrixView<F>, std::span<const PointTable<F, Extension<F, D>>* const>, ThreadPool&);
P3_FOR_EACH_EXTENSION(P3_INSTANTIATE)
#undef P3_INSTANTIATE

}  // namespace p3
