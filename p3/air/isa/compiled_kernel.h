// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include "p3/air/isa/packed_folder.h"

// P3_QUOTIENT_KERNEL(name, F, A): the quotient kernel of the plain AIR class A over F.
//
// Use it at global scope in a short *_kernel.cc that p3_kernels() compiles once per instruction
// set:
//   #include "p3/air/isa/compiled_kernel.h"
//   #include "p3/airs/fibonacci.h"
//   P3_QUOTIENT_KERNEL(fibonacci_koala_bear, ::p3::KoalaBear, ::p3::FibonacciAir<::p3::KoalaBear>)
// A::eval must inline everything that is not a template over the builder (P3_INLINE). The other
// half is in compiled_kernel.h of p3/air.
namespace p3::P3_ISA_NS {

template <class F, class A>
void run_compiled(const void* air, const RowLayout& layout, const QuotientArgs<F>& args, F* scratch,
                  std::size_t begin_row, std::size_t end_row) {
  for (std::size_t row = begin_row; row < end_row; row += Packed<F>::kLanes) {
    load_rows(layout, args, row, scratch);
    PackedFolder<F> folder(layout, args, scratch, row);
    static_cast<const A*>(air)->eval(folder);
    folder.finish();
  }
}

}  // namespace p3::P3_ISA_NS

#define P3_QUOTIENT_KERNEL(name, F, ...)                                         \
  namespace p3::P3_ISA_NS {                                                      \
  static constexpr QuotientTable<F> name##_table{Packed<F>::kLanes,              \
                                                 &run_compiled<F, __VA_ARGS__>}; \
  const QuotientTable<F>& name();                                                \
  const QuotientTable<F>& name() { return name##_table; }                        \
  }                                                                              \
  static_assert(true)
