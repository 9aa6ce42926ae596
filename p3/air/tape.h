// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "p3/air/dag.h"
#include "p3/air/kernel_abi.h"
#include "p3/air/shape.h"

// Tape: a ConstraintDag as a straight-line program over slots (kernel_abi.h).
//
// Every operation comes just before the first constraint that needs it, and a slot is used again
// after its last reader, so that the working set stays near the caches.
namespace p3 {

template <class F>
RowLayout make_row_layout(const AirShape<F>& shape);

template <class F>
class Tape {
 public:
  // Constraints become kAssert operations, in order. Outputs keep their slots to the end.
  Tape(const AirShape<F>& shape, const ConstraintDag<F>& dag,
       std::span<const std::uint32_t> constraints, std::span<const std::uint32_t> outputs);

  const RowLayout& layout() const { return layout_; }
  TapeView<F> view() const;
  std::uint32_t slot(std::uint32_t output_node) const { return slots_[output_node]; }

 private:
  struct Step {
    bool is_assert;
    std::uint32_t node;
  };

  std::vector<Step> schedule(const ConstraintDag<F>& dag,
                             std::span<const std::uint32_t> constraints,
                             std::span<const std::uint32_t> outputs) const;
  void place_leaves(const ConstraintDag<F>& dag, std::size_t num_public_values);
  void emit(const ConstraintDag<F>& dag, const std::vector<Step>& steps,
            std::span<const std::uint32_t> outputs);

  RowLayout layout_;
  std::vector<TapeOp> ops_;
  std::vector<F> constants_;
  std::vector<std::uint32_t> slots_;  // by node
  TapeView<F> frame_;                 // slot numbers; pointers are filled in by view()
};

// One row at a time, for code outside the kernels: `slots` has num_slots elements, of which the
// caller has set columns, selectors and public values, and this function sets the rest.
template <class F>
void run_tape(const TapeView<F>& tape, F* slots);

}  // namespace p3
