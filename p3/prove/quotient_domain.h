// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "p3/base/matrix.h"
#include "p3/parallel/thread_pool.h"

// Tables over the quotient domain g*H_(n+c), in stored order: stored row r holds the point with
// natural index brev(r). They belong to the domain, not to the trace.
namespace p3 {

template <class F>
struct SelectorTables {
  std::vector<F> is_first_row, is_last_row, is_transition;  // one per stored row
  // 1/Z takes 2^c values: the one of row r is [r >> n].
  std::vector<F> inv_vanishing;
};

// Unnormalised selectors of H_n on g*H_(n+c), see p3/verify/domain.h.
template <class F>
SelectorTables<F> selector_tables(unsigned log_degree, unsigned log_chunks, ThreadPool& pool);

// A periodic column of period 2^l on the quotient domain: 2^(l+c) values; row r reads [r >> (n-l)].
template <class F>
Matrix<F> periodic_table(std::span<const F> column, unsigned log_degree, unsigned log_chunks,
                         ThreadPool& pool);

// The shift of chunk k's coset: g*v^k with v of order 2^(n+c).
template <class F>
F chunk_shift(unsigned log_degree, unsigned log_chunks, std::size_t chunk);

}  // namespace p3
