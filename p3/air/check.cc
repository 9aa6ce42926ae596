// SPDX-License-Identifier: Apache-2.0 OR MIT
#include "p3/air/check.h"

#include <algorithm>

#include "p3/air/air.h"
#include "p3/air/trace_window.h"
#include "p3/field/extension_params.h"

namespace p3 {
namespace {

template <class F>
std::string text(F x) {
  return std::to_string(x.as_canonical_u64());
}

// "main'[3] (total) = 7": the prime marks the next row.
template <class F>
std::string leaf_text(const DagNode<F>& node, const WindowColumns<F, F>& columns,
                      std::span<const std::string> names) {
  const std::string index = "[" + std::to_string(node.a) + "]";
  const std::string row = node.row == 0 ? "" : "'";
  const std::string name =
      node.op == DagOp::kMain && node.a < names.size() ? " (" + names[node.a] + ")" : "";
  switch (node.op) {
    case DagOp::kMain:
      return "main" + row + index + name + " = " +
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
                         const WindowColumns<F, F>& columns, std::span<const std::string> names) {
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
    const std::string leaf = used[i] ? leaf_text(dag.nodes[i], columns, names) : "";
    if (leaf.empty()) continue;
    if (++count > kMaxValues) continue;
    out += (count == 1 ? " with " : ", ") + leaf;
  }
  if (count > kMaxValues) out += " and " + std::to_string(count - kMaxValues) + " more";
  return out;
}

template <class F>
ConstraintFailure explain(const Air<F>& air, const CheckBuilder<F>& builder, std::size_t row,
                          std::span<const std::string> names) {
  ConstraintFailure failure;
  failure.constraint = builder.failed_index();
  failure.label = builder.failed_label();
  failure.row = row;
  failure.message = "constraint " + std::to_string(failure.constraint);
  if (!failure.label.empty()) failure.message += " (" + failure.label + ")";
  failure.message +=
      " is not zero on row " + std::to_string(row) + ": value " + text(builder.failed_value()) +
      values_under(air.dag(), air.dag().constraints[failure.constraint], builder, names);
  return failure;
}

}  // namespace

template <class F>
std::optional<ConstraintFailure> check_trace(const Air<F>& air, MatrixView<F> main,
                                             MatrixView<F> preprocessed,
                                             std::span<const F> public_values,
                                             std::span<const std::string> column_names) {
  const TraceRows<F> trace{main, preprocessed, public_values};
  if (std::string bad = shape_mismatch(air.shape(), trace); !bad.empty()) {
    ConstraintFailure failure;
    failure.message = std::move(bad);
    return failure;
  }
  std::vector<F> periodic;
  for (std::size_t r = 0; r < main.height; ++r) {
    CheckBuilder<F> builder(window_at(air.shape(), trace, r, periodic));
    air.eval(builder);
    if (builder.failed()) return explain(air, builder, r, column_names);
  }
  return std::nullopt;
}

#define P3_INSTANTIATE(F)                                                                     \
  template std::optional<ConstraintFailure> check_trace<F>(const Air<F>&, MatrixView<F>,      \
                                                           MatrixView<F>, std::span<const F>, \
                                                           std::span<const std::string>);
P3_FOR_EACH_FIELD(P3_INSTANTIATE)
#undef P3_INSTANTIATE

}  // namespace p3
