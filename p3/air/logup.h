// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "p3/air/analysis.h"

// The LogUp formulas, once, over any algebra T: extension elements (verifier), symbolic degrees
// (analysis). The order of operations follows Plonky3 0.8.0, because constants fold along the way.
// T has zero(), one(), + - *.
namespace p3::logup {

template <class T>
struct Fraction {
  T numerator;    // V
  T denominator;  // U
};

// prefix - (e_0 * B^(k-1) + ... + e_(k-1)) for every tuple; value(node) gives a T.
template <class T, class Value>
std::vector<T> denominators(const LookupColumn& column, const Value& value, const T& prefix,
                            const T& beta) {
  std::vector<T> terms;
  terms.reserve(column.tuples.size());
  for (const std::vector<std::uint32_t>& tuple : column.tuples) {
    T combined = T::zero();
    for (const std::uint32_t node : tuple) combined = value(node) + combined * beta;
    terms.push_back(prefix - combined);
  }
  return terms;
}

// V = sum_i m_i * prod_{j != i} t_j and U = prod_i t_i, by prefix and suffix products.
template <class T, class Value>
Fraction<T> additive(const LookupColumn& column, const Value& value, const std::vector<T>& terms) {
  const std::size_t n = terms.size();
  std::vector<T> suffix(n + 1, T::one());
  for (std::size_t i = n; i-- > 0;) suffix[i] = suffix[i + 1] * terms[i];
  T prefix = T::one();
  T numerator = T::zero();
  for (std::size_t i = 0; i < n; ++i) {
    numerator = numerator + value(column.counts[i]) * prefix * suffix[i + 1];
    prefix = prefix * terms[i];
  }
  return {numerator, prefix};
}

// V = sum flag * m, U = sum flag * t + (1 - sum flag).
template <class T, class Value>
Fraction<T> exclusive(const LookupColumn& column, const Value& value, const std::vector<T>& terms) {
  T numerator = T::zero();
  T denominator = T::zero();
  T flags = T::zero();
  for (std::size_t i = 0; i < terms.size(); ++i) {
    const T flag = value(column.flags[i]);
    denominator = denominator + flag * terms[i];
    numerator = numerator + flag * value(column.counts[i]);
    flags = flags + flag;
  }
  return {numerator, denominator + (T::one() - flags)};
}

template <class T, class Value>
Fraction<T> fraction(const LookupColumn& column, const Value& value, const T& prefix,
                     const T& beta) {
  const std::vector<T> terms = denominators<T>(column, value, prefix, beta);
  return column.exclusive ? exclusive<T>(column, value, terms) : additive<T>(column, value, terms);
}

// The values that the constraints of one AIR read beside the tuples. `local` and `next` hold the
// permutation row: accumulator, then one fraction per column.
template <class T>
struct Inputs {
  const std::vector<T>& prefixes;
  const T& beta;
  const std::vector<T>& local;
  const T& next_accumulator;
  const T& is_first_row;
  const T& is_last_row;
  const T& is_transition;
  const T& terminal;
};

// Calls emit(T) for every LogUp constraint in order.
template <class T, class Value, class Emit>
void constraints(const std::vector<LookupColumn>& columns, const Value& value, const Inputs<T>& in,
                 const Emit& emit) {
  T sum = T::zero();
  for (std::size_t c = 0; c < columns.size(); ++c) {
    const Fraction<T> f = fraction<T>(columns[c], value, in.prefixes[c], in.beta);
    emit(f.denominator * in.local[c + 1] - f.numerator);
    sum = sum + in.local[c + 1];
  }
  const T& accumulator = in.local[0];
  emit(in.is_first_row * accumulator);
  emit(in.is_transition * (in.next_accumulator - accumulator - sum));
  emit(in.is_last_row * (in.terminal - accumulator - sum));
}

}  // namespace p3::logup
