// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include <cstddef>
#include <cstdint>

#include "p3/air/builder_ops.h"
#include "p3/air/isa/rows.h"

// PackedFolder: evaluates an AIR on kLanes rows of the quotient domain and folds with alpha.
//
// Constraints are base-field values, alpha powers are extension values: each coefficient is a plain
// sum of products, accumulated in 64-bit lanes and reduced once per row block. Constraints are
// buffered in small groups, so that the loop over groups exists once per extension degree and the
// (large) code of an AIR once per field.
namespace p3::P3_ISA_NS {

template <class F>
class AlphaSum {
 public:
  using P = Packed<F>;
  static constexpr unsigned kGroup = 16;

  P3_INLINE AlphaSum() {}
  P3_INLINE explicit AlphaSum(const QuotientArgs<F>& args) { start(args); }

  // Of a sum that has added nothing.
  P3_INLINE void start(const QuotientArgs<F>& args) {
    powers_ = args.alpha_powers + args.first_constraint;
    stride_ = args.num_constraints;
    degree_ = args.degree;
  }

  P3_INLINE void add(P constraint) {
    group_[count_++] = constraint;
    if (count_ == kGroup) flush();
  }

  // Multiplies the sum by 1/Z and brings it to the output rows.
  P3_INLINE void finish(const QuotientArgs<F>& args, std::size_t row) {
    flush();
    const P inverse(args.inv_vanishing[row >> (args.log_size - args.log_chunks)]);
    F* out = args.out + row * degree_;
    for (unsigned d = 0; d < degree_; ++d) {
      alignas(64) F lanes[P::kLanes];
      (sums_[d].reduce() * inverse).store(lanes);
      for (std::size_t t = 0; t < P::kLanes; ++t) {
        F& cell = out[t * degree_ + d];
        cell = args.accumulate ? cell + lanes[t] : lanes[t];
      }
    }
  }

 private:
  using Accumulator = typename P::Accumulator;

  __attribute__((noinline)) void flush() {
    switch (degree_) {
      case 2:
        flush_coefficients<2>(0);
        break;
      case 4:
        flush_coefficients<4>(0);
        break;
      case 5:
        flush_coefficients<3>(0);
        flush_coefficients<2>(3);
        break;
      case 8:
        flush_coefficients<4>(0);
        flush_coefficients<4>(4);
        break;
      default:
        for (unsigned d = 0; d < degree_; ++d) flush_coefficients<1>(d);
    }
    powers_ += count_;
    count_ = 0;
  }

  // Coefficients first .. first + D - 1; more than four at once would not fit the registers.
  template <unsigned D>
  P3_INLINE void flush_coefficients(unsigned first) {
    Accumulator sums[D];
    const F* powers[D];
    for (unsigned d = 0; d < D; ++d) {
      sums[d] = sums_[first + d];
      powers[d] = powers_ + (first + d) * stride_;
    }
    unsigned i = 0;
    for (; i + 1 < count_; i += 2) {
      for (unsigned d = 0; d < D; ++d) {
        sums[d].add2(group_[i], P(powers[d][i]), group_[i + 1], P(powers[d][i + 1]));
      }
    }
    if (i < count_) {
      for (unsigned d = 0; d < D; ++d) sums[d].add(group_[i], P(powers[d][i]));
    }
    for (unsigned d = 0; d < D; ++d) sums_[first + d] = sums[d];
  }

  const F* powers_ = nullptr;
  std::size_t stride_ = 0;
  unsigned degree_ = 0;
  unsigned count_ = 0;
  P group_[kGroup];
  Accumulator sums_[kMaxDegree];
};

// Multiplicities of lookups are not evaluated here: the lookup kernel reads them from the DAG.
template <class E>
struct IgnoredCount {
  static P3_INLINE IgnoredCount integer(std::int64_t) { return {}; }
  static P3_INLINE IgnoredCount bounded(E, std::uint64_t) { return {}; }
  static P3_INLINE IgnoredCount provided(E) { return {}; }
};

template <class F>
class PackedFolder : public BuilderOps<PackedFolder<F>, F, Packed<F>>,
                     public LookupOps<PackedFolder<F>, Packed<F>, IgnoredCount<Packed<F>>> {
 public:
  using P = Packed<F>;
  using Expr = P;
  using Count = IgnoredCount<P>;
  using View = InteractionView<P, Count>;

  P3_INLINE PackedFolder(const RowLayout& layout, const QuotientArgs<F>& args, const F* scratch,
                         std::size_t row)
      : layout_(layout), args_(args), scratch_(scratch), row_(row), sum_(args) {}

  P3_INLINE P local(std::size_t i) const { return slot(layout_.local + i); }
  P3_INLINE P next(std::size_t i) const { return slot(layout_.next + i); }
  P3_INLINE P preprocessed_local(std::size_t i) const {
    return slot(layout_.preprocessed_local + i);
  }
  P3_INLINE P preprocessed_next(std::size_t i) const { return slot(layout_.preprocessed_next + i); }
  P3_INLINE P periodic(std::size_t i) const { return slot(layout_.periodic + i); }
  P3_INLINE P public_value(std::size_t i) const { return P(args_.public_values[i]); }
  P3_INLINE P is_first_row() const { return P::loadu(args_.is_first_row + row_); }
  P3_INLINE P is_last_row() const { return P::loadu(args_.is_last_row + row_); }
  P3_INLINE P is_transition() const { return P::loadu(args_.is_transition + row_); }

  P3_INLINE void add_constraint(const P& x) { sum_.add(x); }
  P3_INLINE void set_label(const char*) {}
  P3_INLINE void record_local(const View*, std::size_t) {}
  P3_INLINE void record_global(const char*, const View&) {}
  P3_INLINE void record_exclusive(const char*, const View*, std::size_t) {}

  P3_INLINE void finish() { sum_.finish(args_, row_); }

 private:
  P3_INLINE P slot(std::size_t s) const { return P::load(scratch_ + s * P::kLanes); }

  const RowLayout& layout_;
  const QuotientArgs<F>& args_;
  const F* scratch_;
  std::size_t row_;
  AlphaSum<F> sum_;
};

}  // namespace p3::P3_ISA_NS
