// SPDX-License-Identifier: Apache-2.0 OR MIT
#include "p3/air/trace_file.h"

#include <algorithm>
#include <cstring>
#include <string_view>

#include "p3/air/trace_csv.h"
#include "p3/field/extension_params.h"

namespace p3 {
namespace {

constexpr std::string_view kMagic = "P3TRACE";
constexpr std::uint8_t kVersion = 1;
constexpr std::size_t kHeaderBytes = 32;

// The number of a field in the header.
constexpr std::uint8_t field_number(KoalaBear) { return 1; }
constexpr std::uint8_t field_number(BabyBear) { return 2; }
constexpr std::uint8_t field_number(Goldilocks) { return 3; }

std::uint64_t little_endian(const std::uint8_t* bytes, unsigned count) {
  std::uint64_t x = 0;
  for (unsigned i = 0; i < count; ++i) x |= std::uint64_t{bytes[i]} << (8 * i);
  return x;
}

void append_little_endian(std::vector<std::uint8_t>& out, std::uint64_t x, unsigned count) {
  for (unsigned i = 0; i < count; ++i) out.push_back(static_cast<std::uint8_t>(x >> (8 * i)));
}

Err<TraceFileError> at_byte(TraceFileErrorKind kind, std::uint64_t offset,
                            const std::string& what) {
  return Err{TraceFileError{kind, offset, 0, 0, "byte " + std::to_string(offset) + ": " + what}};
}

// Rows and columns of a binary file of the right length, or the error.
struct Size {
  std::size_t rows = 0;
  std::size_t columns = 0;
};

template <class F>
Result<Size, TraceFileError> read_header(std::span<const std::uint8_t> bytes,
                                         const TraceLimits& limits) {
  using Kind = TraceFileErrorKind;
  if (bytes.size() < kHeaderBytes) {
    return at_byte(Kind::kTruncated, bytes.size(),
                   "the header has " + std::to_string(kHeaderBytes) + " bytes");
  }
  if (bytes[7] != kVersion) {
    return at_byte(
        Kind::kWrongVersion, 7,
        "version: expected " + std::to_string(kVersion) + ", got " + std::to_string(bytes[7]));
  }
  if (bytes[8] != field_number(F{})) {
    return at_byte(Kind::kWrongField, 8,
                   "field: expected " + std::to_string(field_number(F{})) + " (" + F::kName +
                       "), got " + std::to_string(bytes[8]));
  }
  for (std::size_t i = 9; i < 16; ++i) {
    if (bytes[i] != 0) return at_byte(Kind::kBadReserved, i, "reserved byte is not zero");
  }
  const std::uint64_t rows = little_endian(&bytes[16], 8);
  const std::uint64_t columns = little_endian(&bytes[24], 8);
  if (rows == 0 || rows > limits.max_rows) {
    return at_byte(
        Kind::kTooLong, 16,
        "rows: expected 1 to " + std::to_string(limits.max_rows) + ", got " + std::to_string(rows));
  }
  if (columns == 0 || columns > limits.max_width) {
    return at_byte(Kind::kTooWide, 24,
                   "columns: expected 1 to " + std::to_string(limits.max_width) + ", got " +
                       std::to_string(columns));
  }
  // Division, because the product may not fit 64 bits.
  const std::uint64_t cells = (bytes.size() - kHeaderBytes) / F::kBytes;
  if (rows > cells / columns) {
    return at_byte(Kind::kTruncated, bytes.size(),
                   "the file ends before its " + std::to_string(rows) + " rows of " +
                       std::to_string(columns) + " cells");
  }
  const std::uint64_t end = kHeaderBytes + rows * columns * F::kBytes;
  if (bytes.size() != end) return at_byte(Kind::kTrailing, end, "bytes after the last cell");
  return Size{static_cast<std::size_t>(rows), static_cast<std::size_t>(columns)};
}

template <class F>
Result<Matrix<F>, TraceFileError> read_binary(std::span<const std::uint8_t> bytes,
                                              const TraceLimits& limits) {
  const Result<Size, TraceFileError> size = read_header<F>(bytes, limits);
  if (!size) return Err{size.error()};
  const auto [rows, columns] = size.value();
  Matrix<F> trace = Matrix<F>::with_room(rows, columns, rows << limits.log_room);
  for (std::size_t i = 0; i < trace.size(); ++i) {
    const std::size_t offset = kHeaderBytes + i * F::kBytes;
    const std::uint64_t x = little_endian(&bytes[offset], F::kBytes);
    if (x >= F::kOrder) {
      return at_byte(TraceFileErrorKind::kNotCanonical, offset,
                     "row " + std::to_string(i / columns) + ", column " +
                         std::to_string(i % columns) + ": " + std::to_string(x) +
                         " is not below the modulus");
    }
    trace.data()[i] = F::from_u64(x);
  }
  return trace;
}

}  // namespace

const char* name(TraceFileErrorKind kind) {
  static constexpr const char* kNames[] = {
      "Empty",        "TooWide",   "TooLong",   "RaggedRow",    "BadNumber",
      "NotCanonical", "BadHeader", "BlankLine", "WrongVersion", "WrongField",
      "BadReserved",  "Truncated", "Trailing"};
  return kNames[static_cast<std::size_t>(kind)];
}

template <class F>
Result<Matrix<F>, TraceFileError> read_trace(std::span<const std::uint8_t> bytes,
                                             const TraceLimits& limits,
                                             std::vector<std::string>* names) {
  if (names != nullptr) names->clear();
  const bool binary =
      bytes.size() >= kMagic.size() && std::memcmp(bytes.data(), kMagic.data(), kMagic.size()) == 0;
  if (binary) return read_binary<F>(bytes, limits);
  return read_trace_csv<F>({reinterpret_cast<const char*>(bytes.data()), bytes.size()}, limits,
                           names);
}

template <class F>
std::vector<std::uint8_t> write_trace_binary(MatrixView<F> trace) {
  std::vector<std::uint8_t> out(kMagic.begin(), kMagic.end());
  out.reserve(kHeaderBytes + trace.height * trace.width * F::kBytes);
  out.push_back(kVersion);
  append_little_endian(out, field_number(F{}), 8);
  append_little_endian(out, trace.height, 8);
  append_little_endian(out, trace.width, 8);
  for (std::size_t i = 0; i < trace.height * trace.width; ++i) {
    append_little_endian(out, trace.data[i].as_canonical_u64(), F::kBytes);
  }
  return out;
}

#define P3_INSTANTIATE(F)                                                            \
  template Result<Matrix<F>, TraceFileError> read_trace<F>(                          \
      std::span<const std::uint8_t>, const TraceLimits&, std::vector<std::string>*); \
  template std::vector<std::uint8_t> write_trace_binary<F>(MatrixView<F>);
P3_FOR_EACH_FIELD(P3_INSTANTIATE)
#undef P3_INSTANTIATE

}  // namespace p3
