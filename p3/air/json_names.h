// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include <cstdint>

// Words of the interchange format that its reader and its writer share.
namespace p3 {

inline constexpr const char* kAirFormat = "p3-air";
inline constexpr std::uint64_t kAirVersion = 1;

// In the order of DagOp.
inline constexpr const char* kOpNames[] = {"const",  "main",  "preprocessed", "periodic",
                                           "public", "first", "last",         "transition",
                                           "add",    "sub",   "mul",          "neg"};

}  // namespace p3
