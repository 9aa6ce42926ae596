// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include <gtest/gtest.h>

#include <fstream>
#include <set>
#include <span>
#include <sstream>
#include <string>
#include <vector>

#include "rpp/lists/rule_error.h"

// For tests of statement families: their errors as text, their rules against the documents.
namespace rpp::testing {

template <class Error>
std::string text_of(const std::vector<Error>& errors) {
  std::string text;
  for (const Error& error : errors) text += describe(error) + "\n";
  return text;
}

// Every rule has a name of its own and the row "| `name` | text |" in the document; nothing else
// stands in that table.
inline void expect_documented(std::span<const RuleText> rules, const std::string& path) {
  std::ifstream file(path);
  ASSERT_TRUE(file.is_open()) << path;
  std::vector<std::string> rows;
  bool inside = false;
  for (std::string line; std::getline(file, line);) {
    if (line.starts_with('#')) inside = line == "## Rules";
    if (inside && line.starts_with("| `")) rows.push_back(line);
  }
  std::set<std::string> names;
  ASSERT_EQ(rows.size(), rules.size()) << path;
  for (std::size_t i = 0; i < rules.size(); ++i) {
    EXPECT_TRUE(names.insert(rules[i].name).second) << rules[i].name;
    EXPECT_EQ(rows[i],
              "| `" + std::string(rules[i].name) + "` | " + std::string(rules[i].text) + " |");
  }
}

}  // namespace rpp::testing
