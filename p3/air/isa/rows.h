// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include <cstddef>
#include <cstdint>

#include "p3/air/kernel_abi.h"
#include "p3/field/isa/packed.h"

// Bringing rows into slots, one row per lane.
//
// kLanes consecutive aligned stored rows of one chunk have next rows that are again such a block in
// the same order: adding 1 to the natural index changes the top bits of the stored one first. Only
// in the last block of a chunk the carry reaches the lane bits; its next rows are gathered singly.
// Needs 2^(log_size - log_chunks) >= kLanes; smaller domains use the portable kernel (one lane).
namespace p3::P3_ISA_NS {

// Adds 1 to the bit-reversal of x over `bits` bits, cyclic.
P3_INLINE std::size_t reversed_increment(std::size_t x, unsigned bits) {
  std::size_t bit = (std::size_t{1} << bits) >> 1;
  while ((x & bit) != 0) {
    x ^= bit;
    bit >>= 1;
  }
  return x | bit;
}

// Stored row of the next row of stored row r.
template <class F>
P3_INLINE std::size_t next_stored_row(const QuotientArgs<F>& args, std::size_t r) {
  const unsigned bits = args.log_size - args.log_chunks;
  const std::size_t mask = (std::size_t{1} << bits) - 1;
  return (r & ~mask) | reversed_increment(r & mask, bits);
}

// slots[c].lane(t) = matrix[row + t][first + c], c < count. `stride`: elements from one slot to the
// next (several blocks of rows may lie side by side).
template <class F>
P3_INLINE void load_block(KernelMatrix<F> matrix, std::size_t row, std::size_t first,
                          std::size_t count, F* slots, std::size_t stride = Packed<F>::kLanes) {
  using P = Packed<F>;
  constexpr std::size_t kLanes = P::kLanes;
  const F* base = matrix.data + row * matrix.width + first;
  for (std::size_t c = 0; c < count; c += kLanes) {
    const std::size_t n = count - c < kLanes ? count - c : kLanes;
    P block[kLanes];
    for (std::size_t t = 0; t < kLanes; ++t) {
      const F* p = base + t * matrix.width + c;
      block[t] = n == kLanes ? P::loadu(p) : P::load_partial(p, n);
    }
    transpose(block);
    for (std::size_t i = 0; i < n; ++i) block[i].store(slots + (c + i) * stride);
  }
}

// As load_block, for the next rows of the rows of the block.
template <class F>
P3_INLINE void load_next_block(const QuotientArgs<F>& args, KernelMatrix<F> matrix, std::size_t row,
                               std::size_t first, std::size_t count, F* slots,
                               std::size_t stride = Packed<F>::kLanes) {
  constexpr std::size_t kLanes = Packed<F>::kLanes;
  const std::size_t next = next_stored_row(args, row);
  if (next_stored_row(args, row + kLanes - 1) == next + kLanes - 1) {
    load_block(matrix, next, first, count, slots, stride);
    return;
  }
  for (std::size_t t = 0; t < kLanes; ++t) {
    const F* p = matrix.data + next_stored_row(args, row + t) * matrix.width + first;
    for (std::size_t c = 0; c < count; ++c) slots[c * stride + t] = p[c];
  }
}

template <class F>
P3_INLINE void load_periodic(const PeriodicColumn<F>& column, std::size_t row, F* slot) {
  for (std::size_t t = 0; t < Packed<F>::kLanes; ++t) {
    slot[t] = column.values[(row + t) >> column.shift];
  }
}

// Fills the slots of `layout` for the block that starts at stored row `row`.
template <class F>
P3_INLINE void load_rows(const RowLayout& layout, const QuotientArgs<F>& args, std::size_t row,
                         F* scratch, std::size_t stride = Packed<F>::kLanes) {
  load_block(args.main, row, 0, layout.width, scratch + layout.local * stride, stride);
  if (layout.reads_next) {
    load_next_block(args, args.main, row, 0, layout.width, scratch + layout.next * stride, stride);
  }
  load_block(args.preprocessed, row, 0, layout.preprocessed_width,
             scratch + layout.preprocessed_local * stride, stride);
  if (layout.reads_preprocessed_next) {
    load_next_block(args, args.preprocessed, row, 0, layout.preprocessed_width,
                    scratch + layout.preprocessed_next * stride, stride);
  }
  for (std::uint32_t i = 0; i < layout.num_periodic; ++i) {
    load_periodic(args.periodic[i], row, scratch + (layout.periodic + i) * stride);
  }
}

}  // namespace p3::P3_ISA_NS
