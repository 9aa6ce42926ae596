// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include "p3/field/isa/isa.h"

// P3_DISPATCH(Table, name): inside namespace p3, declares `const Table& name();` of every
// instruction set and defines the function of that name which returns the active one's.
//
// Table is a plain struct of function pointers, declared outside the isa_* namespaces. A kernel
// file, compiled once per set by p3_kernels() of cmake/p3.cmake, defines
//   namespace p3::P3_ISA_NS { const Table& name() { static constexpr Table kTable{...}; ... } }
// with the table at namespace scope, so that no guarded or weak object appears. Fetch the table
// once per piece of work, not once per row.
//
// A build without P3_ALL_ISAS has no AVX-512 kernels where its machine could not run them.
#if defined(P3_WITHOUT_AVX512)
#define P3_WIDEST_ISA_NS isa_avx2
#else
#define P3_WIDEST_ISA_NS isa_avx512
#endif
#if defined(__x86_64__)
#define P3_DISPATCH(Table, name)         \
  namespace isa_portable {               \
  const Table& name();                   \
  }                                      \
  namespace isa_avx2 {                   \
  const Table& name();                   \
  }                                      \
  namespace P3_WIDEST_ISA_NS {           \
  const Table& name();                   \
  }                                      \
  inline const Table& name() {           \
    switch (::p3::active_isa()) {        \
      case ::p3::Isa::kAvx512:           \
        return P3_WIDEST_ISA_NS::name(); \
      case ::p3::Isa::kAvx2:             \
        return isa_avx2::name();         \
      case ::p3::Isa::kPortable:         \
        break;                           \
    }                                    \
    return isa_portable::name();         \
  }                                      \
  static_assert(true)
#else
#define P3_DISPATCH(Table, name)                              \
  namespace isa_portable {                                    \
  const Table& name();                                        \
  }                                                           \
  inline const Table& name() { return isa_portable::name(); } \
  static_assert(true)
#endif
