// SPDX-License-Identifier: Apache-2.0 OR MIT
#include "rpp/fields/signature_json.h"

#include <algorithm>
#include <array>

namespace rpp {

OneTimeSignature read_signature(ChainJsonReader& in, const p3::JsonValue& object,
                                const std::string& place) {
  constexpr std::size_t kValueElements = std::tuple_size_v<ChainValue>;
  OneTimeSignature signature;
  in.elements(object, place, "rho", signature.rho);
  std::array<Element, kChains * kValueElements> values;
  in.elements(object, place, "values", values);
  if (in.failed()) return {};
  for (std::size_t c = 0; c < kChains; ++c) {
    std::copy_n(values.begin() + static_cast<std::ptrdiff_t>(kValueElements * c), kValueElements,
                signature.values[c].begin());
  }
  return signature;
}

}  // namespace rpp
