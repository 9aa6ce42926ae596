// SPDX-License-Identifier: Apache-2.0 OR MIT
#include "apps/p3/request.h"

namespace p3::app {

const char* field_name(FieldName field) {
  switch (field) {
    case FieldName::kKoalaBear:
      return "koala-bear";
    case FieldName::kBabyBear:
      return "baby-bear";
    case FieldName::kGoldilocks:
      return "goldilocks";
  }
  return "";
}

const char* protocol_name(Protocol protocol) {
  return protocol == Protocol::kUni ? "uni" : "batch";
}

const char* merkle_hash_name(TreeHash hash) {
  switch (hash) {
    case TreeHash::kPoseidon2:
      return "poseidon-2";
    case TreeHash::kPoseidon2Width16:
      return "poseidon-2-width-16";
    case TreeHash::kKeccakF:
      return "keccak-f";
    case TreeHash::kKeccak256:
      return "keccak-256";
  }
  return "";
}

}  // namespace p3::app
