// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include <span>

// Permutation<F>: a fixed permutation of F^width, behind one virtual call.
//
// The transcript works on this interface, so that a challenger does not depend on a width.
namespace p3 {

template <class F>
class Permutation {
 public:
  virtual ~Permutation() = default;
  virtual unsigned width() const noexcept = 0;
  // state.size() == width().
  virtual void permute_span(std::span<F> state) const noexcept = 0;
};

}  // namespace p3
