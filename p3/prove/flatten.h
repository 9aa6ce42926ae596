// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include <cstddef>
#include <span>
#include <vector>

// Extension values as base coefficients, the form in which kernels take them.
namespace p3 {

// D coefficients after one another, constant term first.
template <class EF>
std::vector<typename EF::Base> flatten(std::span<const EF> values) {
  std::vector<typename EF::Base> out;
  out.reserve(values.size() * EF::kDegree);
  for (const EF& x : values) out.insert(out.end(), x.coeffs().begin(), x.coeffs().end());
  return out;
}

// Coefficient d of alpha^(count-1-i) at [d * count + i]: the weights of a Horner fold, one row per
// d.
template <class EF>
std::vector<typename EF::Base> alpha_coefficients(const EF& alpha, std::size_t count) {
  std::vector<typename EF::Base> out(count * EF::kDegree);
  EF power = EF::one();
  for (std::size_t i = count; i-- > 0; power *= alpha) {
    for (unsigned d = 0; d < EF::kDegree; ++d) out[d * count + i] = power[d];
  }
  return out;
}

}  // namespace p3
