// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "rpp/fields/field_table.h"
#include "rpp/fields/json_text.h"

// Public fields as a JSON object: one member per field, named as in the table, all of them and no
// others (docs/spec/statements-json.md).
namespace rpp {

inline constexpr std::size_t kMaxFieldsText = std::size_t{1} << 16;

// One member per line, in the order of the table; values_fit(table, values) must hold.
std::string write_fields_json(const FieldTable& table, const FieldValues& values);

// One value as it stands in the object.
std::string json_of_field(const FieldSpec& field, const FieldValue& value);

// Members may stand in any order.
p3::Result<FieldValues, JsonTextError> read_fields_json(const FieldTable& table,
                                                        std::string_view text);

// The same for an object inside another text, at `place`; empty after an error of `in`.
FieldValues read_field_members(ChainJsonReader& in, const FieldTable& table,
                               const p3::JsonValue& object, const std::string& place);

}  // namespace rpp
