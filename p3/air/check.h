// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "p3/air/builder_ops.h"
#include "p3/air/window.h"
#include "p3/base/matrix.h"

// CheckBuilder: evaluates the constraints on one pair of rows and keeps the first that is not zero.
// check_trace runs it over all rows and explains the first failure. Lookups are the matter of
// check_lookups.h.
namespace p3 {

template <class F>
class CheckBuilder : public WindowColumns<F, F>,
                     public BuilderOps<CheckBuilder<F>, F, F>,
                     public LookupOps<CheckBuilder<F>, F, LookupCount<F, F>> {
 public:
  using Expr = F;
  using Count = LookupCount<F, F>;
  using View = InteractionView<F, Count>;

  explicit CheckBuilder(const RowWindow<F, F>& window) : WindowColumns<F, F>(window) {}

  void add_constraint(const F& x) {
    if (!failed_ && !(x == F::zero())) {
      failed_ = true;
      failed_index_ = count_;
      failed_value_ = x;
      failed_label_ = label_;
    }
    ++count_;
  }
  void set_label(const char* text) { label_ = text; }
  void record_local(const View*, std::size_t) {}
  void record_global(const char*, const View&) {}
  void record_exclusive(const char*, const View*, std::size_t) {}

  bool failed() const { return failed_; }
  std::size_t failed_index() const { return failed_index_; }
  F failed_value() const { return failed_value_; }
  const char* failed_label() const { return failed_label_; }
  std::size_t count() const { return count_; }

 private:
  bool failed_ = false;
  std::size_t failed_index_ = 0;
  F failed_value_{};
  const char* failed_label_ = "";
  const char* label_ = "";
  std::size_t count_ = 0;
};

struct ConstraintFailure {
  std::size_t constraint = 0;
  std::string label;
  std::size_t row = 0;
  // One line: constraint, label, row, the value it has, and every value it reads.
  std::string message;
};

template <class F>
class Air;

// The first constraint of the first row that does not hold, or nothing. `preprocessed` and the
// public values must fit the shape of the AIR; a trace of another shape is reported as a failure
// too. `column_names`, one per main column or none, are for the message.
template <class F>
std::optional<ConstraintFailure> check_trace(const Air<F>& air, MatrixView<F> main,
                                             MatrixView<F> preprocessed,
                                             std::span<const F> public_values,
                                             std::span<const std::string> column_names = {});

}  // namespace p3
