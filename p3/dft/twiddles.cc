// SPDX-License-Identifier: Apache-2.0 OR MIT
#include "p3/dft/twiddles.h"

#include <cstddef>
#include <vector>

#include "p3/field/field_ops.h"

namespace p3 {

template <class F>
std::vector<F> root_powers(const DftKernels<F>& kernels, unsigned log_count, bool inverse) {
  std::vector<F> powers(std::size_t{1} << log_count, F::one());
  // rev(j + 2^k) = rev(j) + 2^(log_count - 1 - k), and w^2^(log_count - 1 - k) has order 2^(k+2).
  for (unsigned k = 0; k < log_count; ++k) {
    const F root = F::two_adic_generator(k + 2);
    const std::size_t half = std::size_t{1} << k;
    kernels.multiply(powers.data(), inverse ? root.inverse() : root, powers.data() + half, half);
  }
  return powers;
}

template <class F>
std::vector<F> coset_factors(const DftKernels<F>& kernels, const std::vector<F>& powers,
                             unsigned log_n, F shift) {
  std::vector<F> factors(std::size_t{1} << log_n, F::one());
  for (unsigned level = 0; level < log_n; ++level) {
    const std::size_t count = std::size_t{1} << level;
    kernels.multiply(powers.data(), exp_power_of_2(shift, log_n - 1 - level),
                     factors.data() + count, count);
  }
  return factors;
}

#define P3_INSTANTIATE(F)                                                    \
  template std::vector<F> root_powers(const DftKernels<F>&, unsigned, bool); \
  template std::vector<F> coset_factors(const DftKernels<F>&, const std::vector<F>&, unsigned, F);
P3_INSTANTIATE(KoalaBear)
P3_INSTANTIATE(BabyBear)
P3_INSTANTIATE(Goldilocks)
#undef P3_INSTANTIATE

}  // namespace p3
