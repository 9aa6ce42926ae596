// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include <string>

#include "rpp/chain/validator.h"
#include "rpp/fields/json_text.h"
#include "rpp/fields/json_write.h"

// Validator leaves in witness files: the members "address", "key_root", "key_pp", "first_slot",
// "activation_height", "voting_power", "tier" and "timetoke_hours".
namespace rpp {

ObjectText& add_validator(ObjectText& object, const ValidatorLeaf& leaf);

// Other members of the object are the caller's. Tier and hours are any element.
ValidatorLeaf read_validator(ChainJsonReader& in, const p3::JsonValue& object,
                             const std::string& place);

}  // namespace rpp
