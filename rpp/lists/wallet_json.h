// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include <string>

#include "rpp/fields/json_text.h"
#include "rpp/lists/wallet.h"

// The owner's signature in witness files: one object with the members "key_root", "key_pp",
// "attempt", "rho", "values" and "path".
namespace rpp {

std::string json_of(const WalletSignature& signature);

WalletSignature read_wallet_signature(ChainJsonReader& in, const p3::JsonValue& object,
                                      const std::string& place);

}  // namespace rpp
