// SPDX-License-Identifier: Apache-2.0 OR MIT
#include "p3/field/isa/packed.h"
#include "p3/field/isa/packed_ops.h"

// See packed_ops.h. Compiled once per instruction set.
namespace p3::P3_ISA_NS {
namespace {

template <class F>
struct Ops {
  using P = Packed<F>;

  static void add(const F* a, const F* b, F* out) { (P::loadu(a) + P::loadu(b)).storeu(out); }
  static void sub(const F* a, const F* b, F* out) { (P::loadu(a) - P::loadu(b)).storeu(out); }
  static void mul(const F* a, const F* b, F* out) { (P::loadu(a) * P::loadu(b)).storeu(out); }
  static void mul_by_scalar(const F* a, F b, F* out) { (P::loadu(a) * b).storeu(out); }
  static void neg(const F* a, F* out) { (-P::loadu(a)).storeu(out); }
  static void square(const F* a, F* out) { P::loadu(a).square().storeu(out); }
  static void doubled(const F* a, F* out) { P::loadu(a).doubled().storeu(out); }
  static void halved(const F* a, F* out) { P::loadu(a).halved().storeu(out); }
  static void lazy_sum_times(const F* a, const F* b, const F* c, F* out) {
    (P::lazy_sum(P::loadu(a), P::loadu(b)) * P::loadu(c)).storeu(out);
  }
  static void lazy_difference_times(const F* a, const F* b, const F* c, F* out) {
    (P::lazy_difference(P::loadu(a), P::loadu(b)) * P::loadu(c)).storeu(out);
  }
  static void times_factor(const F* a, const F* c, F* out) {
    (P::loadu(a) * typename P::Factor(*c)).storeu(out);
  }
  static void lazy_sum_times_factor(const F* a, const F* b, const F* c, F* out) {
    (P::lazy_sum(P::loadu(a), P::loadu(b)) * typename P::Factor(*c)).storeu(out);
  }
  static void dot(const F* a, const F* b, std::size_t count, F* out) {
    typename P::Accumulator sum;
    for (std::size_t i = 0; i < count; ++i) {
      sum.add(P::loadu(a + i * P::kLanes), P::loadu(b + i * P::kLanes));
    }
    sum.reduce().storeu(out);
  }
  static void dot2(const F* a, const F* b, std::size_t count, F* out) {
    typename P::Accumulator sum;
    for (std::size_t i = 0; i < count; i += 2) {
      const F* x = a + i * P::kLanes;
      const F* y = b + i * P::kLanes;
      sum.add2(P::loadu(x), P::loadu(y), P::loadu(x + P::kLanes), P::loadu(y + P::kLanes));
    }
    sum.reduce().storeu(out);
  }
  static void copy_partial(const F* a, std::size_t n, F* out) {
    P::load_partial(a, n).store_partial(out, n);
  }
  static void load_partial(const F* a, std::size_t n, F* out) { P::load_partial(a, n).storeu(out); }
  static void lanes_one_by_one(const F* a, F* out) {
    const P x = P::loadu(a);
    for (std::size_t i = 0; i < P::kLanes; ++i) out[i] = x.lane(i);
  }
  static void transpose_to(const F* rows, std::size_t stride, F* out) {
    P v[P::kLanes];
    transpose_rows(rows, stride, v);
    for (std::size_t c = 0; c < P::kLanes; ++c) v[c].storeu(out + c * P::kLanes);
  }
  static void untranspose_to(const F* in, F* rows, std::size_t stride) {
    P v[P::kLanes];
    for (std::size_t c = 0; c < P::kLanes; ++c) v[c] = P::loadu(in + c * P::kLanes);
    untranspose_rows(v, rows, stride);
  }
};

template <class F>
constexpr PackedOps<F> table() {
  using O = Ops<F>;
  return {Packed<F>::kLanes,
          O::add,
          O::sub,
          O::mul,
          O::mul_by_scalar,
          O::neg,
          O::square,
          O::doubled,
          O::halved,
          O::lazy_sum_times,
          O::lazy_difference_times,
          O::times_factor,
          O::lazy_sum_times_factor,
          O::dot,
          O::dot2,
          O::copy_partial,
          O::load_partial,
          O::lanes_one_by_one,
          O::transpose_to,
          O::untranspose_to};
}

constexpr PackedOps<KoalaBear> kKoalaBear = table<KoalaBear>();
constexpr PackedOps<BabyBear> kBabyBear = table<BabyBear>();
constexpr PackedOps<Goldilocks> kGoldilocks = table<Goldilocks>();

}  // namespace

const PackedOps<KoalaBear>& packed_ops_koala_bear() { return kKoalaBear; }
const PackedOps<BabyBear>& packed_ops_baby_bear() { return kBabyBear; }
const PackedOps<Goldilocks>& packed_ops_goldilocks() { return kGoldilocks; }

}  // namespace p3::P3_ISA_NS
