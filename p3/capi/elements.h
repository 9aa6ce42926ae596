// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "p3/capi/border.h"

// Arrays of the caller: canonical integers to field elements.
namespace p3::capi {

inline bool missing(const void* data, std::size_t size) { return data == nullptr && size != 0; }

// "2130706433 is not below 2130706433".
template <class F>
std::string not_canonical(std::uint64_t value) {
  return std::to_string(value) + " is not below " + std::to_string(F::kOrder);
}

template <class F>
Outcome read_elements(std::span<const std::uint64_t> values, const char* what,
                      std::vector<F>& out) {
  out.reserve(values.size());
  for (const std::uint64_t value : values) {
    if (value >= F::kOrder) {
      return bad_argument(std::string(what) + " " + std::to_string(out.size()) + ": " +
                          not_canonical<F>(value));
    }
    out.push_back(F::from_u64(value));
  }
  return std::nullopt;
}

}  // namespace p3::capi
