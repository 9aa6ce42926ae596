// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include <cstddef>

#include "p3/field/baby_bear.h"
#include "p3/field/goldilocks.h"
#include "p3/field/isa/dispatch.h"
#include "p3/field/koala_bear.h"

// The packed vocabulary of every instruction set behind plain functions on arrays, for tests.
namespace p3 {

// Every array holds `lanes` elements unless said otherwise.
template <class F>
struct PackedOps {
  std::size_t lanes;
  void (*add)(const F* a, const F* b, F* out);
  void (*sub)(const F* a, const F* b, F* out);
  void (*mul)(const F* a, const F* b, F* out);
  void (*mul_by_scalar)(const F* a, F b, F* out);
  void (*neg)(const F* a, F* out);
  void (*square)(const F* a, F* out);
  void (*doubled)(const F* a, F* out);
  void (*halved)(const F* a, F* out);
  void (*lazy_sum_times)(const F* a, const F* b, const F* c, F* out);         // (a + b) * c
  void (*lazy_difference_times)(const F* a, const F* b, const F* c, F* out);  // (a - b) * c
  void (*times_factor)(const F* a, const F* c, F* out);                       // a * c[0]
  void (*lazy_sum_times_factor)(const F* a, const F* b, const F* c, F* out);  // (a + b) * c[0]
  // sum over i < count of a[i] * b[i], vectors of `lanes` elements each, one product at a time and
  // two at a time (count even).
  void (*dot)(const F* a, const F* b, std::size_t count, F* out);
  void (*dot2)(const F* a, const F* b, std::size_t count, F* out);
  void (*copy_partial)(const F* a, std::size_t n, F* out);  // n < lanes; writes n elements
  void (*load_partial)(const F* a, std::size_t n, F* out);  // n < lanes; zeros behind
  void (*lanes_one_by_one)(const F* a, F* out);
  void (*transpose_rows)(const F* rows, std::size_t stride, F* out);   // lanes^2 elements
  void (*untranspose_rows)(const F* in, F* rows, std::size_t stride);  // lanes^2 elements
};

P3_DISPATCH(PackedOps<KoalaBear>, packed_ops_koala_bear);
P3_DISPATCH(PackedOps<BabyBear>, packed_ops_baby_bear);
P3_DISPATCH(PackedOps<Goldilocks>, packed_ops_goldilocks);

}  // namespace p3
