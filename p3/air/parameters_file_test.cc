// SPDX-License-Identifier: Apache-2.0 OR MIT
#include "p3/air/parameters_file.h"

#include <gtest/gtest.h>

#include <string>

#include "p3/air/json_value.h"

namespace p3 {
namespace {

std::string file(const std::string& members) {
  return R"({"format": "p3-parameters", "version": 1)" + members + "}";
}

TEST(ParametersFile, EveryMember) {
  const auto read = read_parameters_json(file(
      R"(, "protocol": "batch", "extension_degree": 5, "merkle_hash": "keccak-256",
          "merkle_arity": 4, "preset": "testing", "log_blowup": 3, "num_queries": 33,
          "log_final_poly_len": 2, "max_log_arity": 4, "cap_height": 1, "commit_pow_bits": 5,
          "query_pow_bits": 6, "batch_pow_bits": 7, "ood_pow_bits": 8, "lookup_pow_bits": 9)"));
  ASSERT_TRUE(read.ok()) << read.error().message;
  const ParameterChoices& c = read.value();
  EXPECT_EQ(c.batch, true);
  EXPECT_EQ(c.extension_degree, 5u);
  EXPECT_EQ(c.merkle_hash, TreeHash::kKeccak256);
  EXPECT_EQ(c.merkle_arity, 4u);
  const StarkParameters expected{.fri = {.log_blowup = 3,
                                         .log_final_poly_len = 2,
                                         .max_log_arity = 4,
                                         .num_queries = 33,
                                         .batch_pow_bits = 7,
                                         .commit_pow_bits = 5,
                                         .query_pow_bits = 6},
                                 .ood_pow_bits = 8,
                                 .lookup_pow_bits = 9,
                                 .cap_height = 1};
  EXPECT_EQ(resolve(c, benchmark_parameters()), expected);
}

TEST(ParametersFile, SilenceLeavesThePreset) {
  const auto read = read_parameters_json(file(""));
  ASSERT_TRUE(read.ok());
  EXPECT_EQ(read.value(), ParameterChoices{});
  EXPECT_EQ(resolve(read.value(), benchmark_parameters()), benchmark_parameters());
  const auto preset = read_parameters_json(file(R"(, "preset": "benchmark", "num_queries": 7)"));
  ASSERT_TRUE(preset.ok());
  StarkParameters expected = benchmark_parameters();
  expected.fri.num_queries = 7;
  EXPECT_EQ(resolve(preset.value(), testing_parameters()), expected);
}

TEST(ParametersFile, TheUpperLayerWins) {
  const ParameterChoices over{.batch = true, .num_queries = 5};
  const ParameterChoices under{.batch = false, .num_queries = 6, .log_blowup = 2};
  const ParameterChoices both = laid_over(over, under);
  EXPECT_EQ(both.batch, true);
  EXPECT_EQ(both.num_queries, 5u);
  EXPECT_EQ(both.log_blowup, 2u);
}

TEST(ParametersFile, ErrorsNameThePlace) {
  const struct {
    std::string text;
    AirErrorKind kind;
    const char* message;
  } cases[] = {
      {"", AirErrorKind::kSyntax, "line 1, column 1: the text ends too early"},
      {"[]", AirErrorKind::kSyntax, "line 1, column 1: expected one JSON object"},
      {"{\"format\":\n  nul}", AirErrorKind::kSyntax, "line 2, column 6: not JSON: unexpected '}'"},
      {"{}", AirErrorKind::kSyntax, "missing member \"format\""},
      {R"({"format": "p3-air", "version": 1})", AirErrorKind::kWrongVersion,
       "expected format p3-parameters version 1, got p3-air version 1"},
      {file(R"(, "queries": 3)"), AirErrorKind::kSyntax, "unknown member \"queries\""},
      {file(R"(, "num_queries": -3)"), AirErrorKind::kSyntax,
       "num_queries: expected an integer that is not negative"},
      {file(R"(, "num_queries": 4294967296)"), AirErrorKind::kSyntax,
       "num_queries: expected at most 4294967295, got 4294967296"},
      {file(R"(, "protocol": "both")"), AirErrorKind::kSyntax,
       "protocol: expected one of uni, batch; got \"both\""},
  };
  for (const auto& c : cases) {
    const auto read = read_parameters_json(c.text);
    ASSERT_FALSE(read.ok()) << c.text;
    EXPECT_EQ(read.error().kind, c.kind) << c.text;
    EXPECT_EQ(read.error().message, c.message);
  }
}

std::string json_error(const std::string& text) {
  const auto parsed = parse_json(text);
  return parsed.ok() ? "" : parsed.error().message;
}

TEST(JsonValue, SyntaxErrorsNameLineAndColumn) {
  EXPECT_EQ(json_error("{\"a\": 1,\n \"b\": 2,\n \"a\": 3}"),
            "line 3, column 5: member \"a\" stands twice in one object");
  EXPECT_EQ(json_error("[1,\n2,\n3"), "line 3, column 2: the text ends too early");
  EXPECT_EQ(json_error("[1, 2] 3"), "line 1, column 8: not JSON: unexpected '3'");
  EXPECT_EQ(json_error("[1, // no\n 2]"), "line 1, column 5: not JSON: unexpected '/'");
  EXPECT_EQ(json_error("[1e999]"), "line 1, column 6: a number out of range");
  EXPECT_EQ(json_error("[\"\xff\"]"), "line 1, column 3: not JSON: unexpected byte 255");
  EXPECT_EQ(json_error(std::string("[1]\0", 4)), "line 1, column 4: not JSON: unexpected byte 0");
  EXPECT_EQ(json_error(std::string(1000, '[')), "line 1, column 34: more than 32 open brackets");
  EXPECT_EQ(json_error(std::string(32, '[') + std::string(32, ']')), "");
}

TEST(JsonValue, KeepsIntegersApart) {
  const auto parsed = parse_json("[0, 18446744073709551615, -1, 1.0, true, null, \"x\"]");
  ASSERT_TRUE(parsed.ok());
  const JsonArray& list = *parsed.value().get<JsonArray>();
  EXPECT_EQ(*list[0].get<std::uint64_t>(), 0u);
  EXPECT_EQ(*list[1].get<std::uint64_t>(), ~std::uint64_t{0});
  EXPECT_EQ(*list[2].get<std::int64_t>(), -1);
  EXPECT_EQ(*list[3].get<double>(), 1.0);
  EXPECT_TRUE(*list[4].get<bool>());
  EXPECT_TRUE(list[5].is_null());
  EXPECT_EQ(*list[6].get<std::string>(), "x");
}

}  // namespace
}  // namespace p3
