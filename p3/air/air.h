// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include <utility>

#include "p3/air/dag.h"
#include "p3/air/dag_eval.h"
#include "p3/air/shape.h"
#include "p3/air/symbolic.h"
#include "p3/field/baby_bear.h"
#include "p3/field/goldilocks.h"
#include "p3/field/koala_bear.h"

// Air<F>: any AIR over F, for prover and verifier alike: its shape and its ConstraintDag.
//
// AirModel<F, A> wraps a plain class A (see builder_ops.h), InterpretedAir (interpreted.h) comes
// from data. Checker and verifier evaluate the DAG, which is built once, at construction: one
// evaluation costs them about as much as the class itself would, and a large AIR is not compiled
// once more for every extension field. The prover's rows go through kernels (quotient_kernel.h).
namespace p3 {

template <class F>
class Air {
 public:
  Air() = default;
  virtual ~Air() = default;
  Air(const Air&) = delete;
  Air& operator=(const Air&) = delete;

  const AirShape<F>& shape() const { return shape_; }
  const ConstraintDag<F>& dag() const { return dag_; }

  // Runs the constraints through a scalar builder (CheckBuilder, VerifierFolder).
  template <class B>
  void eval(B& b) const {
    run_constraints(dag_, b);
  }

 protected:
  // Aborts if the DAG breaks the rules of interpreted.h: a compiled AIR that does is a bug.
  void set_statement(AirShape<F> shape, ConstraintDag<F> dag);

 private:
  AirShape<F> shape_;
  ConstraintDag<F> dag_;
};

template <class F, class A>
class AirModel final : public Air<F> {
 public:
  explicit AirModel(A air) : air_(std::move(air)) {
    AirShape<F> shape = air_.shape();
    SymbolicBuilder<F> builder(shape);
    air_.eval(builder);
    ConstraintDag<F> dag = builder.take();
    this->set_statement(std::move(shape), std::move(dag));
  }

  const A& plain() const { return air_; }

 private:
  A air_;
};

}  // namespace p3
