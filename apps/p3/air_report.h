// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include <string>

#include "apps/p3/air_engine.h"

// Answers of `p3 air` as text and JSON. Nothing here prints.
namespace p3::app {

std::string to_text(const AirProved& proved);
std::string to_text(const AirVerified& verified);
std::string to_text(const AirChecked& checked);
std::string to_text(const AirExported& exported);
std::string to_text(const std::vector<AirShown>& shown);

std::string to_json(const AirProved& proved);
std::string to_json(const AirVerified& verified);
std::string to_json(const AirChecked& checked);
std::string to_json(const AirExported& exported);
std::string to_json(const std::vector<AirShown>& shown);

}  // namespace p3::app
