// SPDX-License-Identifier: Apache-2.0 OR MIT
//
// Trace files: round trips of both forms, the position of every error, and totality over damaged
// files.
#include "p3/air/trace_file.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "p3/base/split_mix.h"
#include "p3/field/extension_params.h"
#include "testing/random_field.h"

namespace p3 {
namespace {

using Kind = TraceFileErrorKind;
using Bytes = std::vector<std::uint8_t>;

Bytes bytes_of(const std::string& text) { return Bytes(text.begin(), text.end()); }

template <class F>
Matrix<F> random_trace(std::size_t height, std::size_t width, std::uint64_t seed) {
  testing::RandomField<F> random(seed);
  Matrix<F> m = Matrix<F>::uninitialized(height, width);
  for (std::size_t i = 0; i < m.size(); ++i) m.data()[i] = random.next();
  m.data()[0] = F::minus_one();
  m.data()[m.size() - 1] = F::zero();
  return m;
}

template <class F>
void expect_same(const Matrix<F>& a, const Matrix<F>& b) {
  ASSERT_EQ(a.height(), b.height());
  ASSERT_EQ(a.width(), b.width());
  for (std::size_t i = 0; i < a.size(); ++i) ASSERT_EQ(a.data()[i], b.data()[i]) << i;
}

template <class F>
class TraceFile : public ::testing::Test {};
using Fields = ::testing::Types<KoalaBear, BabyBear, Goldilocks>;
TYPED_TEST_SUITE(TraceFile, Fields);

TYPED_TEST(TraceFile, BothFormsComeBackAsTheyWere) {
  using F = TypeParam;
  for (const auto& [height, width] : {std::pair<std::size_t, std::size_t>{1, 1}, {8, 3}, {5, 7}}) {
    const Matrix<F> trace = random_trace<F>(height, width, height);
    const auto binary = read_trace<F>(write_trace_binary(trace.view()));
    ASSERT_TRUE(binary.ok()) << binary.error().message;
    expect_same(binary.value(), trace);
    std::vector<std::string> names, read_back;
    for (std::size_t c = 0; c < width; ++c) names.push_back("state[" + std::to_string(c) + "]");
    const auto text =
        read_trace<F>(bytes_of(write_trace_csv<F>(trace.view(), names)), {}, &read_back);
    ASSERT_TRUE(text.ok()) << text.error().message;
    expect_same(text.value(), trace);
    EXPECT_EQ(read_back, names);
  }
}

TYPED_TEST(TraceFile, RoomForTheProver) {
  using F = TypeParam;
  auto read = read_trace<F>(bytes_of("1,2\n3,4\n"), {.log_room = 3});
  ASSERT_TRUE(read.ok());
  EXPECT_TRUE(read.value().grow(16));
  EXPECT_FALSE(read.value().grow(17));
}

// Every prefix and every single-byte change gives a matrix or an error with a position inside.
TYPED_TEST(TraceFile, DamagedFilesGiveErrorsOrMatrices) {
  using F = TypeParam;
  const Matrix<F> trace = random_trace<F>(4, 2, 9);
  const std::vector<std::string> names = {"a", "b"};
  for (const Bytes& good :
       {write_trace_binary(trace.view()), bytes_of(write_trace_csv<F>(trace.view(), names))}) {
    std::size_t errors = 0;
    const auto look = [&](const Bytes& bytes) {
      const auto read = read_trace<F>(bytes);
      if (read.ok()) return;
      ++errors;
      EXPECT_LE(read.error().offset, bytes.size());
      EXPECT_FALSE(read.error().message.empty());
    };
    for (std::size_t n = 0; n < good.size(); ++n) look(Bytes(good.begin(), good.begin() + n));
    for (std::size_t i = 0; i < good.size(); ++i) {
      for (const unsigned change : {0x01u, 0x0au, 0x80u, 0xffu}) {
        Bytes bad = good;
        bad[i] = static_cast<std::uint8_t>(bad[i] ^ change);
        look(bad);
      }
    }
    EXPECT_GT(errors, good.size());
  }
}

struct BadText {
  const char* text;
  Kind kind;
  const char* message;
};

TEST(TraceCsv, ErrorsNameLineAndColumn) {
  const BadText cases[] = {
      {"", Kind::kEmpty, "line 1, column 1: no rows"},
      {"# only a comment\n", Kind::kEmpty, "line 1, column 1: no rows"},
      {"a,b\n", Kind::kEmpty, "line 1, column 1: no rows"},
      {"1,2\n3\n", Kind::kRaggedRow, "line 2, column 1: expected 2 cells, got 1"},
      {"1,2\n\n3,4\n", Kind::kBlankLine, "line 2, column 1: a blank line"},
      {"1,2\n  \n", Kind::kBlankLine, "line 2, column 1: a blank line"},
      {"1,2\n3,4\n\n", Kind::kBlankLine, "line 3, column 1: a blank line"},
      {"a,b,c\n1,2\n", Kind::kBadHeader, "line 2, column 1: expected 3 cells, got 2"},
      {"a, a\n1,2\n", Kind::kBadHeader, "line 1, column 4: a second column \"a\""},
      {"a,2\n1,2\n", Kind::kBadNumber, "line 1, column 1: expected a decimal integer, got \"a\""},
      {"# x\n1,2x\n", Kind::kBadNumber, "line 2, column 3: expected a decimal integer, got \"2x\""},
      {"1,\n", Kind::kBadNumber, "line 1, column 3: expected a decimal integer, got \"\""},
      {"01\n", Kind::kBadNumber, "line 1, column 1: expected a decimal integer, got \"01\""},
      {"-1\n", Kind::kBadNumber, "line 1, column 1: expected a decimal integer, got \"-1\""},
      {"+1\n", Kind::kBadNumber, "line 1, column 1: expected a decimal integer, got \"+1\""},
      {"1\t\n", Kind::kBadNumber, "line 1, column 1: expected a decimal integer, got \"1?\""},
      {"1 2\n", Kind::kBadNumber, "line 1, column 1: expected a decimal integer, got \"1 2\""},
      {"1\r2\n", Kind::kBadNumber, "line 1, column 1: expected a decimal integer, got \"1?2\""},
      {"0\n5\n2130706433\n", Kind::kNotCanonical,
       "line 3, column 1: 2130706433 is not below the modulus 2130706433"},
      {"99999999999999999999999999\n", Kind::kNotCanonical,
       "line 1, column 1: expected a decimal integer, got \"999999999999999999999999...\""},
      {"1,2,3,4,5\n", Kind::kTooWide, "line 1, column 1: expected at most 4 columns, got 5"},
      {"1\n1\n1\n1\n", Kind::kTooLong, "line 4, column 1: expected at most 3 rows"},
  };
  for (const BadText& bad : cases) {
    const auto read = read_trace<KoalaBear>(bytes_of(bad.text), {.max_width = 4, .max_rows = 3});
    ASSERT_FALSE(read.ok()) << bad.text;
    EXPECT_EQ(name(read.error().kind), std::string(name(bad.kind))) << bad.text;
    EXPECT_EQ(read.error().message, bad.message);
  }
}

TEST(TraceCsv, WhatPeopleMayWrite) {
  const auto read = read_trace<KoalaBear>(
      bytes_of("# the first two rows\r\n x , y\r\n1,  2\r\n# and now\n 3 ,4"));
  ASSERT_TRUE(read.ok()) << read.error().message;
  ASSERT_EQ(read.value().height(), 2u);
  EXPECT_EQ(read.value().at(1, 0), KoalaBear::from_u64(3));
  EXPECT_EQ(read.value().at(1, 1), KoalaBear::from_u64(4));
}

TEST(TraceBinary, ErrorsNameTheByte) {
  const Matrix<KoalaBear> trace = random_trace<KoalaBear>(2, 2, 1);
  const Bytes good = write_trace_binary(trace.view());
  ASSERT_EQ(good.size(), 32u + 16u);
  const auto error_of = [&](std::size_t offset, std::uint8_t value) {
    Bytes bad = good;
    bad[offset] = value;
    const auto read = read_trace<KoalaBear>(bad);
    return read.ok() ? "" : std::string(name(read.error().kind)) + " " + read.error().message;
  };
  EXPECT_EQ(error_of(7, 2), "WrongVersion byte 7: version: expected 1, got 2");
  EXPECT_EQ(error_of(8, 3), "WrongField byte 8: field: expected 1 (koala-bear), got 3");
  EXPECT_EQ(error_of(12, 1), "BadReserved byte 12: reserved byte is not zero");
  EXPECT_EQ(error_of(16, 0), "TooLong byte 16: rows: expected 1 to 1073741824, got 0");
  EXPECT_EQ(error_of(24, 0), "TooWide byte 24: columns: expected 1 to 65536, got 0");
  EXPECT_EQ(error_of(26, 2), "TooWide byte 24: columns: expected 1 to 65536, got 131074");
  EXPECT_EQ(error_of(16, 3), "Truncated byte 48: the file ends before its 3 rows of 2 cells");
  EXPECT_EQ(error_of(16, 1), "Trailing byte 40: bytes after the last cell");
  EXPECT_EQ(error_of(43, 0xff).substr(0, 35), "NotCanonical byte 40: row 1, column");
}

// A header that promises more than memory holds is refused by the length of the file.
TEST(TraceBinary, SizesAreCheckedBeforeMemoryIsAskedFor) {
  Bytes file = write_trace_binary(random_trace<Goldilocks>(1, 1, 2).view());
  for (std::size_t i = 16; i < 32; ++i) file[i] = 0xff;
  const auto read =
      read_trace<Goldilocks>(file, {.max_width = ~std::size_t{0}, .max_rows = ~std::size_t{0}});
  ASSERT_FALSE(read.ok());
  EXPECT_EQ(read.error().kind, Kind::kTruncated);
}

}  // namespace
}  // namespace p3
