// SPDX-License-Identifier: Apache-2.0 OR MIT
#include "p3/air/symbolic.h"

#include <limits>
#include <utility>

#include "p3/base/check.h"
#include "p3/field/extension_params.h"

namespace p3 {

template <class F>
std::uint32_t DagArena<F>::intern(const DagNode<F>& node) {
  P3_CHECK(nodes_.size() < std::numeric_limits<std::uint32_t>::max(), "expression DAG too large");
  const auto next = static_cast<std::uint32_t>(nodes_.size());
  const auto [found, inserted] = index_.try_emplace(node, next);
  if (inserted) nodes_.push_back(node);
  return found->second;
}

template <class F>
std::vector<DagNode<F>> DagArena<F>::take() {
  index_.clear();
  return std::exchange(nodes_, {});
}

template <class F>
std::uint32_t SymbolicExpr<F>::node_in(DagArena<F>& arena) const {
  if (!is_const()) {
    P3_CHECK(arena_ == &arena, "expression of another builder");
    return node_;
  }
  return arena.intern({DagOp::kConst, 0, 0, 0, constant_});
}

template <class F>
SymbolicExpr<F> SymbolicExpr<F>::binary(DagOp op, const SymbolicExpr& a, const SymbolicExpr& b) {
  DagArena<F>& arena = a.is_const() ? *b.arena_ : *a.arena_;
  const std::uint32_t left = a.node_in(arena);
  const std::uint32_t right = b.node_in(arena);
  return {&arena, arena.intern({op, 0, left, right, F::zero()})};
}

template <class F>
SymbolicExpr<F> SymbolicExpr<F>::add(const SymbolicExpr& a, const SymbolicExpr& b) {
  if (a.is_const() && b.is_const()) return a.constant_ + b.constant_;
  if (a.is_const() && a.constant_ == F::zero()) return b;
  if (b.is_const() && b.constant_ == F::zero()) return a;
  return binary(DagOp::kAdd, a, b);
}

template <class F>
SymbolicExpr<F> SymbolicExpr<F>::sub(const SymbolicExpr& a, const SymbolicExpr& b) {
  if (a.is_const() && b.is_const()) return a.constant_ - b.constant_;
  if (a.is_const() && a.constant_ == F::zero()) return neg(b);
  if (b.is_const() && b.constant_ == F::zero()) return a;
  return binary(DagOp::kSub, a, b);
}

template <class F>
SymbolicExpr<F> SymbolicExpr<F>::mul(const SymbolicExpr& a, const SymbolicExpr& b) {
  if (a.is_const() && b.is_const()) return a.constant_ * b.constant_;
  if (a.is_const() && a.constant_ == F::zero()) return a;
  if (b.is_const() && b.constant_ == F::zero()) return b;
  if (a.is_const() && a.constant_ == F::one()) return b;
  if (b.is_const() && b.constant_ == F::one()) return a;
  return binary(DagOp::kMul, a, b);
}

template <class F>
SymbolicExpr<F> SymbolicExpr<F>::neg(const SymbolicExpr& a) {
  if (a.is_const()) return -a.constant_;
  return {a.arena_, a.arena_->intern({DagOp::kNeg, 0, a.node_, 0, F::zero()})};
}

template <class F>
SymbolicExpr<F> SymbolicBuilder<F>::leaf(DagOp op, std::uint8_t row, std::size_t i) {
  return {&arena_, arena_.intern({op, row, static_cast<std::uint32_t>(i), 0, F::zero()})};
}

template <class F>
SymbolicExpr<F> SymbolicBuilder<F>::column(DagOp op, std::uint8_t row, std::size_t i,
                                           std::size_t width) {
  P3_CHECK(i < width, "the AIR reads a column or value outside its shape");
  return leaf(op, row, i);
}

template <class F>
void SymbolicBuilder<F>::add_constraint(const Expr& x) {
  dag_.constraints.push_back(x.node_in(arena_));
  dag_.labels.push_back(label_);
}

template <class F>
DagInteraction SymbolicBuilder<F>::interaction(const View& view) {
  DagInteraction out;
  out.tuple.reserve(view.width);
  for (std::size_t i = 0; i < view.width; ++i) out.tuple.push_back(view.tuple[i].node_in(arena_));
  const Count& count = *view.count;
  out.count = {count.value.node_in(arena_), count.weight, count.kind, count.number};
  if (view.flag != nullptr) out.flag = view.flag->node_in(arena_);
  return out;
}

template <class F>
void SymbolicBuilder<F>::record_local(const View* views, std::size_t count) {
  DagLookup lookup;
  lookup.kind = LookupKind::kLocal;
  for (std::size_t i = 0; i < count; ++i) lookup.interactions.push_back(interaction(views[i]));
  dag_.lookups.push_back(std::move(lookup));
}

template <class F>
void SymbolicBuilder<F>::record_global(const char* bus, const View& view) {
  dag_.lookups.push_back({LookupKind::kGlobal, bus, {interaction(view)}});
}

template <class F>
void SymbolicBuilder<F>::record_exclusive(const char* bus, const View* views, std::size_t count) {
  DagLookup lookup{LookupKind::kExclusive, bus, {}};
  for (std::size_t i = 0; i < count; ++i) lookup.interactions.push_back(interaction(views[i]));
  dag_.lookups.push_back(std::move(lookup));
}

namespace {

// Calls visit(std::uint32_t&) on every node index that constraints and lookups hold.
template <class F, class Visit>
void for_each_root(ConstraintDag<F>& dag, const Visit& visit) {
  for (std::uint32_t& root : dag.constraints) visit(root);
  for (DagLookup& lookup : dag.lookups) {
    for (DagInteraction& interaction : lookup.interactions) {
      for (std::uint32_t& node : interaction.tuple) visit(node);
      visit(interaction.count.node);
      if (lookup.kind == LookupKind::kExclusive) visit(interaction.flag);
    }
  }
}

constexpr std::uint32_t kNotPlaced = ~std::uint32_t{0};

// Places `root` and what it needs behind `out`: operands before their node, left before right.
template <class F>
void place_below(const std::vector<DagNode<F>>& nodes, std::uint32_t root,
                 std::vector<std::uint32_t>& place, std::vector<DagNode<F>>& out) {
  std::vector<std::uint32_t> pending{root};  // a stack of our own: expressions may be very deep
  while (!pending.empty()) {
    const std::uint32_t i = pending.back();
    DagNode<F> node = nodes[i];
    const bool has_left = is_binary(node.op) || node.op == DagOp::kNeg;
    const bool has_right = is_binary(node.op);
    if (place[i] != kNotPlaced) {
      pending.pop_back();
    } else if (has_left && place[node.a] == kNotPlaced) {
      pending.push_back(node.a);
    } else if (has_right && place[node.b] == kNotPlaced) {
      pending.push_back(node.b);
    } else {
      if (has_left) node.a = place[node.a];
      if (has_right) node.b = place[node.b];
      place[i] = static_cast<std::uint32_t>(out.size());
      out.push_back(node);
      pending.pop_back();
    }
  }
}

// Numbers the nodes in the order in which the constraints and lookups need them and drops the rest.
// The order of recording depends on the order in which a compiler evaluates arguments; this one
// depends on the AIR alone, so files and digests of an AIR are the same everywhere.
template <class F>
void number_canonically(ConstraintDag<F>& dag) {
  std::vector<std::uint32_t> place(dag.nodes.size(), kNotPlaced);
  std::vector<DagNode<F>> out;
  for_each_root(dag, [&](std::uint32_t& node) {
    place_below(dag.nodes, node, place, out);
    node = place[node];
  });
  dag.nodes = std::move(out);
}

}  // namespace

template <class F>
ConstraintDag<F> SymbolicBuilder<F>::take() {
  dag_.nodes = arena_.take();
  number_canonically(dag_);
  return std::exchange(dag_, {});
}

#define P3_INSTANTIATE(F)         \
  template class DagArena<F>;     \
  template class SymbolicExpr<F>; \
  template class SymbolicBuilder<F>;
P3_FOR_EACH_FIELD(P3_INSTANTIATE)
#undef P3_INSTANTIATE

}  // namespace p3
