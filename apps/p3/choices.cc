// SPDX-License-Identifier: Apache-2.0 OR MIT
#include "apps/p3/choices.h"

namespace p3::app {

int match_choice(std::string_view option, std::string_view text,
                 std::span<const std::string_view> names, std::string& error) {
  int found = -1;
  int matches = 0;
  for (std::size_t i = 0; i < names.size(); ++i) {
    if (names[i] == text) return static_cast<int>(i);
    if (text.empty() || !names[i].starts_with(text)) continue;
    found = static_cast<int>(i);
    ++matches;
  }
  if (matches == 1) return found;
  error = std::string(option) + ": expected one of";
  for (std::size_t i = 0; i < names.size(); ++i) {
    error += (i == 0 ? " " : ", ");
    error += names[i];
  }
  error += matches == 0 ? "; got '" : "; ambiguous: '";
  error += text;
  error += "'";
  return -1;
}

}  // namespace p3::app
