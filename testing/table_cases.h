// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include <functional>
#include <memory>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "testing/label_cases.h"

// Bad traces of one table, made from an honest one by changing cells.
namespace p3::testing {

using TableTrace = Matrix<KoalaBear>;
using Edit = std::function<void(TableTrace&)>;
using AirPointer = std::shared_ptr<const Air<KoalaBear>>;

// A batch of the one table, edited.
inline TrialBatch edited(const AirPointer& air, const TableTrace& honest, const Edit& edit) {
  TrialBatch batch;
  batch.push_back({air, honest.clone()});
  edit(batch[0].trace);
  return batch;
}

struct BadTrace {
  std::string label;
  Edit edit;
  bool breaks_exclusive_flags = false;
};

// The edits as cases; `honest` must outlive them.
inline std::vector<LabelCase> cases_of(const AirPointer& air, const TableTrace& honest,
                                       const std::vector<BadTrace>& bad) {
  std::vector<LabelCase> cases;
  for (const BadTrace& one : bad) {
    cases.push_back({one.label,
                     [air, &honest, edit = one.edit] { return edited(air, honest, edit); },
                     one.breaks_exclusive_flags});
  }
  return cases;
}

// Adds `by` to cell (row, column).
inline Edit add_to(std::size_t row, std::size_t column, std::int64_t by = 1) {
  return [=](TableTrace& trace) { trace.at(row, column) += KoalaBear::from_i64(by); };
}

// Column `column` of rows first .. first + rows - 1 becomes `value`.
inline Edit set_all(std::size_t first, std::size_t rows, std::size_t column, std::int64_t value) {
  return [=](TableTrace& trace) {
    for (std::size_t r = first; r < first + rows; ++r) {
      trace.at(r, column) = KoalaBear::from_i64(value);
    }
  };
}

inline Edit both(Edit a, Edit b) {
  return [a = std::move(a), b = std::move(b)](TableTrace& trace) {
    a(trace);
    b(trace);
  };
}

// Cells of rows [0, rows) that can take another value without that a constraint fails or a bus
// changes: (row, column).
std::set<std::pair<std::size_t, std::size_t>> free_cells(const AirPointer& air,
                                                         const TableTrace& honest,
                                                         std::size_t rows);

}  // namespace p3::testing
