// SPDX-License-Identifier: Apache-2.0 OR MIT
#include "p3/air/tape.h"

#include <limits>

#include "p3/base/check.h"
#include "p3/field/extension_params.h"

namespace p3 {

template <class F>
RowLayout make_row_layout(const AirShape<F>& shape) {
  RowLayout layout;
  std::uint32_t end = 0;
  const auto take = [&end](std::size_t count) {
    const std::uint32_t start = end;
    end += static_cast<std::uint32_t>(count);
    return start;
  };
  layout.width = static_cast<std::uint32_t>(shape.width);
  layout.preprocessed_width = static_cast<std::uint32_t>(shape.preprocessed_width);
  layout.num_periodic = static_cast<std::uint32_t>(shape.periodic.size());
  layout.reads_next = shape.reads_next_row;
  layout.reads_preprocessed_next = shape.reads_preprocessed_next_row;
  layout.local = take(shape.width);
  layout.next = take(shape.reads_next_row ? shape.width : 0);
  layout.preprocessed_local = take(shape.preprocessed_width);
  layout.preprocessed_next = take(shape.reads_preprocessed_next_row ? shape.preprocessed_width : 0);
  layout.periodic = take(shape.periodic.size());
  layout.end = end;
  return layout;
}

namespace {

bool is_operation(DagOp op) { return is_binary(op) || op == DagOp::kNeg; }

TapeOpcode opcode(DagOp op) {
  switch (op) {
    case DagOp::kAdd:
      return TapeOpcode::kAdd;
    case DagOp::kSub:
      return TapeOpcode::kSub;
    case DagOp::kMul:
      return TapeOpcode::kMul;
    default:
      return TapeOpcode::kNeg;
  }
}

// Hands out temporary slots, lowest free one last in, first out.
class SlotPool {
 public:
  explicit SlotPool(std::uint32_t first) : end_(first) {}
  std::uint32_t take() {
    if (free_.empty()) return end_++;
    const std::uint32_t slot = free_.back();
    free_.pop_back();
    return slot;
  }
  void give_back(std::uint32_t slot) { free_.push_back(slot); }
  std::uint32_t end() const { return end_; }

 private:
  std::uint32_t end_;
  std::vector<std::uint32_t> free_;
};

}  // namespace

template <class F>
Tape<F>::Tape(const AirShape<F>& shape, const ConstraintDag<F>& dag,
              std::span<const std::uint32_t> constraints, std::span<const std::uint32_t> outputs)
    : layout_(make_row_layout(shape)), slots_(dag.nodes.size()) {
  place_leaves(dag, shape.num_public_values);
  emit(dag, schedule(dag, constraints, outputs), outputs);
}

// Operations in an order that respects operands, each root's just before the root.
template <class F>
std::vector<typename Tape<F>::Step> Tape<F>::schedule(
    const ConstraintDag<F>& dag, std::span<const std::uint32_t> constraints,
    std::span<const std::uint32_t> outputs) const {
  std::vector<Step> steps;
  std::vector<bool> done(dag.nodes.size());
  std::vector<std::uint32_t> stack;
  const auto visit = [&](std::uint32_t root) {
    stack.push_back(root);
    while (!stack.empty()) {
      const std::uint32_t i = stack.back();
      const DagNode<F>& node = dag.nodes[i];
      if (done[i] || !is_operation(node.op)) {
        stack.pop_back();
        continue;
      }
      const bool a_ready = done[node.a] || !is_operation(dag.nodes[node.a].op);
      const bool b_ready =
          !is_binary(node.op) || done[node.b] || !is_operation(dag.nodes[node.b].op);
      if (a_ready && b_ready) {
        done[i] = true;
        steps.push_back({false, i});
        stack.pop_back();
        continue;
      }
      if (!b_ready) stack.push_back(node.b);
      if (!a_ready) stack.push_back(node.a);
    }
  };
  for (const std::uint32_t root : constraints) {
    visit(root);
    steps.push_back({true, root});
  }
  for (const std::uint32_t root : outputs) visit(root);
  return steps;
}

template <class F>
void Tape<F>::place_leaves(const ConstraintDag<F>& dag, std::size_t num_public_values) {
  frame_.selectors = layout_.end;
  frame_.public_values = frame_.selectors + 3;
  frame_.num_public_values = static_cast<std::uint32_t>(num_public_values);
  frame_.first_constant = frame_.public_values + frame_.num_public_values;
  for (std::size_t i = 0; i < dag.nodes.size(); ++i) {
    const DagNode<F>& node = dag.nodes[i];
    switch (node.op) {
      case DagOp::kConst:
        slots_[i] = frame_.first_constant + static_cast<std::uint32_t>(constants_.size());
        constants_.push_back(node.value);
        break;
      case DagOp::kMain:
        slots_[i] = (node.row == 0 ? layout_.local : layout_.next) + node.a;
        break;
      case DagOp::kPreprocessed:
        slots_[i] =
            (node.row == 0 ? layout_.preprocessed_local : layout_.preprocessed_next) + node.a;
        break;
      case DagOp::kPeriodic:
        slots_[i] = layout_.periodic + node.a;
        break;
      case DagOp::kPublic:
        slots_[i] = frame_.public_values + node.a;
        break;
      case DagOp::kFirst:
      case DagOp::kLast:
      case DagOp::kTransition:
        slots_[i] = frame_.selectors + static_cast<std::uint32_t>(node.op) -
                    static_cast<std::uint32_t>(DagOp::kFirst);
        break;
      default:
        break;
    }
  }
  frame_.num_constants = static_cast<std::uint32_t>(constants_.size());
}

template <class F>
void Tape<F>::emit(const ConstraintDag<F>& dag, const std::vector<Step>& steps,
                   std::span<const std::uint32_t> outputs) {
  std::vector<std::size_t> last_use(dag.nodes.size());
  for (std::size_t s = 0; s < steps.size(); ++s) {
    const DagNode<F>& node = dag.nodes[steps[s].node];
    if (steps[s].is_assert) {
      last_use[steps[s].node] = s;
      continue;
    }
    last_use[node.a] = s;
    if (is_binary(node.op)) last_use[node.b] = s;
  }
  for (const std::uint32_t node : outputs) {
    last_use[node] = std::numeric_limits<std::size_t>::max();
  }

  SlotPool pool(frame_.first_constant + frame_.num_constants);
  const auto release = [&](std::uint32_t node, std::size_t s) {
    if (is_operation(dag.nodes[node].op) && last_use[node] == s) pool.give_back(slots_[node]);
  };
  ops_.reserve(steps.size());
  for (std::size_t s = 0; s < steps.size(); ++s) {
    const std::uint32_t i = steps[s].node;
    if (steps[s].is_assert) {
      ops_.push_back({TapeOpcode::kAssert, 0, slots_[i], 0});
      release(i, s);
      continue;
    }
    const DagNode<F>& node = dag.nodes[i];
    const bool binary = is_binary(node.op);
    const std::uint32_t b = binary ? node.b : node.a;
    TapeOp op{opcode(node.op), 0, slots_[node.a], slots_[b]};
    // Operands are read before the result is written, so it may take their place.
    release(node.a, s);
    if (b != node.a) release(b, s);
    op.dst = slots_[i] = pool.take();
    ops_.push_back(op);
  }
  frame_.num_slots = pool.end();
}

template <class F>
TapeView<F> Tape<F>::view() const {
  TapeView<F> view = frame_;
  view.ops = ops_.data();
  view.num_ops = ops_.size();
  view.constants = constants_.data();
  return view;
}

template <class F>
void run_tape(const TapeView<F>& tape, F* slots) {
  for (std::uint32_t i = 0; i < tape.num_constants; ++i) {
    slots[tape.first_constant + i] = tape.constants[i];
  }
  for (std::size_t i = 0; i < tape.num_ops; ++i) {
    const TapeOp& op = tape.ops[i];
    switch (op.op) {
      case TapeOpcode::kAdd:
        slots[op.dst] = slots[op.a] + slots[op.b];
        break;
      case TapeOpcode::kSub:
        slots[op.dst] = slots[op.a] - slots[op.b];
        break;
      case TapeOpcode::kMul:
        slots[op.dst] = slots[op.a] * slots[op.b];
        break;
      case TapeOpcode::kNeg:
        slots[op.dst] = -slots[op.a];
        break;
      case TapeOpcode::kAssert:
        break;
    }
  }
}

#define P3_INSTANTIATE(F)                                    \
  template RowLayout make_row_layout<F>(const AirShape<F>&); \
  template class Tape<F>;                                    \
  template void run_tape<F>(const TapeView<F>&, F*);
P3_FOR_EACH_FIELD(P3_INSTANTIATE)
#undef P3_INSTANTIATE

}  // namespace p3
