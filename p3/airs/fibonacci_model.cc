// SPDX-License-Identifier: Apache-2.0 OR MIT
#include "p3/air/air.h"
#include "p3/airs/fibonacci.h"
#include "p3/airs/models.h"
#include "p3/field/extension_params.h"

namespace p3::airs {

template <class F>
std::unique_ptr<Air<F>> make_fibonacci_model() {
  return std::make_unique<AirModel<F, FibonacciAir<F>>>(FibonacciAir<F>());
}

#define P3_INSTANTIATE(F) template std::unique_ptr<Air<F>> make_fibonacci_model<F>();
P3_FOR_EACH_FIELD(P3_INSTANTIATE)
#undef P3_INSTANTIATE

}  // namespace p3::airs
