// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include <cstddef>
#include <cstdint>

#include <gtest/gtest.h>

#include "p3/base/bits.h"
#include "p3/base/matrix.h"
#include "testing/random_field.h"

// Reference transforms from the definition, and helpers of tests that compare whole matrices.
namespace p3::testing {

// Values of the columns of `coefficients` at shift * w^i, i < 2^log_size, natural order.
template <class F>
Matrix<F> dft_naive(const Matrix<F>& coefficients, unsigned log_size, F shift) {
  Matrix<F> out = Matrix<F>::zeros(std::size_t{1} << log_size, coefficients.width());
  F point = shift;
  for (std::size_t i = 0; i < out.height(); ++i, point *= F::two_adic_generator(log_size)) {
    F power = F::one();
    for (std::size_t j = 0; j < coefficients.height(); ++j, power *= point) {
      for (std::size_t c = 0; c < out.width(); ++c) out.at(i, c) += coefficients.at(j, c) * power;
    }
  }
  return out;
}

template <class F>
Matrix<F> random_matrix(std::uint64_t seed, std::size_t height, std::size_t width) {
  RandomField<F> random(seed);
  Matrix<F> m = Matrix<F>::uninitialized(height, width);
  for (std::size_t i = 0; i < m.size(); ++i) m.data()[i] = random.next();
  return m;
}

// Row i goes to row rev(i).
template <class F>
Matrix<F> reversed_naive(const Matrix<F>& m) {
  Matrix<F> out = Matrix<F>::uninitialized(m.height(), m.width());
  const unsigned log_height = log2_strict(m.height());
  for (std::size_t r = 0; r < m.height(); ++r) {
    for (std::size_t c = 0; c < m.width(); ++c) out.at(reverse_bits(r, log_height), c) = m.at(r, c);
  }
  return out;
}

// Equal words, not only equal values: matrices go to hashes and files as they are.
template <class F>
void expect_equal_matrices(const Matrix<F>& a, const Matrix<F>& b, const char* what) {
  ASSERT_EQ(a.height(), b.height()) << what;
  ASSERT_EQ(a.width(), b.width()) << what;
  for (std::size_t i = 0; i < a.size(); ++i) {
    ASSERT_EQ(a.data()[i].word(), b.data()[i].word())
        << what << " row " << i / a.width() << " column " << i % a.width() << " of " << a.height()
        << " x " << a.width();
  }
}

}  // namespace p3::testing
