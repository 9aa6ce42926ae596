// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include <cstddef>

#include "p3/air/builder_ops.h"
#include "p3/air/window.h"

// VerifierFolder: evaluates the constraints at the out-of-domain point and folds them with alpha.
//
// folded = sum_i alpha^(m-1-i) * C_i, by Horner from the first constraint. Values are the opened
// ones; a next row that the AIR does not read is missing and reads as zeros.
namespace p3 {

template <class F, class EF>
class VerifierFolder : public WindowColumns<EF, F>,
                       public BuilderOps<VerifierFolder<F, EF>, F, EF>,
                       public LookupOps<VerifierFolder<F, EF>, EF, LookupCount<F, EF>> {
 public:
  using Expr = EF;
  using Count = LookupCount<F, EF>;
  using View = InteractionView<EF, Count>;

  // The spans of the window must have the widths of the AIR's shape (next ones may be empty).
  VerifierFolder(const RowWindow<EF, F>& window, const EF& alpha)
      : WindowColumns<EF, F>(window), alpha_(alpha) {}

  void add_constraint(const EF& x) { folded_ = folded_ * alpha_ + x; }
  void set_label(const char*) {}
  // Lookup constraints are folded separately (lookups.h): they read the permutation columns.
  void record_local(const View*, std::size_t) {}
  void record_global(const char*, const View&) {}
  void record_exclusive(const char*, const View*, std::size_t) {}

  const EF& folded() const { return folded_; }

 private:
  EF alpha_;
  EF folded_{};
};

}  // namespace p3
