// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include <cstddef>
#include <span>
#include <vector>

// Periodic columns: a column of length q = 2^k on a trace of 2^n rows is the polynomial of degree
// below q that interpolates it on H_k, evaluated at x^(2^n / q).
//
// On the quotient domain (log_chunks added bits) it takes q * 2^log_chunks values; in stored order
// the table for QuotientArgs is
//   coset_lde_bit_reversed(column as a q x 1 matrix, log_chunks, g^(2^n / q)),
//   shift = (n + log_chunks) - (k + log_chunks).
namespace p3 {

enum class PeriodicError { kNone, kLengthNotPowerOfTwo, kLengthNotDividingHeight };

// Whether a column of this length fits a trace of 2^log_degree rows.
PeriodicError check_periodic_length(std::size_t length, unsigned log_degree);

// The column at an out-of-domain point. The length must have passed the check and `zeta` must not
// lie in the trace domain (the barycentric formula divides by zeta^(2^n) - 1).
template <class F, class EF>
EF evaluate_periodic(std::span<const F> column, unsigned log_degree, const EF& zeta);

// The same for many columns, in order. Columns of one length share the inversions, and a zero of a
// column costs nothing: selectors of single rows are cheap.
template <class F, class EF>
std::vector<EF> evaluate_periodic_columns(std::span<const std::vector<F>> columns,
                                          unsigned log_degree, const EF& zeta);

}  // namespace p3
