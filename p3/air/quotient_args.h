// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include <cstddef>
#include <cstdint>

// The arguments of the quotient kernels: plain pointers, no STL (the per-ISA files include this).
//
// All rows are in STORED order: row r of a bit-reversed LDE. The quotient domain is its first
// 2^log_size rows, natural index of row r = brev(r) over log_size bits. The next row of stored row
// r is the stored row whose natural index is larger by 2^log_chunks (cyclic). Chunk k of the
// quotient is the contiguous range of rows whose top log_chunks bits are brev(k).
namespace p3 {

template <class F>
struct KernelMatrix {
  const F* data = nullptr;  // row-major
  std::size_t width = 0;
};

// Value at stored row r = values[r >> shift]; see periodic.h for the table.
template <class F>
struct PeriodicColumn {
  const F* values = nullptr;
  unsigned shift = 0;
};

template <class F>
struct QuotientArgs {
  KernelMatrix<F> main;
  KernelMatrix<F> preprocessed;
  unsigned log_size = 0;
  unsigned log_chunks = 0;
  const F* public_values = nullptr;
  const PeriodicColumn<F>* periodic = nullptr;
  // Selectors per stored row; 1/Z at [r >> (log_size - log_chunks)], one value per chunk range.
  const F* is_first_row = nullptr;
  const F* is_last_row = nullptr;
  const F* is_transition = nullptr;
  const F* inv_vanishing = nullptr;
  // Coefficient d of alpha^(num_constraints - 1 - i) at [d * num_constraints + i]. degree <= 8.
  unsigned degree = 0;
  const F* alpha_powers = nullptr;
  std::size_t num_constraints = 0;   // of the whole instance
  std::size_t first_constraint = 0;  // index of the first constraint this kernel evaluates
  // Row-major 2^log_size x degree; written, or added to with `accumulate`.
  F* out = nullptr;
  bool accumulate = false;
};

// What the LogUp part needs beside QuotientArgs. Extension values are `degree` coefficients each.
template <class F>
struct LookupQuotientArgs {
  KernelMatrix<F> permutation;  // LDE of the permutation trace, stored order
  const F* prefixes = nullptr;  // one per column
  const F* beta = nullptr;
  const F* terminal = nullptr;
};

}  // namespace p3
