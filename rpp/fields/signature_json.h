// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include <string>

#include "rpp/fields/json_text.h"
#include "rpp/xmss/signature.h"

// One-time signatures in witness files: the members "rho" (6 elements) and "values" (the 42 chain
// values, chain 0 first). add_signature (json_write.h) is the inverse.
namespace rpp {

// Other members of the object are the caller's; zero after an error of `in`.
OneTimeSignature read_signature(ChainJsonReader& in, const p3::JsonValue& object,
                                const std::string& place);

}  // namespace rpp
