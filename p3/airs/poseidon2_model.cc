// SPDX-License-Identifier: Apache-2.0 OR MIT
#include "p3/air/air.h"
#include "p3/airs/models.h"
#include "p3/airs/poseidon2_air.h"
#include "p3/base/check.h"
#include "p3/field/extension_params.h"
#include "p3/hash/poseidon2_defaults.h"

namespace p3::airs {
namespace {

template <class F, std::size_t kCopies>
std::unique_ptr<Air<F>> make_model() {
  constexpr unsigned kWidth = kPoseidon2AirWidth<F>;
  using A = Poseidon2Air<F, kWidth, kCopies>;
  return std::make_unique<AirModel<F, A>>(A(default_poseidon2_constants<F, kWidth>()));
}

}  // namespace

template <class F>
std::unique_ptr<Air<F>> make_poseidon2_model(unsigned copies) {
  switch (copies) {
    case 1:
      return make_model<F, 1>();
    case 2:
      return make_model<F, 2>();
    case 8:
      return make_model<F, 8>();
    default:
      check_failed("copies", "a Poseidon2 AIR has 1, 2 or 8 permutations per row");
  }
}

#define P3_INSTANTIATE(F) template std::unique_ptr<Air<F>> make_poseidon2_model<F>(unsigned);
P3_FOR_EACH_FIELD(P3_INSTANTIATE)
#undef P3_INSTANTIATE

}  // namespace p3::airs
