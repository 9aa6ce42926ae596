// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "p3/air/interpreted.h"

// The AIR interchange format, version 1 (docs/spec/air-interchange.md): one JSON object per AIR.
//
// Reading is strict: unknown members, non-canonical integers and anything out of range are errors
// that name the place. This is the one library that sees the JSON parser.
namespace p3 {

template <class F>
Result<std::unique_ptr<InterpretedAir<F>>, AirError> read_air_json(std::string_view text,
                                                                   const AirLimits& limits = {});

// Writes shape and DAG of any AIR. read_air_json of the result behaves the same in every proof.
template <class F>
std::string write_air_json(const Air<F>& air);

// Name of the field in an interchange text ("koala-bear", ...), to pick F before reading.
Result<std::string, AirError> air_json_field(std::string_view text);

}  // namespace p3
