// SPDX-License-Identifier: Apache-2.0 OR MIT
#include "rpp/lists/rule_error.h"

namespace rpp {

std::string describe(const Where& where, const WhereWords& words) {
  std::string text;
  const auto add = [&text](const std::string& part) { text += (text.empty() ? "" : ", ") + part; };
  if (where.item) add(words.item + (" " + std::to_string(*where.item)));
  if (where.part) add(words.part + (" " + std::to_string(*where.part)));
  if (!where.field.empty()) add(std::string(where.field));
  return text;
}

std::string describe(const char* rule, const Where& where, const WhereWords& words) {
  const std::string place = describe(where, words);
  return place.empty() ? rule : rule + (": " + place);
}

}  // namespace rpp
