// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "p3/air/interpreted.h"
#include "p3/air/parameters_file.h"
#include "p3/base/matrix.h"

// The AIR interchange format, version 1 (docs/spec/air-interchange.md): one JSON object per AIR.
//
// Reading is strict: unknown members, non-canonical integers and anything out of range are errors
// that name the place: line and column where the text is not JSON, the path of a value otherwise.
namespace p3 {

// All that a file says. What goes beyond the AIR has no part in its constraints.
template <class F>
struct AirFile {
  std::unique_ptr<InterpretedAir<F>> air;
  std::vector<std::string> column_names;       // one per main column, or none
  Matrix<F> preprocessed;                      // empty where the file has no rows
  std::optional<ParameterChoices> parameters;  // that its author proposes
};

template <class F>
Result<AirFile<F>, AirError> read_air_file(std::string_view text, const AirLimits& limits = {});

// The AIR alone.
template <class F>
Result<std::unique_ptr<InterpretedAir<F>>, AirError> read_air_json(std::string_view text,
                                                                   const AirLimits& limits = {});

// Writes shape and DAG of any AIR. read_air_json of the result behaves the same in every proof.
// The first form is one line, the second has line breaks for people.
template <class F>
std::string write_air_json(const Air<F>& air);
template <class F>
std::string write_air_text(const Air<F>& air);

// Name of the field in an interchange text ("koala-bear", ...), to pick F before reading.
Result<std::string, AirError> air_json_field(std::string_view text);

}  // namespace p3
