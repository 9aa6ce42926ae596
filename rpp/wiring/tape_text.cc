// SPDX-License-Identifier: Apache-2.0 OR MIT
#include "rpp/wiring/tape_text.h"

#include <algorithm>
#include <cctype>
#include <string_view>
#include <utility>

#include "rpp/gadgets/globals.h"
#include "rpp/hash/tags.h"

namespace rpp {
namespace {

// "round[1]" is {"round", 1}; a name without an index has index -1.
std::pair<std::string, int> split_name(const std::string& name) {
  const std::size_t open = name.rfind('[');
  if (open == std::string::npos || name.back() != ']') return {name, -1};
  int index = 0;
  for (std::size_t i = open + 1; i + 1 < name.size(); ++i) {
    if (std::isdigit(static_cast<unsigned char>(name[i])) == 0) return {name, -1};
    index = 10 * index + (name[i] - '0');
  }
  return {name.substr(0, open), index};
}

std::string integer_text(Element x) {
  const std::uint64_t n = x.as_canonical_u64();
  return n <= Element::kOrder / 2 ? std::to_string(n) : "-" + std::to_string(Element::kOrder - n);
}

// The run of cells from `first`: equal constants, or neighbours of one name.
std::size_t run_length(const Tape& tape, std::size_t first, std::size_t end) {
  const Cell& start = tape.rows[first].cell;
  std::size_t r = first + 1;
  if (start.is_constant()) {
    while (r < end && tape.rows[r].cell == start) ++r;
    return r - first;
  }
  const auto [name, index] = split_name(tape.variables[start.variable]);
  while (index >= 0 && r < end && !tape.rows[r].cell.is_constant()) {
    const auto next = split_name(tape.variables[tape.rows[r].cell.variable]);
    if (next.first != name || next.second != index + static_cast<int>(r - first)) break;
    ++r;
  }
  return r - first;
}

std::string run_text(const Tape& tape, std::size_t first, std::size_t length) {
  const Cell& start = tape.rows[first].cell;
  if (start.is_constant()) {
    const std::string value = integer_text(start.constant);
    return length == 1 ? value : value + " x " + std::to_string(length);
  }
  const std::string& name = tape.variables[start.variable];
  if (length == 1) return name;
  const auto [stem, index] = split_name(name);
  return stem + "[" + std::to_string(index) + ".." +
         std::to_string(index + static_cast<int>(length) - 1) + "]";
}

std::string cells_text(const Tape& tape, std::size_t begin, std::size_t end) {
  std::string out;
  for (std::size_t r = begin; r < end;) {
    const std::size_t length = run_length(tape, r, end);
    out += (out.empty() ? "" : ", ") + run_text(tape, r, length);
    r += length;
  }
  return out;
}

std::string hash_text(const TapeCall& call) {
  const std::uint32_t id = call.arguments[0];
  const std::string which = "hash " + std::to_string(id / kHashIdStride % kHashIdsPerKind);
  const std::string block = std::to_string(id % kHashIdStride);
  if (call.kind == CallKind::kHashNext) return which + ": block " + block;
  if (call.kind == CallKind::kHashDigest) return which + ": digest after block " + block;
  const TagInfo* tag = find_tag(call.arguments[1]);
  const std::string name =
      tag == nullptr ? std::to_string(call.arguments[1]) : std::string(tag->name);
  return which + ": block 0, " + name + " of " + std::to_string(call.arguments[2]);
}

// The first `count` arguments: "node (0, 3, 10, 0)".
std::string tuple_text(const std::string& verb, const TapeCall& call, std::size_t count) {
  std::string out = verb + " (" + std::to_string(call.arguments[0]);
  for (std::size_t i = 1; i < count; ++i) out += ", " + std::to_string(call.arguments[i]);
  return out + ")";
}

std::string call_text(const TapeCall& call) {
  switch (call.kind) {
    case CallKind::kNone:
      break;
    case CallKind::kHashFirst:
    case CallKind::kHashNext:
    case CallKind::kHashDigest:
      return hash_text(call);
    case CallKind::kDemandNode:
      return tuple_text("demand node", call, 4);
    case CallKind::kSupplyNode:
      return tuple_text("supply node", call, 4);
    case CallKind::kSupplyEmptyNode:
      return tuple_text("supply* node", call, 4);
    case CallKind::kDemandGlobal:
      return tuple_text("demand global", call, 2);
    case CallKind::kDemandGlobalIf:
      return tuple_text("demand? global", call, 2);
    case CallKind::kSupplyGlobal:
      return tuple_text("supply* global", call, 2);
  }
  return "";
}

std::string action_text(const TapeRow& row) {
  std::string out = call_text(row.call);
  if (row.publishes) out += (out.empty() ? "" : "; ") + std::string("public values");
  if (row.range) out += (out.empty() ? "" : "; ") + std::string("range");
  return out;
}

void pad(std::string& line, std::size_t width) {
  line += std::string(line.size() < width ? width - line.size() : 1, ' ');
}

// The cells that [begin, end) appends, and what happens at row end - 1.
std::string line_text(const Tape& tape, std::size_t begin, std::size_t end) {
  std::string line = std::to_string(begin);
  if (end - begin > 1) line += "-" + std::to_string(end - 1);
  pad(line, 10);
  line += cells_text(tape, begin, end);
  const std::string action = action_text(tape.rows[end - 1]);
  if (!action.empty()) {
    pad(line, 50);
    line += "-> " + action;
  }
  return line + "\n";
}

// "1440 epoch[0]", "flag * word", "3"; without the sign.
std::string term_text(const Tape& tape, std::size_t row, const WindowTerm& term,
                      std::string_view factor) {
  const auto name = [&](std::uint8_t cell) -> const std::string& {
    return tape.variables[tape.window_cell(row, cell).variable];
  };
  std::string out = factor == "1" && term.b != kNoCell ? "" : std::string(factor);
  for (const std::uint8_t cell : {term.a, term.b}) {
    if (cell == kNoCell) continue;
    out += (out.empty() ? "" : cell == term.a ? " " : " * ") + name(cell);
    if (term.a == term.b) return out + "^2";
  }
  return out;
}

std::string equation_text(const Tape& tape, const TapeEquation& equation, std::size_t row) {
  std::string sum;
  for (const WindowTerm& term : equation.terms) {
    std::string factor = integer_text(term.factor);
    const bool negative = factor.front() == '-';
    if (negative) factor.erase(0, 1);
    if (sum.empty()) {
      sum = negative ? "-" : "";
    } else {
      sum += negative ? " - " : " + ";
    }
    sum += term_text(tape, row, term, factor);
  }
  return tape.rules[equation.rule] + ": " + sum + " = 0 (row " + std::to_string(row) + ")\n";
}

}  // namespace

std::string to_text(const Tape& tape) {
  std::string out;
  std::size_t begin = 0;
  for (std::size_t r = 0; r < tape.used; ++r) {
    if (action_text(tape.rows[r]).empty() && r + 1 - begin < kWindow && r + 1 < tape.used) continue;
    out += line_text(tape, begin, r + 1);
    begin = r + 1;
  }
  out += std::to_string(tape.used) + "-" + std::to_string(tape.rows.size() - 1) + " zeros\n\n";
  // Equations of one shape share a selector; each row has variables of its own.
  for (const TapeEquation& equation : tape.equations) {
    for (const std::uint32_t row : equation.rows) out += equation_text(tape, equation, row);
  }
  return out;
}

}  // namespace rpp
