// SPDX-License-Identifier: Apache-2.0 OR MIT
#include "p3/air/quotient_kernel.h"

#include <vector>

#include "p3/air/compiled_kernel.h"
#include "p3/air/tape.h"
#include "p3/base/check.h"
#include "p3/base/matrix.h"
#include "p3/field/extension.h"
#include "p3/field/isa/dispatch.h"

namespace p3 {

P3_DISPATCH(TapeTable<KoalaBear>, koala_bear_tape);
P3_DISPATCH(TapeTable<BabyBear>, baby_bear_tape);
P3_DISPATCH(TapeTable<Goldilocks>, goldilocks_tape);

namespace {

const TapeTable<KoalaBear>& active_table(KoalaBear) { return koala_bear_tape(); }
const TapeTable<BabyBear>& active_table(BabyBear) { return baby_bear_tape(); }
const TapeTable<Goldilocks>& active_table(Goldilocks) { return goldilocks_tape(); }
const TapeTable<KoalaBear>& portable_table(KoalaBear) { return isa_portable::koala_bear_tape(); }
const TapeTable<BabyBear>& portable_table(BabyBear) { return isa_portable::baby_bear_tape(); }
const TapeTable<Goldilocks>& portable_table(Goldilocks) { return isa_portable::goldilocks_tape(); }

// Whether a kernel of this many lanes can serve the domain and the row range.
template <class F>
bool fits(const QuotientArgs<F>& args, std::size_t lanes, std::size_t begin, std::size_t end) {
  const std::size_t rows = std::size_t{1} << (args.log_size - args.log_chunks);
  return rows >= lanes && begin % lanes == 0 && end % lanes == 0;
}

template <class F>
const TapeTable<F>& tape_table(const QuotientArgs<F>& args, std::size_t begin, std::size_t end) {
  const TapeTable<F>& active = active_table(F{});
  return fits(args, active.lanes, begin, end) ? active : portable_table(F{});
}

template <class F>
void check_args(const QuotientArgs<F>& args, const RowLayout& layout, std::size_t end) {
  P3_CHECK(args.main.width == layout.width, "main matrix of another AIR");
  P3_CHECK(args.preprocessed.width == layout.preprocessed_width,
           "preprocessed matrix of another AIR");
  P3_CHECK(args.degree >= 1 && args.degree <= kMaxDegree, "extension degree out of range");
  P3_CHECK(end <= std::size_t{1} << args.log_size && args.log_chunks <= args.log_size,
           "row range outside the quotient domain");
}

template <class F>
Matrix<F> make_scratch(std::size_t slots) {
  return Matrix<F>::zeros(slots, kMaxLanes);
}

template <class F>
class CompiledKernel final : public QuotientKernel<F> {
 public:
  CompiledKernel(const AirShape<F>& shape, const void* plain, QuotientTableSource<F> active,
                 QuotientTableSource<F> portable)
      : layout_(make_row_layout(shape)), plain_(plain), active_(active), portable_(portable) {}

  void run(const QuotientArgs<F>& args, std::size_t begin, std::size_t end) const override {
    check_args(args, layout_, end);
    const QuotientTable<F>& active = active_();
    const QuotientTable<F>& table = fits(args, active.lanes, begin, end) ? active : portable_();
    Matrix<F> scratch = make_scratch<F>(layout_.end);
    table.run(plain_, layout_, args, scratch.data(), begin, end);
  }

 private:
  RowLayout layout_;
  const void* plain_;
  QuotientTableSource<F> active_;
  QuotientTableSource<F> portable_;
};

template <class F>
class DagKernel final : public QuotientKernel<F> {
 public:
  explicit DagKernel(const Air<F>& air)
      : tape_(air.shape(), air.dag(), air.dag().constraints, {}) {}

  void run(const QuotientArgs<F>& args, std::size_t begin, std::size_t end) const override {
    check_args(args, tape_.layout(), end);
    const TapeView<F> view = tape_.view();
    Matrix<F> scratch = make_scratch<F>(view.num_slots * kTapeBlocks);
    tape_table(args, begin, end)
        .run_constraints(view, tape_.layout(), args, scratch.data(), begin, end);
  }

 private:
  Tape<F> tape_;
};

template <class F>
class TapeLookupKernel final : public LookupKernel<F> {
 public:
  TapeLookupKernel(const Air<F>& air, const std::vector<LookupColumn>& columns)
      : tape_(air.shape(), air.dag(), {}, lookup_nodes(columns)) {
    for (const LookupColumn& column : columns) add(column);
  }

  void run(const QuotientArgs<F>& args, const LookupQuotientArgs<F>& lookup, std::size_t begin,
           std::size_t end) const override {
    check_args(args, tape_.layout(), end);
    P3_CHECK(lookup.permutation.width == (columns_.size() + 1) * args.degree,
             "permutation matrix of another AIR");
    const TapeView<F> view = tape_.view();
    const LookupProgram program{columns_.data(), columns_.size(), terms_.data(),
                                tuple_slots_.data()};
    // After the tape's slots: the permutation row and the next accumulator.
    Matrix<F> scratch = make_scratch<F>(view.num_slots + lookup.permutation.width + args.degree);
    tape_table(args, begin, end)
        .run_lookups(view, tape_.layout(), program, args, lookup, scratch.data(), begin, end);
  }

 private:
  void add(const LookupColumn& column) {
    columns_.push_back({static_cast<std::uint32_t>(column.tuples.size()), column.exclusive});
    for (std::size_t i = 0; i < column.tuples.size(); ++i) {
      LookupTermView& term = terms_.emplace_back();
      term.width = static_cast<std::uint32_t>(column.tuples[i].size());
      term.count = tape_.slot(column.counts[i]);
      if (column.exclusive) term.flag = tape_.slot(column.flags[i]);
      for (const std::uint32_t node : column.tuples[i]) tuple_slots_.push_back(tape_.slot(node));
    }
  }

  Tape<F> tape_;
  std::vector<LookupColumnView> columns_;
  std::vector<LookupTermView> terms_;
  std::vector<std::uint32_t> tuple_slots_;
};

}  // namespace

template <class F>
std::unique_ptr<QuotientKernel<F>> make_compiled_kernel(const AirShape<F>& shape, const void* plain,
                                                        QuotientTableSource<F> active,
                                                        QuotientTableSource<F> portable) {
  return std::make_unique<CompiledKernel<F>>(shape, plain, active, portable);
}

template <class F>
std::unique_ptr<QuotientKernel<F>> make_dag_kernel(const Air<F>& air) {
  return std::make_unique<DagKernel<F>>(air);
}

template <class F>
std::unique_ptr<LookupKernel<F>> make_lookup_kernel(const Air<F>& air,
                                                    const AirAnalysis& analysis) {
  return std::make_unique<TapeLookupKernel<F>>(air, analysis.lookups);
}

#define P3_INSTANTIATE(F)                                                               \
  template std::unique_ptr<QuotientKernel<F>> make_compiled_kernel<F>(                  \
      const AirShape<F>&, const void*, QuotientTableSource<F>, QuotientTableSource<F>); \
  template std::unique_ptr<QuotientKernel<F>> make_dag_kernel<F>(const Air<F>&);        \
  template std::unique_ptr<LookupKernel<F>> make_lookup_kernel<F>(const Air<F>&,        \
                                                                  const AirAnalysis&);
P3_FOR_EACH_FIELD(P3_INSTANTIATE)
#undef P3_INSTANTIATE

}  // namespace p3
