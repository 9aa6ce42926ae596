// SPDX-License-Identifier: Apache-2.0 OR MIT
#include "p3/air/trace_csv.h"

#include <charconv>
#include <optional>
#include <set>

#include "p3/base/check.h"
#include "p3/field/extension_params.h"

namespace p3 {
namespace {

using Kind = TraceFileErrorKind;

bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_'; }
bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_name_char(char c) {
  return is_letter(c) || is_digit(c) || c == '.' || c == '[' || c == ']' || c == '-';
}

// A column name: a letter first, so that no number and no slip in a number is taken for one.
bool is_name(std::string_view cell) {
  if (cell.empty() || cell.size() > 255 || !is_letter(cell[0])) return false;
  for (const char c : cell) {
    if (!is_name_char(c)) return false;
  }
  return true;
}

// One line without its end; `start` is the offset of its first byte.
struct Line {
  std::string_view text;
  std::size_t start = 0;
  std::size_t number = 0;
};

Err<TraceFileError> fault(Kind kind, const Line& line, std::size_t column,
                          const std::string& what) {
  return Err{TraceFileError{kind, line.start + column, line.number, column + 1,
                            "line " + std::to_string(line.number) + ", column " +
                                std::to_string(column + 1) + ": " + what}};
}

// The lines in order, without comments. Ends are LF or CRLF; the last one may be missing.
class Lines {
 public:
  explicit Lines(std::string_view text) : text_(text) {}

  std::optional<Line> next() {
    while (position_ < text_.size()) {
      const std::size_t end = text_.find('\n', position_);
      const std::size_t stop = end == std::string_view::npos ? text_.size() : end;
      Line line{text_.substr(position_, stop - position_), position_, ++number_};
      position_ = end == std::string_view::npos ? text_.size() : end + 1;
      if (line.text.ends_with('\r')) line.text.remove_suffix(1);
      if (!line.text.starts_with('#')) return line;
    }
    return std::nullopt;
  }

 private:
  std::string_view text_;
  std::size_t position_ = 0;
  std::size_t number_ = 0;
};

// A cell without the spaces around it; `column` is where it starts in the line.
struct Cell {
  std::string_view text;
  std::size_t column = 0;
};

class Cells {
 public:
  explicit Cells(std::string_view line) : line_(line) {}

  std::optional<Cell> next() {
    if (done_) return std::nullopt;
    const std::size_t comma = line_.find(',', position_);
    done_ = comma == std::string_view::npos;
    std::size_t first = position_;
    std::size_t last = done_ ? line_.size() : comma;
    position_ = last + 1;
    while (first < last && line_[first] == ' ') ++first;
    while (first < last && line_[last - 1] == ' ') --last;
    return Cell{line_.substr(first, last - first), first};
  }

 private:
  std::string_view line_;
  std::size_t position_ = 0;
  bool done_ = false;
};

std::size_t count_cells(std::string_view line) {
  std::size_t count = 1;
  for (const char c : line) count += c == ',' ? 1 : 0;
  return count;
}

bool is_header(const Line& line) {
  Cells cells(line.text);
  while (const std::optional<Cell> cell = cells.next()) {
    if (!is_name(cell->text)) return false;
  }
  return true;
}

Result<std::vector<std::string>, TraceFileError> read_names(const Line& line) {
  std::vector<std::string> names;
  std::set<std::string_view> seen;
  Cells cells(line.text);
  while (const std::optional<Cell> cell = cells.next()) {
    if (!seen.insert(cell->text).second) {
      return fault(Kind::kBadHeader, line, cell->column,
                   "a second column \"" + std::string(cell->text) + "\"");
    }
    names.emplace_back(cell->text);
  }
  return names;
}

// What the first walk over the text finds: all lines have the same number of cells.
struct Outline {
  std::size_t rows = 0;
  std::size_t columns = 0;
  bool header = false;
};

Result<Outline, TraceFileError> outline(std::string_view text, const TraceLimits& limits) {
  Outline out;
  Lines lines(text);
  for (bool first = true; const std::optional<Line> line = lines.next(); first = false) {
    if (line->text.find_first_not_of(' ') == std::string_view::npos) {
      return fault(Kind::kBlankLine, *line, 0, "a blank line");
    }
    const std::size_t cells = count_cells(line->text);
    if (first) {
      out.columns = cells;
      out.header = is_header(*line);
      if (cells > limits.max_width) {
        return fault(Kind::kTooWide, *line, 0,
                     "expected at most " + std::to_string(limits.max_width) + " columns, got " +
                         std::to_string(cells));
      }
    } else if (cells != out.columns) {
      return fault(
          out.rows == 0 ? Kind::kBadHeader : Kind::kRaggedRow, *line, 0,
          "expected " + std::to_string(out.columns) + " cells, got " + std::to_string(cells));
    }
    if (first && out.header) continue;
    if (++out.rows > limits.max_rows) {
      return fault(Kind::kTooLong, *line, 0,
                   "expected at most " + std::to_string(limits.max_rows) + " rows");
    }
  }
  if (out.rows == 0) {
    return Err{TraceFileError{Kind::kEmpty, text.size(), 1, 1, "line 1, column 1: no rows"}};
  }
  return out;
}

// Decimal digits without sign, spaces or leading zeros; nullopt also above 64 bits.
std::optional<std::uint64_t> canonical_decimal(std::string_view s) {
  std::uint64_t x = 0;
  if (s.empty() || (s.size() > 1 && s[0] == '0') || !is_digit(s[0])) return std::nullopt;
  const auto [end, error] = std::from_chars(s.data(), s.data() + s.size(), x);
  if (error != std::errc() || end != s.data() + s.size()) return std::nullopt;
  return x;
}

// At most this much of a cell is quoted in a message.
std::string quoted(std::string_view cell) {
  constexpr std::size_t kMax = 24;
  std::string out = "\"";
  for (const char c : cell.substr(0, kMax)) out += c >= ' ' && c <= '~' ? c : '?';
  return out + (cell.size() > kMax ? "...\"" : "\"");
}

template <class F>
std::optional<TraceFileError> read_row(const Line& line, std::span<F> row) {
  Cells cells(line.text);
  for (F& out : row) {
    const std::optional<Cell> cell = cells.next();
    P3_CHECK(cell.has_value(), "the outline has counted the cells");
    const std::optional<std::uint64_t> x = canonical_decimal(cell->text);
    if (!x) {
      const bool long_number = cell->text.size() > 19 &&
                               cell->text.find_first_not_of("0123456789") == std::string_view::npos;
      return fault(long_number ? Kind::kNotCanonical : Kind::kBadNumber, line, cell->column,
                   "expected a decimal integer, got " + quoted(cell->text))
          .error;
    }
    if (*x >= F::kOrder) {
      return fault(Kind::kNotCanonical, line, cell->column,
                   std::to_string(*x) + " is not below the modulus " + std::to_string(F::kOrder))
          .error;
    }
    out = F::from_u64(*x);
  }
  return std::nullopt;
}

}  // namespace

template <class F>
Result<Matrix<F>, TraceFileError> read_trace_csv(std::string_view text, const TraceLimits& limits,
                                                 std::vector<std::string>* names) {
  const Result<Outline, TraceFileError> found = outline(text, limits);
  if (!found) return Err{found.error()};
  const Outline& out = found.value();
  Lines lines(text);
  if (out.header) {
    Result<std::vector<std::string>, TraceFileError> header = read_names(*lines.next());
    if (!header) return Err{header.error()};
    if (names != nullptr) *names = std::move(header).value();
  }
  // Every cell has a byte that ends it, so rows * columns is at most the length of the text.
  Matrix<F> trace = Matrix<F>::with_room(out.rows, out.columns, out.rows << limits.log_room);
  for (std::size_t r = 0; r < out.rows; ++r) {
    const std::optional<Line> line = lines.next();
    P3_CHECK(line.has_value(), "the outline has counted the lines");
    if (std::optional<TraceFileError> error = read_row<F>(*line, trace.row_span(r))) {
      return Err{std::move(*error)};
    }
  }
  return trace;
}

template <class F>
std::string write_trace_csv(MatrixView<F> trace, std::span<const std::string> names) {
  P3_CHECK(names.empty() || names.size() == trace.width, "one name per column");
  std::string out;
  for (std::size_t c = 0; c < names.size(); ++c) out += (c == 0 ? "" : ",") + names[c];
  if (!names.empty()) out += '\n';
  for (std::size_t r = 0; r < trace.height; ++r) {
    for (std::size_t c = 0; c < trace.width; ++c) {
      if (c != 0) out += ',';
      out += std::to_string(trace.row(r)[c].as_canonical_u64());
    }
    out += '\n';
  }
  return out;
}

#define P3_INSTANTIATE(F)                                               \
  template Result<Matrix<F>, TraceFileError> read_trace_csv<F>(         \
      std::string_view, const TraceLimits&, std::vector<std::string>*); \
  template std::string write_trace_csv<F>(MatrixView<F>, std::span<const std::string>);
P3_FOR_EACH_FIELD(P3_INSTANTIATE)
#undef P3_INSTANTIATE

}  // namespace p3
