// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include <functional>
#include <memory>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "rpp/consensus/air/models.h"
#include "rpp/consensus/trace/cells.h"
#include "testing/label_cases.h"

// Bad traces of one table, made from an honest one by changing cells.
namespace rpp::testing {

using Edit = std::function<void(Trace&)>;
using AirPointer = std::shared_ptr<const TableAir>;

// A batch of the one table, edited.
inline p3::testing::TrialBatch edited(const AirPointer& air, const Trace& honest,
                                      const Edit& edit) {
  p3::testing::TrialBatch batch;
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
inline std::vector<p3::testing::LabelCase> cases_of(const AirPointer& air, const Trace& honest,
                                                    const std::vector<BadTrace>& bad) {
  std::vector<p3::testing::LabelCase> cases;
  for (const BadTrace& one : bad) {
    cases.push_back({one.label,
                     [air, &honest, edit = one.edit] { return edited(air, honest, edit); },
                     one.breaks_exclusive_flags});
  }
  return cases;
}

// Adds `by` to cell (row, column).
inline Edit add_to(std::size_t row, std::size_t column, std::int64_t by = 1) {
  return [=](Trace& trace) { trace.at(row, column) += Element::from_i64(by); };
}

// Column `column` of rows first .. first + rows - 1 becomes `value`.
inline Edit set_all(std::size_t first, std::size_t rows, std::size_t column, std::int64_t value) {
  return [=](Trace& trace) {
    for (std::size_t r = first; r < first + rows; ++r) {
      trace.at(r, column) = Element::from_i64(value);
    }
  };
}

inline Edit both(Edit a, Edit b) {
  return [a = std::move(a), b = std::move(b)](Trace& trace) {
    a(trace);
    b(trace);
  };
}

// Cells of rows [0, rows) that can take another value without that a constraint fails or a bus
// changes: (row, column).
std::set<std::pair<std::size_t, std::size_t>> free_cells(const AirPointer& air, const Trace& honest,
                                                         std::size_t rows);

}  // namespace rpp::testing
