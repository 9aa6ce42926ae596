// SPDX-License-Identifier: Apache-2.0 OR MIT
//
// The lookup checker: balanced and unbalanced traces of every kind of lookup, alone and over
// several instances.
#include "p3/air/check_lookups.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "p3/air/analysis.h"
#include "p3/air/json.h"

namespace p3 {
namespace {

using F = KoalaBear;

// An AIR of `width` columns (nodes 0 .. width-1) without constraints.
std::unique_ptr<InterpretedAir<F>> air_with(unsigned width, const std::string& lookups) {
  std::string text = R"({"format": "p3-air", "version": 1, "field": "koala-bear", "width": )" +
                     std::to_string(width) + R"(, "reads_next_row": false, "nodes": [)";
  for (unsigned c = 0; c < width; ++c) {
    text += std::string(c == 0 ? "" : ", ") + "[\"main\", 0, " + std::to_string(c) + "]";
  }
  text += "], \"constraints\": [], \"lookups\": [" + lookups + "]}";
  auto read = read_air_json<F>(text);
  EXPECT_TRUE(read.ok()) << read.error().message;
  return std::move(read).value();
}

Matrix<F> trace_of(std::size_t width, const std::vector<std::int64_t>& cells) {
  std::vector<F> values;
  for (const std::int64_t x : cells) values.push_back(F::from_i64(x));
  return Matrix<F>::from_values(values, width);
}

// The message of the failure, or "".
std::string check(const std::vector<std::pair<const Air<F>*, const Matrix<F>*>>& list) {
  std::vector<CheckInstance<F>> instances;
  for (const auto& [air, trace] : list) instances.push_back({air, trace->view(), {}, {}});
  const auto failure = check_lookups<F>(instances);
  return failure ? failure->message : "";
}

// Column 0 is looked up in column 1, column 2 says how often.
constexpr const char* kLocal = R"({"kind": "local", "interactions": [
    {"tuple": [0], "count": {"integer": 1}}, {"tuple": [1], "count": {"provided": 2}}]})";

TEST(CheckLookups, Local) {
  const auto air = air_with(3, kLocal);
  const Matrix<F> good = trace_of(3, {5, 4, -1, 5, 5, -2, 4, 6, 0, 7, 7, -1});
  EXPECT_EQ(check({{air.get(), &good}}), "");
  const Matrix<F> bad = trace_of(3, {5, 4, -1, 5, 5, -2, 4, 6, 0, 8, 7, -1});
  EXPECT_EQ(check({{air.get(), &bad}}),
            "lookup 0 does not balance: tuple (8) has sum 1: 1 on row 3");
  const Matrix<F> twice = trace_of(3, {5, 4, -1, 5, 5, -1, 4, 6, 0, 7, 7, -1});
  EXPECT_EQ(check({{air.get(), &twice}}),
            "lookup 0 does not balance: tuple (5) has sum 1: 1 on row 0, 1 on row 1, -1 on row 1");
}

TEST(CheckLookups, BusesAreSummedOverAllInstances) {
  const auto sender = air_with(2, R"({"kind": "global", "bus": "pairs", "tuple": [0, 1],
                                      "count": {"integer": 1}})");
  const auto receiver = air_with(3, R"({"kind": "global", "bus": "pairs", "tuple": [0, 1],
                                        "count": {"provided": 2}})");
  const Matrix<F> sent = trace_of(2, {1, 2, 1, 2, 3, 4, 1, 2});
  const Matrix<F> received = trace_of(3, {1, 2, -3, 3, 4, -1});
  EXPECT_EQ(check({{sender.get(), &sent}, {receiver.get(), &received}}), "");
  EXPECT_EQ(check({{sender.get(), &sent}}),
            "bus \"pairs\" does not balance: tuple (1, 2) has sum 3: 1 on row 0, 1 on row 1, 1 on "
            "row 3");
  const Matrix<F> swapped = trace_of(3, {1, 2, -3, 4, 3, -1});
  EXPECT_EQ(check({{sender.get(), &sent}, {receiver.get(), &swapped}}),
            "bus \"pairs\" does not balance: tuple (3, 4) has sum 1: 1 on row 2 of instance 0");
}

TEST(CheckLookups, OnlyTheFirstUsesAreListed) {
  const auto air = air_with(1, R"({"kind": "global", "bus": "b", "tuple": [0],
                                   "count": {"integer": -1}})");
  const Matrix<F> trace = trace_of(1, std::vector<std::int64_t>(16, 9));
  EXPECT_EQ(check({{air.get(), &trace}}),
            "bus \"b\" does not balance: tuple (9) has sum -16: -1 on row 0, -1 on row 1, -1 on "
            "row 2, -1 on row 3 and 12 more");
}

TEST(CheckLookups, ExclusiveFlags) {
  // Columns: two flags, a value. One arm sends it, the other takes it back.
  const auto air = air_with(3, R"({"kind": "exclusive", "bus": "b", "arms": [
      {"flag": 0, "count": {"integer": 1}, "tuple": [2]},
      {"flag": 1, "count": {"integer": -1}, "tuple": [2]}]})");
  const Matrix<F> good = trace_of(3, {1, 0, 7, 0, 1, 7, 0, 0, 8, 0, 0, 9});
  EXPECT_EQ(check({{air.get(), &good}}), "");
  const Matrix<F> both = trace_of(3, {1, 0, 7, 1, 1, 7});
  EXPECT_EQ(check({{air.get(), &both}}),
            "exclusive lookup on bus \"b\", row 1: more than one flag is 1");
  const Matrix<F> two = trace_of(3, {2, 0, 7, 0, 1, 7});
  EXPECT_EQ(check({{air.get(), &two}}),
            "exclusive lookup on bus \"b\", row 0: a flag is not 0 or 1");
  const Matrix<F> open = trace_of(3, {1, 0, 7, 0, 0, 7});
  EXPECT_EQ(check({{air.get(), &open}}),
            "bus \"b\" does not balance: tuple (7) has sum 1: 1 on row 0");
}

TEST(CheckLookups, OtherShapesAreFailures) {
  const auto air = air_with(3, kLocal);
  const Matrix<F> narrow = trace_of(2, {1, 2});
  EXPECT_EQ(check({{air.get(), &narrow}}), "trace width: expected 3, got 2");
}

}  // namespace
}  // namespace p3
