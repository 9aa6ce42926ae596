// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include <cstddef>
#include <cstdint>

#include "p3/base/inline.h"

// The vocabulary in which an AIR states its constraints.
//
// An AIR is a plain class with `template <class B> void eval(B& b) const`. B is one of the builders
// (SymbolicBuilder, CheckBuilder, VerifierFolder, PackedFolder); each provides the columns,
//   b.local(i) b.next(i) b.preprocessed_local(i) b.preprocessed_next(i) b.periodic(i)
//   b.public_value(i) b.is_first_row() b.is_last_row() b.is_transition() b.constant(f)
// and gets the assertions from BuilderOps. Values are B::Expr; they mix with F in arithmetic.
// Order, sign and form of the assertions enter the proof bytes: C - C' and C' - C are different.
// This header serves the per-ISA kernels too, so it includes no STL and inlines everything.
namespace p3 {

template <class Inner>
class FilteredBuilder;

// A multiplicity of a lookup with a bound on its magnitude per row. The bound feeds the check that
// no multiplicity sum can wrap around p; `bounded` is sound only if the constraints enforce it.
enum class CountKind : std::uint8_t { kInteger, kBounded, kProvided };

template <class F, class E>
struct LookupCount {
  E value;
  std::uint64_t weight;
  CountKind kind;
  std::int64_t number;  // of kInteger

  static LookupCount integer(std::int64_t n) {
    const std::uint64_t magnitude =
        n < 0 ? 0 - static_cast<std::uint64_t>(n) : static_cast<std::uint64_t>(n);
    return {E(F::from_i64(n)), magnitude, CountKind::kInteger, n};
  }
  static LookupCount bounded(E e, std::uint64_t weight) {
    return {e, weight, CountKind::kBounded, 0};
  }
  static LookupCount provided(E e) { return {e, 0, CountKind::kProvided, 0}; }
};

template <class E, std::size_t N>
struct LookupTuple {
  E items[N];
};

// One (tuple, count) pair, and one arm of an exclusive lookup. Owning, fixed width.
template <class E, class Count, std::size_t N>
struct LookupEntry {
  LookupTuple<E, N> tuple;
  Count count;
};
template <class E, class Count, std::size_t N>
struct LookupArm {
  E flag;
  Count count;
  LookupTuple<E, N> tuple;
};

// What a recording builder receives: borrowed views of the above.
template <class E, class Count>
struct InteractionView {
  const E* tuple;
  std::size_t width;
  const Count* count;
  const E* flag;  // null outside exclusive lookups
};

// The assertion forms. Derived provides add_constraint(const E&) and set_label(const char*).
template <class Derived, class F_, class E>
class BuilderOps {
 public:
  using F = F_;
  using Expr = E;

  P3_INLINE void assert_zero(const E& x) { self().add_constraint(x); }
  P3_INLINE void assert_eq(const E& a, const E& b) { self().add_constraint(a - b); }
  P3_INLINE void assert_one(const E& x) { self().add_constraint(x - F::one()); }
  P3_INLINE void assert_bool(const E& x) { self().add_constraint(x * (x - F::one())); }
  // One constraint per element, in order.
  template <class Range>
  P3_INLINE void assert_zeros(const Range& xs) {
    for (const E& x : xs) assert_zero(x);
  }
  template <class Range>
  P3_INLINE void assert_bools(const Range& xs) {
    for (const E& x : xs) assert_bool(x);
  }

  // A builder whose assertions are multiplied by `condition` from the left.
  P3_INLINE FilteredBuilder<Derived> when(const E& condition) { return {self(), condition}; }
  P3_INLINE FilteredBuilder<Derived> when_first_row() { return when(self().is_first_row()); }
  P3_INLINE FilteredBuilder<Derived> when_last_row() { return when(self().is_last_row()); }
  P3_INLINE FilteredBuilder<Derived> when_transition() { return when(self().is_transition()); }

  // Names the constraints that follow, until the next label. For error messages only. The text must
  // outlive the builder (a literal).
  P3_INLINE void label(const char* text) { self().set_label(text); }
  P3_INLINE E constant(F x) const { return E(x); }

 protected:
  P3_INLINE Derived& self() { return static_cast<Derived&>(*this); }
};

// The lookups an AIR pushes. Derived provides
//   record_local(const InteractionView*, n), record_global(bus, const InteractionView&) and
//   record_exclusive(bus, const InteractionView*, n).
// The views borrow from the caller: recording builders copy. Bus names are literals.
template <class Derived, class E, class CountType>
class LookupOps {
 public:
  using Count = CountType;
  template <std::size_t N>
  using Tuple = LookupTuple<E, N>;
  using View = InteractionView<E, Count>;

  template <class... Es>
  P3_INLINE Tuple<sizeof...(Es)> tuple(const Es&... items) const {
    return {{E(items)...}};
  }
  template <std::size_t N>
  P3_INLINE LookupEntry<E, Count, N> entry(const LookupTuple<E, N>& t, const Count& count) const {
    return {t, count};
  }
  template <std::size_t N>
  P3_INLINE LookupArm<E, Count, N> arm(const E& flag, const Count& count,
                                       const LookupTuple<E, N>& t) const {
    return {flag, count, t};
  }

  // A running sum inside this AIR that must return to zero: push_local(b.entry(..), b.entry(..)).
  template <std::size_t N, class... Entries>
  P3_INLINE void push_local(const LookupEntry<E, Count, N>& first, const Entries&... rest) {
    const View views[] = {view(first), view(rest)...};
    derived().record_local(views, 1 + sizeof...(rest));
  }
  template <std::size_t N>
  P3_INLINE void push_global(const char* bus, const LookupTuple<E, N>& t, const Count& count) {
    derived().record_global(bus, View{t.items, N, &count, nullptr});
  }
  // At most one flag is set per row (the constraints must enforce it); one column for all arms.
  template <std::size_t N, class... Arms>
  P3_INLINE void push_exclusive(const char* bus, const LookupArm<E, Count, N>& first,
                                const Arms&... rest) {
    const View views[] = {view(first), view(rest)...};
    derived().record_exclusive(bus, views, 1 + sizeof...(rest));
  }

 private:
  P3_INLINE Derived& derived() { return static_cast<Derived&>(*this); }
  template <std::size_t N>
  P3_INLINE static View view(const LookupEntry<E, Count, N>& x) {
    return {x.tuple.items, N, &x.count, nullptr};
  }
  template <std::size_t N>
  P3_INLINE static View view(const LookupArm<E, Count, N>& x) {
    return {x.tuple.items, N, &x.count, &x.flag};
  }
};

// A builder seen through a condition; nests. Columns read through unchanged.
template <class Inner>
class FilteredBuilder
    : public BuilderOps<FilteredBuilder<Inner>, typename Inner::F, typename Inner::Expr> {
 public:
  using E = typename Inner::Expr;

  P3_INLINE FilteredBuilder(Inner& inner, const E& condition)
      : inner_(inner), condition_(condition) {}

  P3_INLINE void add_constraint(const E& x) { inner_.add_constraint(condition_ * x); }
  P3_INLINE void set_label(const char* text) { inner_.set_label(text); }

  P3_INLINE E local(std::size_t i) const { return inner_.local(i); }
  P3_INLINE E next(std::size_t i) const { return inner_.next(i); }
  P3_INLINE E preprocessed_local(std::size_t i) const { return inner_.preprocessed_local(i); }
  P3_INLINE E preprocessed_next(std::size_t i) const { return inner_.preprocessed_next(i); }
  P3_INLINE E periodic(std::size_t i) const { return inner_.periodic(i); }
  P3_INLINE E public_value(std::size_t i) const { return inner_.public_value(i); }
  P3_INLINE E is_first_row() const { return inner_.is_first_row(); }
  P3_INLINE E is_last_row() const { return inner_.is_last_row(); }
  P3_INLINE E is_transition() const { return inner_.is_transition(); }

 private:
  Inner& inner_;
  E condition_;
};

// Bit operations on values that are 0 or 1.
template <class E>
P3_INLINE E xor2(const E& x, const E& y) {
  const E product = x * y;
  return x + y - (product + product);
}
template <class E>
P3_INLINE E xor3(const E& x, const E& y, const E& z) {
  return xor2(xor2(x, y), z);
}
// (1 - x) * y
template <class E>
P3_INLINE E andn(const E& x, const E& y) {
  return y - x * y;
}

}  // namespace p3
