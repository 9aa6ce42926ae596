// SPDX-License-Identifier: Apache-2.0 OR MIT
#include "p3/air/check.h"

#include <algorithm>
#include <bit>

#include "p3/air/air.h"
#include "p3/field/extension_params.h"

namespace p3 {
namespace {

template <class F>
std::string text(F x) {
  return std::to_string(x.as_canonical_u64());
}

template <class F>
struct Trace {
  MatrixView<F> main;
  MatrixView<F> preprocessed;
  std::span<const F> public_values;
};

// The rows that the constraints see at row r; `periodic` is room for the periodic values.
template <class F>
RowWindow<F, F> window_at(const AirShape<F>& shape, const Trace<F>& trace, std::size_t r,
                          std::vector<F>& periodic) {
  const std::size_t height = trace.main.height;
  const std::size_t next = (r + 1) % height;
  periodic.clear();
  for (const std::vector<F>& column : shape.periodic) periodic.push_back(column[r % column.size()]);
  RowWindow<F, F> window;
  window.local = trace.main.row_span(r);
  window.next = trace.main.row_span(next);
  if (shape.preprocessed_width != 0) {
    window.preprocessed_local = trace.preprocessed.row_span(r);
    window.preprocessed_next = trace.preprocessed.row_span(next);
  }
  window.periodic = periodic;
  window.public_values = trace.public_values;
  window.is_first_row = r == 0 ? F::one() : F::zero();
  window.is_last_row = next == 0 ? F::one() : F::zero();
  window.is_transition = next == 0 ? F::zero() : F::one();
  return window;
}

template <class F>
std::string leaf_text(const DagNode<F>& node, const WindowColumns<F, F>& columns) {
  const std::string index = "[" + std::to_string(node.a) + "]";
  const std::string row = node.row == 0 ? "" : "'";
  switch (node.op) {
    case DagOp::kMain:
      return "main" + row + index + " = " +
             text(node.row == 0 ? columns.local(node.a) : columns.next(node.a));
    case DagOp::kPreprocessed:
      return "preprocessed" + row + index + " = " +
             text(node.row == 0 ? columns.preprocessed_local(node.a)
                                : columns.preprocessed_next(node.a));
    case DagOp::kPeriodic:
      return "periodic" + index + " = " + text(columns.periodic(node.a));
    case DagOp::kPublic:
      return "public" + index + " = " + text(columns.public_value(node.a));
    default:
      return "";
  }
}

// The columns and public values under a node, at most kMaxValues of them.
template <class F>
std::string values_under(const ConstraintDag<F>& dag, std::uint32_t root,
                         const WindowColumns<F, F>& columns) {
  constexpr std::size_t kMaxValues = 16;
  std::vector<bool> used(std::size_t{root} + 1);
  used[root] = true;
  for (std::size_t i = used.size(); i-- > 0;) {
    const DagNode<F>& node = dag.nodes[i];
    if (!used[i]) continue;
    if (is_binary(node.op) || node.op == DagOp::kNeg) used[node.a] = true;
    if (is_binary(node.op)) used[node.b] = true;
  }
  std::string out;
  std::size_t count = 0;
  for (std::size_t i = 0; i < used.size(); ++i) {
    const std::string leaf = used[i] ? leaf_text(dag.nodes[i], columns) : "";
    if (leaf.empty()) continue;
    if (++count > kMaxValues) continue;
    out += (count == 1 ? " with " : ", ") + leaf;
  }
  if (count > kMaxValues) out += " and " + std::to_string(count - kMaxValues) + " more";
  return out;
}

template <class F>
ConstraintFailure explain(const Air<F>& air, const CheckBuilder<F>& builder, std::size_t row) {
  ConstraintFailure failure;
  failure.constraint = builder.failed_index();
  failure.label = builder.failed_label();
  failure.row = row;
  failure.message = "constraint " + std::to_string(failure.constraint);
  if (!failure.label.empty()) failure.message += " (" + failure.label + ")";
  failure.message += " is not zero on row " + std::to_string(row) + ": value " +
                     text(builder.failed_value()) +
                     values_under(air.dag(), air.dag().constraints[failure.constraint], builder);
  return failure;
}

std::string mismatch(const char* what, std::size_t expected, std::size_t got) {
  return std::string(what) + ": expected " + std::to_string(expected) + ", got " +
         std::to_string(got);
}

// Empty when the trace fits the shape.
template <class F>
std::string shape_mismatch(const AirShape<F>& shape, const Trace<F>& trace) {
  if (trace.main.width != shape.width) {
    return mismatch("trace width", shape.width, trace.main.width);
  }
  const std::size_t height = trace.main.height;
  if (!std::has_single_bit(height)) {
    return "trace height " + std::to_string(height) + " is not a power of two";
  }
  if (trace.public_values.size() != shape.num_public_values) {
    return mismatch("public values", shape.num_public_values, trace.public_values.size());
  }
  if (shape.preprocessed_width != 0) {
    if (trace.preprocessed.width != shape.preprocessed_width) {
      return mismatch("preprocessed width", shape.preprocessed_width, trace.preprocessed.width);
    }
    if (trace.preprocessed.height != height) {
      return mismatch("preprocessed height", height, trace.preprocessed.height);
    }
  }
  for (const std::vector<F>& column : shape.periodic) {
    if (!std::has_single_bit(column.size()) || column.size() > height) {
      return "periodic column of length " + std::to_string(column.size()) + " on a trace of " +
             std::to_string(height) + " rows";
    }
  }
  return "";
}

}  // namespace

template <class F>
std::optional<ConstraintFailure> check_trace(const Air<F>& air, MatrixView<F> main,
                                             MatrixView<F> preprocessed,
                                             std::span<const F> public_values) {
  const Trace<F> trace{main, preprocessed, public_values};
  if (std::string bad = shape_mismatch(air.shape(), trace); !bad.empty()) {
    ConstraintFailure failure;
    failure.message = std::move(bad);
    return failure;
  }
  std::vector<F> periodic;
  for (std::size_t r = 0; r < main.height; ++r) {
    CheckBuilder<F> builder(window_at(air.shape(), trace, r, periodic));
    air.eval(builder);
    if (builder.failed()) return explain(air, builder, r);
  }
  return std::nullopt;
}

#define P3_INSTANTIATE(F)                                                                \
  template std::optional<ConstraintFailure> check_trace<F>(const Air<F>&, MatrixView<F>, \
                                                           MatrixView<F>, std::span<const F>);
P3_FOR_EACH_FIELD(P3_INSTANTIATE)
#undef P3_INSTANTIATE

}  // namespace p3
