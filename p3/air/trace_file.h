// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "p3/base/matrix.h"
#include "p3/base/result.h"

// Trace files (docs/spec/trace-file.md): a matrix of field elements as CSV for people or in a
// binary form for size. Preprocessed rows and periodic tables use the same two forms.
//
// Reading is total: any bytes give a matrix or one error with its position. No memory is asked for
// before the size of the input has shown that the cells can be there, so that what a file makes
// the reader allocate is at most 8 bytes per byte of the file (and the names of a header).
namespace p3 {

enum class TraceFileErrorKind {
  kEmpty,         // no rows
  kTooWide,       // more columns than the limit, or none
  kTooLong,       // more rows than the limit, or none
  kRaggedRow,     // (CSV) a row with another number of cells than the first
  kBadNumber,     // (CSV) a cell that is no canonical decimal integer
  kNotCanonical,  // an integer that is not below the modulus
  kBadHeader,     // (CSV) the header has another width than the rows, or a name twice
  kBlankLine,     // (CSV) a line without cells
  kWrongVersion,  // (binary) another format version
  kWrongField,    // (binary) another field
  kBadReserved,   // (binary) reserved bytes that are not zero
  kTruncated,     // (binary) fewer bytes than the header promises
  kTrailing,      // (binary) bytes after the last cell
};

// "WrongVersion", ...
const char* name(TraceFileErrorKind kind);

struct TraceFileError {
  TraceFileErrorKind kind = TraceFileErrorKind::kEmpty;
  std::uint64_t offset = 0;  // of the byte at fault, from 0
  std::uint64_t line = 0;    // from 1; 0 in binary files
  std::uint64_t column = 0;  // byte within the line, from 1; 0 in binary files
  std::string message;       // with the position: "line 3, column 7: ..." or "byte 24: ..."
};

struct TraceLimits {
  std::size_t max_width = 1u << 16;
  std::size_t max_rows = std::size_t{1} << 30;
  // The matrix gets memory for 2^log_room times its rows, as the prover likes it (Matrix::grow).
  // This memory is not bounded by the file: leave 0 for input that nobody vouches for.
  unsigned log_room = 0;
};

// Binary if the bytes begin with "P3TRACE", CSV otherwise. Heights need not be powers of two. The
// names of a CSV header go to `names` where it is not null; it is left empty without a header.
template <class F>
Result<Matrix<F>, TraceFileError> read_trace(std::span<const std::uint8_t> bytes,
                                             const TraceLimits& limits = {},
                                             std::vector<std::string>* names = nullptr);

// The inverse: read_trace of the result gives the same matrix, which must not be empty. `names`:
// none, or one per column, each as a header allows it.
template <class F>
std::vector<std::uint8_t> write_trace_binary(MatrixView<F> trace);
template <class F>
std::string write_trace_csv(MatrixView<F> trace, std::span<const std::string> names = {});

}  // namespace p3
