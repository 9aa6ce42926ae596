// SPDX-License-Identifier: Apache-2.0 OR MIT
#include "rpp/lists/validator_json.h"

#include <span>

namespace rpp {

ObjectText& add_validator(ObjectText& object, const ValidatorLeaf& leaf) {
  return object.add("address", json_of(leaf.address))
      .add("key_root", json_of(leaf.key_root))
      .add("key_pp", json_of(std::span<const Element>(leaf.key_pp)))
      .add("first_slot", json_of_u64(leaf.first_slot))
      .add("activation_height", json_of_u64(leaf.activation_height))
      .add("voting_power", json_of_number(leaf.voting_power))
      .add("tier", json_of_number(leaf.tier))
      .add("timetoke_hours", json_of_number(leaf.timetoke_hours));
}

ValidatorLeaf read_validator(ChainJsonReader& in, const p3::JsonValue& object,
                             const std::string& place) {
  constexpr std::uint32_t kMaxSmall = Element::kPrime - 1;
  ValidatorLeaf leaf;
  leaf.address = in.digest(object, place, "address");
  leaf.key_root = in.digest(object, place, "key_root");
  in.elements(object, place, "key_pp", leaf.key_pp);
  leaf.first_slot = in.u64(object, place, "first_slot");
  leaf.activation_height = in.u64(object, place, "activation_height");
  leaf.voting_power = in.u32(object, place, "voting_power");
  leaf.tier = in.u32(object, place, "tier", kMaxSmall);
  leaf.timetoke_hours = in.u32(object, place, "timetoke_hours", kMaxSmall);
  return leaf;
}

}  // namespace rpp
