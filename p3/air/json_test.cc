// SPDX-License-Identifier: Apache-2.0 OR MIT
//
// The interchange format: round trips of real AIRs, equality with the compiled ones, and a named
// error for every way in which a text can be wrong.
#include "p3/air/json.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

#include "p3/air/analysis.h"
#include "p3/air/folder.h"
#include "p3/air/test_airs.h"
#include "testing/random_field.h"
#include "testing/vector_airs.h"
#include "testing/vector_file.h"

namespace p3 {
namespace {

using F = KoalaBear;
using testing::RandomField;

template <class Field>
std::unique_ptr<InterpretedAir<Field>> reread(const Air<Field>& air) {
  auto read = read_air_json<Field>(write_air_json(air));
  EXPECT_TRUE(read.ok()) << read.error().message;
  return std::move(read).value();
}

template <class Field>
void expect_same_shape(const AirShape<Field>& a, const AirShape<Field>& b) {
  EXPECT_EQ(a.width, b.width);
  EXPECT_EQ(a.preprocessed_width, b.preprocessed_width);
  EXPECT_EQ(a.num_public_values, b.num_public_values);
  EXPECT_EQ(a.periodic, b.periodic);
  EXPECT_EQ(a.reads_next_row, b.reads_next_row);
  EXPECT_EQ(a.reads_preprocessed_next_row, b.reads_preprocessed_next_row);
  EXPECT_EQ(a.declared_degree, b.declared_degree);
}

template <class Field>
class Interchange : public ::testing::Test {};
using Fields = ::testing::Types<KoalaBear, BabyBear, Goldilocks>;
TYPED_TEST_SUITE(Interchange, Fields);

// The form for people says the same, line by line.
TYPED_TEST(Interchange, BothFormsOfTheTextSayTheSame) {
  using Field = TypeParam;
  const AirModel<Field, test::KitchenAir<Field>> air{test::KitchenAir<Field>{}};
  const auto one_line = read_air_json<Field>(write_air_json(air));
  const std::string text = write_air_text(air);
  const auto lines = read_air_json<Field>(text);
  ASSERT_TRUE(one_line.ok() && lines.ok());
  EXPECT_EQ(lines.value()->dag(), one_line.value()->dag());
  EXPECT_EQ(write_air_json<Field>(*lines.value()), write_air_json<Field>(*one_line.value()));
  EXPECT_GT(std::count(text.begin(), text.end(), '\n'), std::ptrdiff_t(air.dag().nodes.size()));
}

TYPED_TEST(Interchange, RoundTripKeepsTheDag) {
  using Field = TypeParam;
  const AirModel<Field, test::KitchenAir<Field>> air{test::KitchenAir<Field>{}};
  const auto copy = reread<Field>(air);
  expect_same_shape(air.shape(), copy->shape());
  // Node order may differ (integer counts have no node in the text); a second round changes
  // nothing.
  EXPECT_EQ(copy->dag().nodes.size(), air.dag().nodes.size());
  EXPECT_EQ(copy->dag().labels, air.dag().labels);
  EXPECT_EQ(reread<Field>(*copy)->dag(), copy->dag());
  EXPECT_EQ(write_air_json<Field>(*reread<Field>(*copy)), write_air_json<Field>(*copy));
}

TYPED_TEST(Interchange, InterpretedEqualsCompiled) {
  using Field = TypeParam;
  using EF = typename std::conditional_t<std::is_same_v<Field, Goldilocks>,
                                         std::type_identity<Goldilocks2>,
                                         std::type_identity<Extension<Field, 4>>>::type;
  const AirModel<Field, test::KitchenAir<Field>> air{test::KitchenAir<Field>{}};
  const auto copy = reread<Field>(air);
  RandomField<EF> random(1);
  const std::vector<EF> local = random.take(19), next = random.take(19), pre = random.take(2),
                        pre_next = random.take(2), periodic = random.take(2);
  const std::vector<Field> public_values = RandomField<Field>(2).take(3);
  const RowWindow<EF, Field> window{local,         next,          pre,
                                    pre_next,      periodic,      public_values,
                                    random.next(), random.next(), random.next()};
  const EF alpha = random.next();
  VerifierFolder<Field, EF> a(window, alpha), b(window, alpha);
  air.eval(a);
  copy->eval(b);
  EXPECT_EQ(a.folded(), b.folded());
  const AirAnalysis x = analyse(air, 5, true), y = analyse(*copy, 5, true);
  EXPECT_EQ(x.num_constraints, y.num_constraints);
  EXPECT_EQ(x.log_quotient_chunks, y.log_quotient_chunks);
  ASSERT_EQ(x.lookups.size(), y.lookups.size());
  for (std::size_t i = 0; i < x.lookups.size(); ++i) {
    EXPECT_EQ(x.lookups[i].bus, y.lookups[i].bus);
    EXPECT_EQ(x.lookups[i].weight, y.lookups[i].weight);
    EXPECT_EQ(x.lookups[i].tuples.size(), y.lookups[i].tuples.size());
  }
}

TEST(InterchangeText, IsWhatTheFormatSays) {
  const testing::VectorFile file = testing::load_vector("batch_two_p2");
  EXPECT_EQ(
      write_air_json(*testing::make_vector_air<F>(file.instances[1])),
      R"({"format":"p3-air","version":1,"field":"koala-bear","width":1,"preprocessed_width":2,)"
      R"("num_public_values":0,"reads_next_row":false,"reads_preprocessed_next_row":true,)"
      R"("declared_degree":null,"periodic":[],"nodes":[["first"],["preprocessed",0,0],["mul",0,1],)"
      R"(["transition"],["preprocessed",1,0],["sub",4,1],["const",1],["sub",5,6],["mul",3,7],)"
      R"(["preprocessed",0,1],["main",0,0],["neg",10]],"constraints":[2,8],)"
      R"("lookups":[{"kind":"global","bus":"sq","tuple":[1,9],"count":{"provided":11}}]})");
}

TEST(InterchangeText, LargeIntegersAreText) {
  AirShape<Goldilocks> shape;
  shape.width = 1;
  shape.periodic = {{Goldilocks::from_u64((std::uint64_t{1} << 53) - 1),
                     Goldilocks::from_u64(std::uint64_t{1} << 53)}};
  const auto air = InterpretedAir<Goldilocks>::make(shape, {});
  ASSERT_TRUE(air.ok());
  const std::string text = write_air_json<Goldilocks>(*air.value());
  EXPECT_NE(text.find(R"([[9007199254740991,"9007199254740992"]])"), std::string::npos) << text;
  EXPECT_EQ(read_air_json<Goldilocks>(text).value()->shape().periodic, shape.periodic);
}

// --- errors

const std::string kGood =
    R"({"format":"p3-air","version":1,"field":"koala-bear","width":2,"preprocessed_width":1,)"
    R"("num_public_values":1,"reads_next_row":true,"reads_preprocessed_next_row":false,)"
    R"("declared_degree":null,"periodic":[[1,2]],"nodes":[["main",0,0],["main",1,1],)"
    R"(["preprocessed",0,0],["periodic",0],["public",0],["first"],["add",0,1],["const",7],)"
    R"(["neg",6],["mul",5,8]],"constraints":[9,6],"labels":["a","b"],"lookups":[)"
    R"({"kind":"local","interactions":[{"tuple":[0],"count":{"integer":1}},)"
    R"({"tuple":[1],"count":{"provided":7}}]},)"
    R"({"kind":"global","bus":"g","tuple":[0,1],"count":{"bounded":2,"weight":3}},)"
    R"({"kind":"exclusive","bus":"g","arms":[{"flag":2,"count":{"integer":-1},"tuple":[1,1]}]}]})";

struct Bad {
  const char* from;
  const char* to;
  AirErrorKind kind;
  const char* message;
};

const Bad kBad[] = {
    {"{\"format\"", "[\"format\"", AirErrorKind::kSyntax,
     "line 1, column 10: not JSON: unexpected ':'"},
    {"p3-air", "other", AirErrorKind::kWrongVersion,
     "expected format p3-air version 1, got other version 1"},
    {"\"version\":1", "\"version\":2", AirErrorKind::kWrongVersion,
     "expected format p3-air version 1, got p3-air version 2"},
    {"koala-bear", "baby-bear", AirErrorKind::kWrongField,
     "field: expected \"koala-bear\", got \"baby-bear\""},
    {"\"width\":2,", "", AirErrorKind::kSyntax, "missing member \"width\""},
    {"\"width\":2", "\"width\":-2", AirErrorKind::kSyntax,
     "width: expected an integer that is not negative"},
    {"\"width\":2", "\"width\":2.5", AirErrorKind::kSyntax,
     "width: expected an integer that is not negative"},
    {"\"width\":2", "\"width\":0", AirErrorKind::kTooLarge, "width: must be at least 1"},
    {"\"width\":2", "\"width\":4294967296", AirErrorKind::kSyntax,
     "width: expected at most 4294967295, got 4294967296"},
    {"\"width\":2", "\"width\":70000", AirErrorKind::kTooLarge,
     "width: 70000 exceeds the limit of 65536"},
    {"\"width\":2", "\"width\":\"2\"", AirErrorKind::kSyntax,
     "width: expected an integer that is not negative"},
    {"\"width\":2", "\"width\":2,\"width\":2", AirErrorKind::kSyntax,
     "line 1, column 70: member \"width\" stands twice in one object"},
    {"\"width\":2", "\"width\":2,\"wide\":1", AirErrorKind::kSyntax, "unknown member \"wide\""},
    {"\"declared_degree\":null", "\"declared_degree\":5000", AirErrorKind::kTooLarge,
     "declared_degree: 5000 exceeds the limit of 1024"},
    {"\"reads_next_row\":true", "\"reads_next_row\":1", AirErrorKind::kSyntax,
     "reads_next_row: expected true or false"},
    {"\"reads_next_row\":true", "\"reads_next_row\":null", AirErrorKind::kSyntax,
     "reads_next_row: expected true or false"},
    {"\"reads_next_row\":true", "\"reads_next_row\":false", AirErrorKind::kUndeclaredNextRow,
     "nodes[1]: reads a next row, but reads_next_row is false"},
    {"[[1,2]]", "[[1,2,3]]", AirErrorKind::kPeriodicLength,
     "periodic[0]: length 3 is not a power of two"},
    {"[[1,2]]", "[[]]", AirErrorKind::kPeriodicLength,
     "periodic[0]: length 0 is not a power of two"},
    {"[[1,2]]", "[[1,2130706433]]", AirErrorKind::kSyntax,
     "periodic[0][1]: expected at most 2130706432, got 2130706433"},
    {"[[1,2]]", "[[1,\"02\"]]", AirErrorKind::kSyntax,
     "periodic[0][1]: expected an integer that is not negative"},
    {"[[1,2]]", "[]", AirErrorKind::kColumnOutOfRange,
     "nodes[3]: periodic column 0 is not below 0"},
    {"[\"first\"]", "[\"second\"]", AirErrorKind::kSyntax,
     "nodes[5]: unknown operation \"second\""},
    {"[\"first\"]", "[\"first\",1]", AirErrorKind::kSyntax,
     "nodes[5]: \"first\" takes 0 arguments, got 1"},
    {"[\"first\"]", "7", AirErrorKind::kSyntax,
     "nodes[5]: expected an array that starts with an operation"},
    {"[\"add\",0,1]", "[\"add\",0]", AirErrorKind::kSyntax,
     "nodes[6]: \"add\" takes 2 arguments, got 1"},
    {"[\"add\",0,1]", "[\"add\",0,6]", AirErrorKind::kOperandOutOfRange,
     "nodes[6]: operand 6 is not below 6"},
    {"[\"add\",0,1]", "[\"add\",9,1]", AirErrorKind::kOperandOutOfRange,
     "nodes[6]: operand 9 is not below 6"},
    {"[\"neg\",6]", "[\"neg\",8]", AirErrorKind::kOperandOutOfRange,
     "nodes[8]: operand 8 is not below 8"},
    {"[\"main\",0,0]", "[\"main\",0,2]", AirErrorKind::kColumnOutOfRange,
     "nodes[0]: column 2 is not below 2"},
    {"[\"main\",0,0]", "[\"main\",2,0]", AirErrorKind::kSyntax,
     "nodes[0] row: expected at most 1, got 2"},
    {"[\"preprocessed\",0,0]", "[\"preprocessed\",1,0]", AirErrorKind::kUndeclaredNextRow,
     "nodes[2]: reads a next row, but reads_preprocessed_next_row is false"},
    {"[\"preprocessed\",0,0]", "[\"preprocessed\",0,1]", AirErrorKind::kColumnOutOfRange,
     "nodes[2]: column 1 is not below 1"},
    {"[\"public\",0]", "[\"public\",1]", AirErrorKind::kColumnOutOfRange,
     "nodes[4]: public value 1 is not below 1"},
    {"\"constraints\":[9,6]", "\"constraints\":[9,10]", AirErrorKind::kNodeOutOfRange,
     "constraints[1]: node 10 is not below 10"},
    {"[\"a\",\"b\"]", "[\"a\"]", AirErrorKind::kLabelCount, "labels: expected none or 2, got 1"},
    {"\"local\"", "\"near\"", AirErrorKind::kSyntax,
     "lookups[0].kind: expected local, global or exclusive, got \"near\""},
    {"{\"tuple\":[0],\"count\":{\"integer\":1}},{\"tuple\":[1],\"count\":{\"provided\":7}}", "",
     AirErrorKind::kEmptyLookup, "lookups[0]: has no interactions"},
    {"{\"tuple\":[0],", "{\"tuple\":[0,1],", AirErrorKind::kTupleWidthMismatch,
     "lookups[0][1].tuple: expected 2 elements, got 1"},
    {"\"tuple\":[1,1]", "\"tuple\":[1]", AirErrorKind::kTupleWidthMismatch,
     "lookups[2][0].tuple: expected 2 elements, got 1"},
    {"\"tuple\":[1,1]", "\"tuple\":[1,10]", AirErrorKind::kNodeOutOfRange,
     "lookups[2].arms[0].tuple[1]: node 10 is not below 10"},
    {"\"tuple\":[0,1]", "\"tuple\":[0,9]", AirErrorKind::kSelectorInLookup,
     "lookups[1].tuple: a lookup cannot read row selectors or periodic columns"},
    {"\"flag\":2", "\"flag\":3", AirErrorKind::kSelectorInLookup,
     "lookups[2][0].flag: a lookup cannot read row selectors or periodic columns"},
    {"{\"flag\":2,", "{", AirErrorKind::kSyntax, "lookups[2].arms[0]: missing member \"flag\""},
    {"\"integer\":1", "\"integer\":2147483648", AirErrorKind::kBadCount,
     "lookups[0].interactions[0].count: expected an integer of 32 bits"},
    {"\"integer\":1", "\"integer\":-2147483649", AirErrorKind::kBadCount,
     "lookups[0].interactions[0].count: expected an integer of 32 bits"},
    {"\"weight\":3", "\"weight\":4294967296", AirErrorKind::kSyntax,
     "lookups[1].count.weight: expected at most 4294967295, got 4294967296"},
    {"\"provided\":7", "\"supplied\":7", AirErrorKind::kSyntax,
     "lookups[0].interactions[1].count: unknown member \"supplied\""},
    {"\"bus\":\"g\",\"tuple\"", "\"bus\":\"\",\"tuple\"", AirErrorKind::kBadBusName,
     "lookups[1].bus: expected 1 to 255 bytes without control characters"},
    {"\"bus\":\"g\",\"tuple\"", "\"bus\":\"\\u0000\",\"tuple\"", AirErrorKind::kBadBusName,
     "lookups[1].bus: expected 1 to 255 bytes without control characters"},
    {"]}]}", "]}]} x", AirErrorKind::kSyntax, "line 1, column 669: not JSON: unexpected 'x'"},
};

TEST(InterchangeErrors, EveryOneIsNamed) {
  const auto good = read_air_json<F>(kGood);
  ASSERT_TRUE(good.ok()) << good.error().message;
  for (const Bad& bad : kBad) {
    std::string text = kGood;
    const std::size_t place = text.find(bad.from);
    ASSERT_NE(place, std::string::npos) << bad.from;
    text.replace(place, std::string(bad.from).size(), bad.to);
    SCOPED_TRACE(text);
    const auto read = read_air_json<F>(text);
    ASSERT_FALSE(read.ok());
    EXPECT_EQ(static_cast<int>(read.error().kind), static_cast<int>(bad.kind));
    EXPECT_EQ(read.error().message, bad.message);
  }
}

TEST(InterchangeText, AbsentMembersHaveDefaults) {
  const auto air = read_air_json<F>(
      R"({"format":"p3-air","version":1,"field":"koala-bear","width":1,"reads_next_row":false,)"
      R"("nodes":[["main",0,0]],"constraints":[0]})");
  ASSERT_TRUE(air.ok()) << air.error().message;
  AirShape<F> expected;
  expected.width = 1;
  expected.reads_next_row = false;
  expect_same_shape(air.value()->shape(), expected);
  EXPECT_TRUE(air.value()->dag().lookups.empty());
  EXPECT_EQ(air.value()->dag().labels, std::vector<std::string>{""});
}

TEST(InterchangeErrors, LimitsBoundEverySize) {
  const auto message = [](const AirLimits& limits) {
    const auto read = read_air_json<F>(kGood, limits);
    return read.ok() ? std::string("ok") : read.error().message;
  };
  // Two more than in the text: the constants of the integer counts.
  EXPECT_EQ(message({.max_nodes = 5}), "nodes: 12 exceeds the limit of 5");
  EXPECT_EQ(message({.max_constraints = 1}), "constraints: 2 exceeds the limit of 1");
  EXPECT_EQ(message({.max_periodic_length = 1}), "periodic[0]: 2 exceeds the limit of 1");
  EXPECT_EQ(message({.max_lookups = 2}), "lookups: 3 exceeds the limit of 2");
  EXPECT_EQ(message({.max_tuple_width = 1}), "lookups[1].tuple: 2 exceeds the limit of 1");
}

// Any prefix of a good text, and any byte changed, gives an AIR or an error, never a crash.
TEST(InterchangeErrors, DamagedTextsDoNoHarm) {
  for (std::size_t n = 0; n < kGood.size(); ++n) {
    EXPECT_FALSE(read_air_json<F>(std::string_view(kGood).substr(0, n)).ok());
  }
  testing::SplitMix64 random(1);
  std::size_t accepted = 0;
  for (std::size_t i = 0; i < kGood.size(); ++i) {
    std::string text = kGood;
    text[i] = static_cast<char>(random.next());
    const auto read = read_air_json<F>(text);
    accepted += read.ok() ? 1 : 0;
    if (!read.ok()) {
      EXPECT_FALSE(read.error().message.empty());
    }
  }
  EXPECT_LT(accepted, kGood.size() / 2);
}

TEST(InterchangeErrors, FieldCanBeAskedFirst) {
  EXPECT_EQ(air_json_field(kGood).value(), "koala-bear");
  EXPECT_FALSE(air_json_field("{}").ok());
}

std::string small_air(const std::string& members) {
  return R"({"format": "p3-air", "version": 1, "field": "koala-bear", "width": 2,
            "preprocessed_width": 1, "reads_next_row": false,
            "nodes": [["main", 0, 0], ["main", 0, 1], ["preprocessed", 0, 0], ["mul", 0, 1],
                      ["sub", 3, 2]],
            "constraints": [4])" +
         members + "}";
}

TEST(AirFile, MembersBesideTheAir) {
  const auto read = read_air_file<F>(small_air(R"(, "column_names": ["left", "right"],
      "preprocessed": [[1], ["2130706432"]], "parameters": {"num_queries": 9})"));
  ASSERT_TRUE(read.ok()) << read.error().message;
  const AirFile<F>& file = read.value();
  EXPECT_EQ(file.column_names, (std::vector<std::string>{"left", "right"}));
  ASSERT_EQ(file.preprocessed.height(), 2u);
  EXPECT_EQ(file.preprocessed.at(1, 0), F::minus_one());
  ASSERT_TRUE(file.parameters.has_value());
  EXPECT_EQ(file.parameters->num_queries, 9u);
  const auto bare = read_air_file<F>(small_air(""));
  ASSERT_TRUE(bare.ok());
  EXPECT_TRUE(bare.value().column_names.empty() && bare.value().preprocessed.empty());
  EXPECT_FALSE(bare.value().parameters.has_value());
}

TEST(AirFile, ErrorsNameThePlace) {
  const std::pair<const char*, const char*> cases[] = {
      {R"(, "column_names": ["a"])", "column_names: expected 2, one per column, got 1"},
      {R"(, "column_names": ["a", 1])", "column_names[1]: expected a string"},
      {R"(, "preprocessed": [])", "preprocessed: no cells"},
      {R"(, "preprocessed": [[1], [1, 2]])",
       "preprocessed[1]: expected 1 cells (preprocessed_width), got 2"},
      {R"(, "preprocessed": [[1], [2130706433]])",
       "preprocessed[1][0]: expected at most 2130706432, got 2130706433"},
      {R"(, "parameters": {"num_queries": "9"})",
       "parameters.num_queries: expected an integer that is not negative"},
      {R"(, "parameters": {"format": "p3-parameters"})", "parameters: unknown member \"format\""},
      {",\n\"x\": 01", "line 6, column 7: not JSON: unexpected '1'"},
  };
  for (const auto& [members, message] : cases) {
    const auto read = read_air_file<F>(small_air(members));
    ASSERT_FALSE(read.ok()) << members;
    EXPECT_EQ(read.error().message, message);
  }
}

}  // namespace
}  // namespace p3
