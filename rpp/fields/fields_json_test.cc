// SPDX-License-Identifier: Apache-2.0 OR MIT
#include "rpp/fields/fields_json.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "p3/base/split_mix.h"

namespace rpp {
namespace {

using ::testing::HasSubstr;

constexpr FieldSpec kSpecs[] = {{"root", FieldType::kDigest},
                                {"height", FieldType::kU64},
                                {"round", FieldType::kU32},
                                {"tier", FieldType::kSmall, 5}};
constexpr FieldTable kTable{"recursive", Tag::kFamilyRecursive, kSpecs};

constexpr char kRoot[] = "0100000002000000030000000400000005000000060000000700000000000000";
// With one value replaced, for the negative twins.
std::string text_with(const std::string& name, const std::string& value) {
  std::string text = "{";
  const std::pair<std::string, std::string> members[] = {{"root", '"' + std::string(kRoot) + '"'},
                                                         {"height", "\"18446744073709551615\""},
                                                         {"round", "4294967295"},
                                                         {"tier", "5"}};
  for (const auto& [member, original] : members) {
    if (text.size() > 1) text += ", ";
    text += '"' + member + "\": " + (member == name ? value : original);
  }
  return text + "}";
}

FieldValues largest() {
  Digest root;
  for (std::size_t i = 0; i < 7; ++i) root[i] = Element::from_u64(i + 1);
  return {root, ~std::uint64_t{0}, std::uint64_t{0xffffffff}, std::uint64_t{5}};
}

TEST(FieldsJson, ReadsAndWritesEveryType) {
  const auto read = read_fields_json(kTable, text_with("", ""));
  ASSERT_TRUE(read);
  EXPECT_EQ(read.value(), largest());
  EXPECT_EQ(write_fields_json(kTable, largest()),
            "{\n  \"root\": \"" + std::string(kRoot) +
                "\",\n  \"height\": \"18446744073709551615\",\n"
                "  \"round\": 4294967295,\n  \"tier\": 5\n}\n");
}

TEST(FieldsJson, RandomValuesSurvive) {
  p3::SplitMix64 draws(3);
  for (int i = 0; i < 100; ++i) {
    Digest root;
    for (Element& x : root.elements) x = Element::from_u64(draws.next());
    const FieldValues values = {root, draws.next(), draws.next() & 0xffffffff, draws.next() % 6};
    const auto read = read_fields_json(kTable, write_fields_json(kTable, values));
    ASSERT_TRUE(read);
    EXPECT_EQ(read.value(), values);
  }
}

TEST(FieldsJson, EachValueHasOneSpelling) {
  const std::string hex(kRoot);
  const std::pair<std::string, std::string> bad[] = {
      {"root", "\"" + hex.substr(2) + "\""},              // too short
      {"root", "\"" + hex + "00\""},                      // too long
      {"root", "\"" + hex.substr(0, 56) + "0100007f\""},  // p
      {"root", "\"0x" + hex.substr(2) + "\""},
      {"root", "\"FF" + hex.substr(2) + "\""},
      {"root", "7"},
      {"root", "null"},
      {"height", "7"},  // a number, not a string
      {"height", "\"18446744073709551616\""},
      {"height", "\"\""},
      {"height", "\"07\""},
      {"height", "\"+7\""},
      {"height", "\"-7\""},
      {"height", "\" 7\""},
      {"height", "\"7 \""},
      {"height", "\"0x7\""},
      {"height", "\"1e3\""},
      {"round", "4294967296"},
      {"round", "\"7\""},
      {"round", "-1"},
      {"round", "1.0"},
      {"round", "true"},
      {"tier", "6"},
      {"tier", "[5]"},
  };
  for (const auto& [name, value] : bad) {
    const auto read = read_fields_json(kTable, text_with(name, value));
    ASSERT_FALSE(read) << name << " " << value;
    EXPECT_EQ(read.error().reason, JsonTextReason::kSyntax);
    EXPECT_THAT(read.error().message, HasSubstr(name + ": ")) << value;
  }
}

TEST(FieldsJson, MembersAreExactlyTheTable) {
  const std::string good = text_with("", "");
  const auto message = [](const std::string& text) {
    const auto read = read_fields_json(kTable, text);
    return read ? std::string("accepted") : read.error().message;
  };
  EXPECT_EQ(message(good), "accepted");
  EXPECT_EQ(message(good.substr(0, good.size() - 1) + ", \"more\": 1}"), "unknown member \"more\"");
  EXPECT_THAT(message(good.substr(0, good.size() - 1) + ",\n \"tier\": 5}"),
              ::testing::AllOf(HasSubstr("line 2, column "), HasSubstr("\"tier\"")));
  EXPECT_EQ(message("{\"height\": \"1\", \"round\": 1, \"tier\": 1}"), "missing member \"root\"");
  EXPECT_THAT(message("[1]"), HasSubstr("expected one JSON object"));
  EXPECT_THAT(message(""), HasSubstr("line 1, column 1: the text ends too early"));
  EXPECT_THAT(message(good + "x"), HasSubstr("unexpected 'x'"));
}

// Every prefix of a good text is an error, never a crash.
TEST(FieldsJson, EveryCutIsRefused) {
  const std::string good = write_fields_json(kTable, largest());
  for (std::size_t n = 0; n + 2 < good.size(); ++n) {
    EXPECT_FALSE(read_fields_json(kTable, good.substr(0, n))) << n;
  }
}

TEST(FieldsJson, RefusesLongTextsBeforeParsing) {
  const std::string good = text_with("", "");
  EXPECT_TRUE(read_fields_json(kTable, good + std::string(kMaxFieldsText - good.size(), ' ')));
  const auto read = read_fields_json(kTable, std::string(kMaxFieldsText + 1, '['));
  ASSERT_FALSE(read);
  EXPECT_EQ(read.error().reason, JsonTextReason::kSize);
  EXPECT_STREQ(reason_name(read.error().reason), "size");
}

TEST(ChainJsonReader, ReadsListsOfElements) {
  std::array<Element, 10> elements;
  for (std::size_t i = 0; i < elements.size(); ++i) elements[i] = Element::from_u64(1000 + i);
  const std::string text = json_of(std::span<const Element>(elements));
  EXPECT_EQ(text.size(), 2 + 8 * elements.size());
  const p3::JsonValue value{text.substr(1, text.size() - 2)};
  ChainJsonReader in;
  std::array<Element, 10> read;
  in.elements(value, "list", read);
  EXPECT_FALSE(in.failed());
  EXPECT_EQ(read, elements);
  // An error in the second group of eight is counted from the start.
  std::string bad = *value.get<std::string>();
  bad[77] = 'g';
  in.elements(p3::JsonValue{bad}, "list", read);
  EXPECT_EQ(in.take_text_error().message, "list: not a list of elements: character at digit 77");
}

}  // namespace
}  // namespace rpp
