// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include <cstddef>
#include <vector>

#include "p3/air/dag.h"

// Scalar evaluation of a ConstraintDag over any type E with ring arithmetic and a constructor from
// F.
namespace p3 {

// The value of a leaf read from `columns` (WindowColumns or a builder).
template <class E, class F, class Columns>
E leaf_value(const DagNode<F>& node, Columns& columns) {
  switch (node.op) {
    case DagOp::kMain:
      return node.row == 0 ? columns.local(node.a) : columns.next(node.a);
    case DagOp::kPreprocessed:
      return node.row == 0 ? columns.preprocessed_local(node.a) : columns.preprocessed_next(node.a);
    case DagOp::kPeriodic:
      return columns.periodic(node.a);
    case DagOp::kPublic:
      return columns.public_value(node.a);
    case DagOp::kFirst:
      return columns.is_first_row();
    case DagOp::kLast:
      return columns.is_last_row();
    case DagOp::kTransition:
      return columns.is_transition();
    default:
      return E(node.value);
  }
}

// The value of every node, in order.
template <class E, class F, class Columns>
std::vector<E> evaluate_nodes(const ConstraintDag<F>& dag, Columns& columns) {
  std::vector<E> values;
  values.reserve(dag.nodes.size());
  for (const DagNode<F>& node : dag.nodes) {
    switch (node.op) {
      case DagOp::kAdd:
        values.push_back(values[node.a] + values[node.b]);
        break;
      case DagOp::kSub:
        values.push_back(values[node.a] - values[node.b]);
        break;
      case DagOp::kMul:
        values.push_back(values[node.a] * values[node.b]);
        break;
      case DagOp::kNeg:
        values.push_back(-values[node.a]);
        break;
      default:
        values.push_back(leaf_value<E>(node, columns));
    }
  }
  return values;
}

// Asserts every constraint through a builder, under its label.
template <class F, class B>
void run_constraints(const ConstraintDag<F>& dag, B& b) {
  const std::vector<typename B::Expr> values = evaluate_nodes<typename B::Expr>(dag, b);
  for (std::size_t i = 0; i < dag.constraints.size(); ++i) {
    b.label(dag.labels[i].c_str());
    b.assert_zero(values[dag.constraints[i]]);
  }
}

}  // namespace p3
