// SPDX-License-Identifier: Apache-2.0 OR MIT
#include "rpp/wiring/tape_demands.h"

#include <array>
#include <vector>

namespace rpp {
namespace {

void append_window(const TapeValues& values, std::size_t row, std::vector<Element>& out) {
  for (std::size_t i = 0; i < kWindow; ++i) {
    out.push_back(values.of(values.tape().window_cell(row, i)));
  }
}

}  // namespace

// The blocks of a message follow each other on the tape, so the next first block or digest ends it.
void record_hashes(const TapeValues& values, HasherTrace& hasher) {
  const Tape& tape = values.tape();
  const TapeCall* first = nullptr;
  std::vector<Element> message;
  for (std::size_t r = 0; r < tape.rows.size(); ++r) {
    const TapeCall& call = tape.rows[r].call;
    if (call.kind == CallKind::kHashFirst) {
      first = &call;
      message.clear();
    }
    if (call.kind != CallKind::kHashFirst && call.kind != CallKind::kHashNext) continue;
    append_window(values, r, message);
    const std::size_t length = first->arguments[2];
    if (message.size() < length) continue;
    message.resize(length);
    hasher.hash(first->arguments[0], static_cast<Tag>(first->arguments[1]), message);
  }
}

void record_ranges(const TapeValues& values, RangeTrace& range) {
  const Tape& tape = values.tape();
  for (std::size_t r = 0; r < tape.rows.size(); ++r) {
    if (!tape.rows[r].range) continue;
    std::array<Element, kRangeWidth> limbs;
    for (std::size_t i = 0; i < kRangeWidth; ++i) {
      limbs[i] = values.of(tape.window_cell(r, kWindow - kRangeWidth + i));
    }
    range.add(limbs);
  }
}

}  // namespace rpp
