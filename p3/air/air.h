// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include <utility>

#include "p3/air/check.h"
#include "p3/air/dag.h"
#include "p3/air/folder.h"
#include "p3/air/shape.h"
#include "p3/air/symbolic.h"
#include "p3/field/extension.h"

// Air<F>: any AIR over F behind one interface, for prover and verifier alike.
//
// AirModel<F, A> wraps a plain class A (see builder_ops.h); InterpretedAir (interpreted.h) runs a
// ConstraintDag. Shape and DAG are computed once, at construction. The verifier's folder differs
// per extension field, so there is one virtual eval for each extension of F.
namespace p3 {

template <class... Ts>
struct TypeList {};

template <class F>
struct ExtensionsOf;
template <>
struct ExtensionsOf<KoalaBear> {
  using Types = TypeList<KoalaBear4, KoalaBear5, KoalaBear8>;
};
template <>
struct ExtensionsOf<BabyBear> {
  using Types = TypeList<BabyBear4, BabyBear5, BabyBear8>;
};
template <>
struct ExtensionsOf<Goldilocks> {
  using Types = TypeList<Goldilocks2, Goldilocks5>;
};

namespace internal {

template <class F, class Types>
struct AirEvals;
template <class F>
struct AirEvals<F, TypeList<>> {
  virtual ~AirEvals() = default;
  virtual void eval(CheckBuilder<F>& b) const = 0;
};
template <class F, class EF, class... Rest>
struct AirEvals<F, TypeList<EF, Rest...>> : AirEvals<F, TypeList<Rest...>> {
  using AirEvals<F, TypeList<Rest...>>::eval;
  virtual void eval(VerifierFolder<F, EF>& b) const = 0;
};

// Overrides every eval of Base with Model::run(b).
template <class Model, class Base, class F, class Types>
struct AirOverrides;
template <class Model, class Base, class F>
struct AirOverrides<Model, Base, F, TypeList<>> : Base {
  using Base::Base;
  using Base::eval;
  void eval(CheckBuilder<F>& b) const final { static_cast<const Model*>(this)->run(b); }
};
template <class Model, class Base, class F, class EF, class... Rest>
struct AirOverrides<Model, Base, F, TypeList<EF, Rest...>>
    : AirOverrides<Model, Base, F, TypeList<Rest...>> {
  using AirOverrides<Model, Base, F, TypeList<Rest...>>::AirOverrides;
  using AirOverrides<Model, Base, F, TypeList<Rest...>>::eval;
  void eval(VerifierFolder<F, EF>& b) const final { static_cast<const Model*>(this)->run(b); }
};

}  // namespace internal

template <class F>
class Air : public internal::AirEvals<F, typename ExtensionsOf<F>::Types> {
 public:
  Air() = default;
  Air(const Air&) = delete;
  Air& operator=(const Air&) = delete;

  const AirShape<F>& shape() const { return shape_; }
  const ConstraintDag<F>& dag() const { return dag_; }

 protected:
  // Aborts if the DAG breaks the rules of interpreted.h: a compiled AIR that does is a bug.
  void set_statement(AirShape<F> shape, ConstraintDag<F> dag);

 private:
  AirShape<F> shape_;
  ConstraintDag<F> dag_;
};

template <class F, class A>
class AirModel final
    : public internal::AirOverrides<AirModel<F, A>, Air<F>, F, typename ExtensionsOf<F>::Types> {
 public:
  explicit AirModel(A air) : air_(std::move(air)) {
    AirShape<F> shape = air_.shape();
    SymbolicBuilder<F> builder(shape);
    air_.eval(builder);
    ConstraintDag<F> dag = builder.take();
    this->set_statement(std::move(shape), std::move(dag));
  }

  const A& plain() const { return air_; }
  template <class B>
  void run(B& b) const {
    air_.eval(b);
  }

 private:
  A air_;
};

}  // namespace p3
