// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include <span>
#include <string>
#include <string_view>

// Options with named values: unique prefixes are accepted, as in Plonky3's own program.
namespace p3::app {

template <class T>
struct Choice {
  std::string_view name;
  T value;
};

// Index of the only choice that `text` is a prefix of (an exact name always wins), or -1; then
// `error` says what was expected and what was got.
int match_choice(std::string_view option, std::string_view text,
                 std::span<const std::string_view> names, std::string& error);

}  // namespace p3::app
