// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include <cstddef>
#include <memory>

#include "p3/air/air.h"
#include "p3/air/kernel_abi.h"
#include "p3/air/quotient_kernel.h"
#include "p3/field/isa/dispatch.h"

// The kernel of a compiled AIR: the caller's half of P3_QUOTIENT_KERNEL (isa/compiled_kernel.h).
//
//   namespace p3 {
//   P3_DISPATCH(QuotientTable<KoalaBear>, fibonacci_koala_bear);
//   std::unique_ptr<QuotientKernel<KoalaBear>> kernel_of(const AirModel<KoalaBear,
//   FibonacciAir<KoalaBear>>& air) {
//     return make_compiled_kernel(air, &fibonacci_koala_bear, &isa_portable::fibonacci_koala_bear);
//   }
//   }
namespace p3 {

template <class F>
using QuotientTableSource = const QuotientTable<F>& (*)();

// `plain` must outlive the kernel.
template <class F>
std::unique_ptr<QuotientKernel<F>> make_compiled_kernel(const AirShape<F>& shape, const void* plain,
                                                        QuotientTableSource<F> active,
                                                        QuotientTableSource<F> portable);

// `air` must outlive the kernel.
template <class F, class A>
std::unique_ptr<QuotientKernel<F>> make_compiled_kernel(const AirModel<F, A>& air,
                                                        QuotientTableSource<F> active,
                                                        QuotientTableSource<F> portable) {
  return make_compiled_kernel<F>(air.shape(), &air.plain(), active, portable);
}

}  // namespace p3
