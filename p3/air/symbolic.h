// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <unordered_map>
#include <vector>

#include "p3/air/builder_ops.h"
#include "p3/air/dag.h"
#include "p3/air/shape.h"

// SymbolicBuilder: runs an AIR once and records its expression DAG.
//
// Constants fold as Plonky3 0.8.0 folds them (c op c, x + 0, 0 - x, x * 0, x * 1): folding decides
// symbolic degrees, hence the number of quotient chunks. Equal nodes are stored once.
namespace p3 {

struct DagNodeHash {
  template <class F>
  std::size_t operator()(const DagNode<F>& n) const {
    std::uint64_t h = static_cast<std::uint64_t>(n.op) << 8 | n.row;
    for (const std::uint64_t word :
         {std::uint64_t{n.a}, std::uint64_t{n.b}, std::uint64_t{n.value.word()}}) {
      h = (h ^ word) * 0x9e3779b97f4a7c15u;
      h ^= h >> 29;
    }
    return static_cast<std::size_t>(h);
  }
};

template <class F>
class DagArena {
 public:
  // Index of the node, new or already there.
  std::uint32_t intern(const DagNode<F>& node);
  std::vector<DagNode<F>> take();

 private:
  std::vector<DagNode<F>> nodes_;
  std::unordered_map<DagNode<F>, std::uint32_t, DagNodeHash> index_;
};

// A value during symbolic evaluation: a constant, or a node of the arena.
template <class F>
class SymbolicExpr {
 public:
  SymbolicExpr() = default;
  SymbolicExpr(F constant) : constant_(constant) {}
  SymbolicExpr(DagArena<F>* arena, std::uint32_t node) : arena_(arena), node_(node) {}

  bool is_const() const { return arena_ == nullptr; }
  F constant() const { return constant_; }
  // The node in `arena`; interns constants.
  std::uint32_t node_in(DagArena<F>& arena) const;

  friend SymbolicExpr operator+(const SymbolicExpr& a, const SymbolicExpr& b) { return add(a, b); }
  friend SymbolicExpr operator-(const SymbolicExpr& a, const SymbolicExpr& b) { return sub(a, b); }
  friend SymbolicExpr operator*(const SymbolicExpr& a, const SymbolicExpr& b) { return mul(a, b); }
  SymbolicExpr operator-() const { return neg(*this); }
  SymbolicExpr& operator+=(const SymbolicExpr& b) { return *this = add(*this, b); }
  SymbolicExpr& operator-=(const SymbolicExpr& b) { return *this = sub(*this, b); }
  SymbolicExpr& operator*=(const SymbolicExpr& b) { return *this = mul(*this, b); }

 private:
  static SymbolicExpr add(const SymbolicExpr& a, const SymbolicExpr& b);
  static SymbolicExpr sub(const SymbolicExpr& a, const SymbolicExpr& b);
  static SymbolicExpr mul(const SymbolicExpr& a, const SymbolicExpr& b);
  static SymbolicExpr neg(const SymbolicExpr& a);
  static SymbolicExpr binary(DagOp op, const SymbolicExpr& a, const SymbolicExpr& b);

  DagArena<F>* arena_ = nullptr;
  std::uint32_t node_ = 0;
  F constant_{};
};

template <class F>
class SymbolicBuilder
    : public BuilderOps<SymbolicBuilder<F>, F, SymbolicExpr<F>>,
      public LookupOps<SymbolicBuilder<F>, SymbolicExpr<F>, LookupCount<F, SymbolicExpr<F>>> {
 public:
  using Expr = SymbolicExpr<F>;
  using Count = LookupCount<F, Expr>;
  using View = InteractionView<Expr, Count>;

  // Reads outside the shape are bugs of the AIR and abort.
  explicit SymbolicBuilder(const AirShape<F>& shape) : shape_(shape) {}
  SymbolicBuilder(const SymbolicBuilder&) = delete;
  SymbolicBuilder& operator=(const SymbolicBuilder&) = delete;

  Expr local(std::size_t i) { return column(DagOp::kMain, 0, i, shape_.width); }
  Expr next(std::size_t i) { return column(DagOp::kMain, 1, i, shape_.width); }
  Expr preprocessed_local(std::size_t i) {
    return column(DagOp::kPreprocessed, 0, i, shape_.preprocessed_width);
  }
  Expr preprocessed_next(std::size_t i) {
    return column(DagOp::kPreprocessed, 1, i, shape_.preprocessed_width);
  }
  Expr periodic(std::size_t i) { return column(DagOp::kPeriodic, 0, i, shape_.periodic.size()); }
  Expr public_value(std::size_t i) {
    return column(DagOp::kPublic, 0, i, shape_.num_public_values);
  }
  Expr is_first_row() { return leaf(DagOp::kFirst, 0, 0); }
  Expr is_last_row() { return leaf(DagOp::kLast, 0, 0); }
  Expr is_transition() { return leaf(DagOp::kTransition, 0, 0); }

  void add_constraint(const Expr& x);
  void set_label(const char* text) { label_ = text; }
  void record_local(const View* views, std::size_t count);
  void record_global(const char* bus, const View& view);
  void record_exclusive(const char* bus, const View* views, std::size_t count);

  // The recorded DAG without nodes that nothing uses; the builder is empty afterwards.
  ConstraintDag<F> take();

 private:
  Expr column(DagOp op, std::uint8_t row, std::size_t i, std::size_t width);
  Expr leaf(DagOp op, std::uint8_t row, std::size_t i);
  DagInteraction interaction(const View& view);

  const AirShape<F>& shape_;
  DagArena<F> arena_;
  ConstraintDag<F> dag_;
  std::string label_;
};

}  // namespace p3
