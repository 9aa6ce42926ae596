// SPDX-License-Identifier: Apache-2.0 OR MIT
#include "p3/air/air.h"
#include "p3/airs/blake3_air.h"
#include "p3/airs/models.h"
#include "p3/field/extension_params.h"

namespace p3::airs {

template <class F>
std::unique_ptr<Air<F>> make_blake3_model() {
  return std::make_unique<AirModel<F, Blake3Air<F>>>(Blake3Air<F>());
}

#define P3_INSTANTIATE(F) template std::unique_ptr<Air<F>> make_blake3_model<F>();
P3_FOR_EACH_FIELD(P3_INSTANTIATE)
#undef P3_INSTANTIATE

}  // namespace p3::airs
