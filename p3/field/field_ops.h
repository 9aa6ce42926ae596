// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

// Operations that every field and extension gets from its arithmetic: powers and batch inversion.
namespace p3 {

template <class F>
constexpr F exp_u64(F base, std::uint64_t exponent) {
  F result = F::one();
  for (; exponent != 0; exponent >>= 1) {
    if ((exponent & 1) != 0) result = result * base;
    base = base.square();
  }
  return result;
}

// base^(2^log).
template <class F>
constexpr F exp_power_of_2(F base, unsigned log) {
  for (; log != 0; --log) base = base.square();
  return base;
}

// first, first*ratio, first*ratio^2, ... (count elements).
template <class F, class G>
std::vector<F> powers_from(F first, G ratio, std::size_t count) {
  std::vector<F> out(count);
  for (std::size_t i = 0; i < count; ++i, first = first * ratio) out[i] = first;
  return out;
}

// Inverts every element in place with one inversion (Montgomery's trick). Zeros stay zero.
template <class F>
void batch_inverse(std::span<F> values) {
  std::vector<F> prefix(values.size());
  F product = F::one();
  for (std::size_t i = 0; i < values.size(); ++i) {
    prefix[i] = product;
    if (!(values[i] == F::zero())) product = product * values[i];
  }
  F inverse = product.inverse();
  for (std::size_t i = values.size(); i-- > 0;) {
    if (values[i] == F::zero()) continue;
    const F value = values[i];
    values[i] = inverse * prefix[i];
    inverse = inverse * value;
  }
}

}  // namespace p3
