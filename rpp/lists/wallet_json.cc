// SPDX-License-Identifier: Apache-2.0 OR MIT
#include "rpp/lists/wallet_json.h"

#include <span>

#include "rpp/fields/json_write.h"
#include "rpp/fields/signature_json.h"

namespace rpp {

std::string json_of(const WalletSignature& signature) {
  ObjectText object;
  object.add("key_root", json_of(signature.key_root))
      .add("key_pp", json_of(std::span<const Element>(signature.key_pp)))
      .add("attempt", json_of_number(signature.attempt));
  return add_signature(object, signature.signature).add("path", json_of_path(signature.path)).end();
}

WalletSignature read_wallet_signature(ChainJsonReader& in, const p3::JsonValue& object,
                                      const std::string& place) {
  in.only(object, place, {"key_root", "key_pp", "attempt", "rho", "values", "path"});
  WalletSignature signature;
  signature.key_root = in.digest(object, place, "key_root");
  in.elements(object, place, "key_pp", signature.key_pp);
  signature.attempt = in.u32(object, place, "attempt");
  signature.signature = read_signature(in, object, place);
  signature.path = in.digests(in.member(object, place, "path"), member_place(place, "path"),
                              kWalletHeight, kWalletHeight);
  return signature;
}

}  // namespace rpp
