// SPDX-License-Identifier: Apache-2.0 OR MIT
// The table of tags against the one of docs/spec/hashing.md.
#include "rpp/hash/tags.h"

#include <gtest/gtest.h>

#include <fstream>
#include <set>
#include <sstream>
#include <string>
#include <vector>

namespace rpp {
namespace {

struct Row {
  std::uint32_t number = 0;
  std::string name;
  std::string length;
};

std::string trimmed(const std::string& text) {
  const auto first = text.find_first_not_of(' ');
  if (first == std::string::npos) return "";
  return text.substr(first, text.find_last_not_of(' ') - first + 1);
}

// The rows "| number | name | elements | length |" of the document.
std::vector<Row> documented() {
  std::ifstream file("docs/spec/hashing.md");
  std::vector<Row> rows;
  for (std::string line; std::getline(file, line);) {
    std::vector<std::string> cells;
    std::stringstream parts(line);
    for (std::string cell; std::getline(parts, cell, '|');) cells.push_back(trimmed(cell));
    if (cells.size() < 5 || cells[1].find_first_not_of("0123456789") != std::string::npos) continue;
    rows.push_back({static_cast<std::uint32_t>(std::stoul(cells[1])), cells[2], cells[4]});
  }
  return rows;
}

// The length column in the words of the document.
std::string length_text(const TagInfo& info) {
  if (info.tag == Tag::kKeyId) return "2 + ceil(n / 3)";
  if (info.step == 1) return "";
  const std::string base = std::to_string(info.base);
  if (info.step != 0) return base + " + " + std::to_string(info.step) + "n";
  return info.or_empty ? base + " or 0" : base;
}

TEST(TagsTest, TableOfTheDocument) {
  const std::vector<Row> rows = documented();
  ASSERT_EQ(rows.size(), kTags.size());
  for (std::size_t i = 0; i < rows.size(); ++i) {
    EXPECT_EQ(rows[i].number, static_cast<std::uint32_t>(kTags[i].tag));
    EXPECT_EQ(rows[i].name, kTags[i].name);
    EXPECT_EQ(rows[i].length, length_text(kTags[i])) << rows[i].name;
  }
}

TEST(TagsTest, NumbersAndNamesAreUniqueAndFound) {
  std::set<std::uint32_t> numbers;
  std::set<std::string_view> names;
  for (const TagInfo& info : kTags) {
    const auto number = static_cast<std::uint32_t>(info.tag);
    EXPECT_TRUE(numbers.insert(number).second);
    EXPECT_TRUE(names.insert(info.name).second);
    EXPECT_EQ(find_tag(number), &info);
    EXPECT_EQ(find_tag(info.name), &info);
  }
  EXPECT_EQ(find_tag(0u), nullptr);
  EXPECT_EQ(find_tag(11u), nullptr);
  EXPECT_EQ(find_tag("keyy"), nullptr);
}

TEST(TagsTest, Lengths) {
  const TagInfo& leaf = info_of(Tag::kTxLeaf);
  EXPECT_TRUE(leaf.allows(8) && leaf.allows(0));
  EXPECT_FALSE(leaf.allows(7) || leaf.allows(9) || leaf.allows(16));
  const TagInfo& roots = info_of(Tag::kTxRoots);
  EXPECT_TRUE(roots.allows(2) && roots.allows(10) && roots.allows(130));
  EXPECT_FALSE(roots.allows(0) || roots.allows(1) || roots.allows(3) || roots.allows(8));
  EXPECT_FALSE(info_of(Tag::kKeyId).allows(1));
  EXPECT_TRUE(info_of(Tag::kKeyId).allows(3));
  EXPECT_TRUE(info_of(Tag::kVrfNone).allows(0));
  EXPECT_FALSE(info_of(Tag::kVrfNone).allows(1));
}

}  // namespace
}  // namespace rpp
