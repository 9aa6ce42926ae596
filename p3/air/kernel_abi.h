// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include <cstddef>
#include <cstdint>

#include "p3/air/quotient_args.h"

// What the per-ISA kernels and their callers agree on. Plain data, no STL.
//
// A kernel works on kLanes rows at a time. It keeps them as slots: slot s is kLanes elements at
// scratch + s * kLanes, one lane per row. The caller allocates the scratch, 64-byte aligned, for
// kMaxLanes lanes.
namespace p3 {

inline constexpr std::size_t kMaxLanes = 16;
// The tape evaluator works on this many blocks of kLanes rows at a time, so its slots are that much
// larger.
inline constexpr unsigned kTapeBlocks = 4;
inline constexpr unsigned kMaxDegree = 8;  // of an extension

// Slots of the columns of one AIR, in this order; absent next rows take none.
struct RowLayout {
  std::uint32_t width = 0;
  std::uint32_t preprocessed_width = 0;
  std::uint32_t num_periodic = 0;
  bool reads_next = false;
  bool reads_preprocessed_next = false;
  std::uint32_t local = 0;
  std::uint32_t next = 0;
  std::uint32_t preprocessed_local = 0;
  std::uint32_t preprocessed_next = 0;
  std::uint32_t periodic = 0;
  std::uint32_t end = 0;
};

enum class TapeOpcode : std::uint32_t { kAdd, kSub, kMul, kNeg, kAssert };

// slot[dst] = slot[a] op slot[b]; kAssert: slot[a] is the next constraint.
struct TapeOp {
  TapeOpcode op;
  std::uint32_t dst;
  std::uint32_t a;
  std::uint32_t b;
};

// A straight-line program over slots: columns first (RowLayout), then first, last, transition,
// then the public values, the constants and the temporaries.
template <class F>
struct TapeView {
  const TapeOp* ops = nullptr;
  std::size_t num_ops = 0;
  const F* constants = nullptr;
  std::uint32_t num_constants = 0;
  std::uint32_t num_public_values = 0;
  std::uint32_t selectors = 0;  // three slots
  std::uint32_t public_values = 0;
  std::uint32_t first_constant = 0;
  std::uint32_t num_slots = 0;
};

// One fraction column: `terms` consecutive entries of the flat lists below.
struct LookupColumnView {
  std::uint32_t terms = 0;
  bool exclusive = false;
};
struct LookupTermView {
  std::uint32_t width = 0;  // consecutive entries of tuple_slots
  std::uint32_t count = 0;  // slot
  std::uint32_t flag = 0;   // slot; of exclusive columns
};
struct LookupProgram {
  const LookupColumnView* columns = nullptr;
  std::size_t num_columns = 0;
  const LookupTermView* terms = nullptr;
  const std::uint32_t* tuple_slots = nullptr;
};

// The kernels of one AIR in one instruction set.
template <class F>
struct QuotientTable {
  std::size_t lanes;
  void (*run)(const void* air, const RowLayout& layout, const QuotientArgs<F>& args, F* scratch,
              std::size_t begin_row, std::size_t end_row);
};

template <class F>
struct TapeTable {
  std::size_t lanes;
  void (*run_constraints)(const TapeView<F>& tape, const RowLayout& layout,
                          const QuotientArgs<F>& args, F* scratch, std::size_t begin_row,
                          std::size_t end_row);
  // Scratch needs num_slots more slots: permutation row, denominators. See lookup_scratch_slots.
  void (*run_lookups)(const TapeView<F>& tape, const RowLayout& layout,
                      const LookupProgram& program, const QuotientArgs<F>& args,
                      const LookupQuotientArgs<F>& lookup, F* scratch, std::size_t begin_row,
                      std::size_t end_row);
};

}  // namespace p3
