// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include <cstddef>

#include "p3/field/isa/packed.h"

// Loads and stores of at most one vector, for the ends of rows and columns. Kernel files only.
namespace p3::P3_ISA_NS {

// lanes <= kLanes; lanes behind read as zero.
template <class F>
P3_INLINE Packed<F> load_some(const F* p, std::size_t lanes) {
  return lanes == Packed<F>::kLanes ? Packed<F>::loadu(p) : Packed<F>::load_partial(p, lanes);
}

template <class F>
P3_INLINE void store_some(Packed<F> x, F* p, std::size_t lanes) {
  if (lanes == Packed<F>::kLanes) {
    x.storeu(p);
  } else {
    x.store_partial(p, lanes);
  }
}

}  // namespace p3::P3_ISA_NS
