// SPDX-License-Identifier: Apache-2.0 OR MIT
//
// The packed tape evaluator: constraints of any AIR, and the LogUp constraints, on the quotient
// domain. Compiled once per instruction set.
#include <type_traits>

#include "p3/air/isa/packed_extension.h"
#include "p3/air/isa/packed_folder.h"

namespace p3::P3_ISA_NS {
namespace {

// A slot of B blocks of rows: B packed values side by side.
template <class F, unsigned B>
struct Blocks {
  static constexpr std::size_t kStride = B * Packed<F>::kLanes;

  static P3_INLINE Packed<F> load(const F* scratch, std::size_t slot, unsigned block) {
    return Packed<F>::load(scratch + slot * kStride + block * Packed<F>::kLanes);
  }
  static P3_INLINE void store(F* scratch, std::size_t slot, unsigned block, Packed<F> value) {
    value.store(scratch + slot * kStride + block * Packed<F>::kLanes);
  }
  static P3_INLINE void fill(F* scratch, std::size_t slot, Packed<F> value) {
    for (unsigned block = 0; block < B; ++block) store(scratch, slot, block, value);
  }
};

// Public values and constants are the same on every row: once per call.
template <class F, unsigned B>
P3_INLINE void load_uniform(const TapeView<F>& tape, const QuotientArgs<F>& args, F* scratch) {
  for (std::uint32_t i = 0; i < tape.num_public_values; ++i) {
    Blocks<F, B>::fill(scratch, tape.public_values + i, Packed<F>(args.public_values[i]));
  }
  for (std::uint32_t i = 0; i < tape.num_constants; ++i) {
    Blocks<F, B>::fill(scratch, tape.first_constant + i, Packed<F>(tape.constants[i]));
  }
}

// Columns and selectors of B blocks from `row` on.
template <class F, unsigned B>
P3_INLINE void load_blocks(const TapeView<F>& tape, const RowLayout& layout,
                           const QuotientArgs<F>& args, std::size_t row, F* scratch) {
  using P = Packed<F>;
  for (unsigned b = 0; b < B; ++b, row += P::kLanes) {
    load_rows(layout, args, row, scratch + b * P::kLanes, Blocks<F, B>::kStride);
    Blocks<F, B>::store(scratch, tape.selectors, b, P::loadu(args.is_first_row + row));
    Blocks<F, B>::store(scratch, tape.selectors + 1, b, P::loadu(args.is_last_row + row));
    Blocks<F, B>::store(scratch, tape.selectors + 2, b, P::loadu(args.is_transition + row));
  }
}

// Runs the operations on B blocks; on_assert(block, value) receives the constraints in order. The
// jump to the code of an operation is often mispredicted: it costs as much as several packed
// operations, and is shared by the blocks.
template <class F, unsigned B, class OnAssert>
P3_INLINE void run_ops(const TapeView<F>& tape, F* scratch, const OnAssert& on_assert) {
  using S = Blocks<F, B>;
  for (std::size_t i = 0; i < tape.num_ops; ++i) {
    const TapeOp op = tape.ops[i];
    switch (op.op) {
      case TapeOpcode::kAdd:
        for (unsigned k = 0; k < B; ++k) {
          S::store(scratch, op.dst, k, S::load(scratch, op.a, k) + S::load(scratch, op.b, k));
        }
        break;
      case TapeOpcode::kSub:
        for (unsigned k = 0; k < B; ++k) {
          S::store(scratch, op.dst, k, S::load(scratch, op.a, k) - S::load(scratch, op.b, k));
        }
        break;
      case TapeOpcode::kMul:
        for (unsigned k = 0; k < B; ++k) {
          S::store(scratch, op.dst, k, S::load(scratch, op.a, k) * S::load(scratch, op.b, k));
        }
        break;
      case TapeOpcode::kNeg:
        for (unsigned k = 0; k < B; ++k) {
          S::store(scratch, op.dst, k, -S::load(scratch, op.a, k));
        }
        break;
      case TapeOpcode::kAssert:
        for (unsigned k = 0; k < B; ++k) on_assert(k, S::load(scratch, op.a, k));
        break;
    }
  }
}

// Rows from `row` on while B blocks of them are left; the first row that is not done.
template <class F, unsigned B>
std::size_t run_blocks(const TapeView<F>& tape, const RowLayout& layout,
                       const QuotientArgs<F>& args, F* scratch, std::size_t row,
                       std::size_t end_row) {
  constexpr std::size_t kRows = B * Packed<F>::kLanes;
  if (end_row - row < kRows) return row;
  load_uniform<F, B>(tape, args, scratch);
  for (; end_row - row >= kRows; row += kRows) {
    load_blocks<F, B>(tape, layout, args, row, scratch);
    AlphaSum<F> sums[B];
    for (AlphaSum<F>& sum : sums) sum.start(args);
    run_ops<F, B>(tape, scratch,
                  [&](unsigned block, Packed<F> constraint) { sums[block].add(constraint); });
    for (unsigned b = 0; b < B; ++b) sums[b].finish(args, row + b * Packed<F>::kLanes);
  }
  return row;
}

template <class F>
void run_constraints(const TapeView<F>& tape, const RowLayout& layout, const QuotientArgs<F>& args,
                     F* scratch, std::size_t begin_row, std::size_t end_row) {
  const std::size_t row =
      run_blocks<F, kTapeBlocks>(tape, layout, args, scratch, begin_row, end_row);
  run_blocks<F, 1>(tape, layout, args, scratch, row, end_row);
}

// The LogUp constraints of one block of rows. Formulas: logup.h.
template <class F, unsigned D>
class LookupBlock {
 public:
  using P = Packed<F>;
  using E = PackedExtension<F, D>;

  P3_INLINE LookupBlock(const TapeView<F>& tape, const LookupProgram& program,
                        const QuotientArgs<F>& args, const LookupQuotientArgs<F>& lookup,
                        F* scratch, std::size_t row)
      : tape_(tape),
        program_(program),
        args_(args),
        lookup_(lookup),
        scratch_(scratch),
        row_(row),
        beta_(E::broadcast(lookup.beta)) {}

  P3_INLINE void run() {
    const std::size_t width = lookup_.permutation.width;
    const std::size_t permutation = tape_.num_slots;
    const std::size_t next = permutation + width;
    load_block(lookup_.permutation, row_, 0, width, scratch_ + permutation * P::kLanes);
    load_next_block(args_, lookup_.permutation, row_, 0, D, scratch_ + next * P::kLanes);

    E row_sum = E::zero();
    for (std::size_t c = 0; c < program_.num_columns; ++c) {
      const E fraction = E::load(scratch_, permutation + (c + 1) * D);
      constrain(fraction_constraint(c, fraction));
      row_sum = row_sum + fraction;
    }
    const E accumulator = E::load(scratch_, permutation);
    const E total = accumulator + row_sum;
    constrain(accumulator * selector(0));
    constrain((E::load(scratch_, next) - total) * selector(2));
    constrain((E::broadcast(lookup_.terminal) - total) * selector(1));
  }

  P3_INLINE void finish() const {
    const P inverse(args_.inv_vanishing[row_ >> (args_.log_size - args_.log_chunks)]);
    for (unsigned d = 0; d < D; ++d) {
      alignas(64) F lanes[P::kLanes];
      (sum_.coeffs[d] * inverse).store(lanes);
      for (std::size_t t = 0; t < P::kLanes; ++t) {
        F& cell = args_.out[(row_ + t) * D + d];
        cell = args_.accumulate ? cell + lanes[t] : lanes[t];
      }
    }
  }

 private:
  P3_INLINE P slot(std::size_t s) const { return Blocks<F, 1>::load(scratch_, s, 0); }
  P3_INLINE P selector(unsigned i) const { return slot(tape_.selectors + i); }

  P3_INLINE void constrain(const E& constraint) {
    E power;
    for (unsigned d = 0; d < D; ++d) {
      power.coeffs[d] =
          P(args_.alpha_powers[d * args_.num_constraints + args_.first_constraint + count_]);
    }
    ++count_;
    sum_ = sum_ + constraint * power;
  }

  // prefix - fingerprint of the next term; advances to the term after it.
  P3_INLINE E denominator(const LookupTermView& term, const E& prefix) {
    E combined = E::zero();
    for (std::uint32_t i = 0; i < term.width; ++i) {
      if (i != 0) combined = combined * beta_;
      combined.coeffs[0] = combined.coeffs[0] + slot(program_.tuple_slots[tuple_ + i]);
    }
    tuple_ += term.width;
    return prefix - combined;
  }

  P3_INLINE E fraction_constraint(std::size_t c, const E& fraction) {
    const LookupColumnView& column = program_.columns[c];
    const E prefix = E::broadcast(lookup_.prefixes + c * D);
    E u = column.exclusive ? E::zero() : E::one();
    E v = E::zero();
    P idle = P::one();
    for (std::uint32_t i = 0; i < column.terms; ++i) {
      const LookupTermView& term = program_.terms[term_++];
      const E t = denominator(term, prefix);
      const P count = slot(term.count);
      if (column.exclusive) {
        const P flag = slot(term.flag);
        u = u + t * flag;
        v.coeffs[0] = v.coeffs[0] + flag * count;
        idle = idle - flag;
      } else {
        // V/U + m/t = (V*t + m*U) / (U*t)
        v = v * t + u * count;
        u = u * t;
      }
    }
    if (column.exclusive) u.coeffs[0] = u.coeffs[0] + idle;
    return u * fraction - v;
  }

  const TapeView<F>& tape_;
  const LookupProgram& program_;
  const QuotientArgs<F>& args_;
  const LookupQuotientArgs<F>& lookup_;
  F* scratch_;
  std::size_t row_;
  E beta_;
  E sum_ = E::zero();
  std::size_t count_ = 0;
  std::size_t term_ = 0;
  std::size_t tuple_ = 0;
};

template <class F, unsigned D>
void run_lookups_degree(const TapeView<F>& tape, const RowLayout& layout,
                        const LookupProgram& program, const QuotientArgs<F>& args,
                        const LookupQuotientArgs<F>& lookup, F* scratch, std::size_t begin_row,
                        std::size_t end_row) {
  load_uniform<F, 1>(tape, args, scratch);
  for (std::size_t row = begin_row; row < end_row; row += Packed<F>::kLanes) {
    load_blocks<F, 1>(tape, layout, args, row, scratch);
    run_ops<F, 1>(tape, scratch, [](unsigned, Packed<F>) {});
    LookupBlock<F, D> block(tape, program, args, lookup, scratch, row);
    block.run();
    block.finish();
  }
}

template <class F>
void run_lookups(const TapeView<F>& tape, const RowLayout& layout, const LookupProgram& program,
                 const QuotientArgs<F>& args, const LookupQuotientArgs<F>& lookup, F* scratch,
                 std::size_t begin_row, std::size_t end_row) {
#define P3_RUN(Field, D)                                                                          \
  if constexpr (std::is_same_v<F, Field>) {                                                       \
    if (args.degree == D) {                                                                       \
      run_lookups_degree<F, D>(tape, layout, program, args, lookup, scratch, begin_row, end_row); \
    }                                                                                             \
  }
  P3_FOR_EACH_EXTENSION(P3_RUN)
#undef P3_RUN
}

template <class F>
constexpr TapeTable<F> kTapeTable{Packed<F>::kLanes, &run_constraints<F>, &run_lookups<F>};

}  // namespace

const TapeTable<KoalaBear>& koala_bear_tape();
const TapeTable<KoalaBear>& koala_bear_tape() { return kTapeTable<KoalaBear>; }
const TapeTable<BabyBear>& baby_bear_tape();
const TapeTable<BabyBear>& baby_bear_tape() { return kTapeTable<BabyBear>; }
const TapeTable<Goldilocks>& goldilocks_tape();
const TapeTable<Goldilocks>& goldilocks_tape() { return kTapeTable<Goldilocks>; }

}  // namespace p3::P3_ISA_NS
