// SPDX-License-Identifier: Apache-2.0 OR MIT
#include "p3/prove/quotient.h"

#include "p3/base/bits.h"
#include "p3/dft/dft.h"
#include "p3/field/extension_params.h"
#include "p3/prove/quotient_domain.h"

namespace p3 {
namespace {

// A committed matrix on the quotient domain. Its first rows are exactly that, as long as the blowup
// covers the chunks; otherwise the rows on g*H_n are extended further into `storage`.
template <class F>
KernelMatrix<F> on_quotient_domain(const QuotientInput<F>& input, MatrixView<F> lde,
                                   Matrix<F>& storage, ThreadPool& pool) {
  const unsigned log_chunks = input.analysis->log_quotient_chunks;
  if (lde.width == 0 || log_chunks <= input.log_blowup) return {lde.data, lde.width};
  const MatrixView<F> trace_sized{lde.data, std::size_t{1} << input.log_degree, lde.width};
  storage = coset_lde_from_bit_reversed(trace_sized, log_chunks, F::one(), pool);
  return {storage.data(), storage.width()};
}

// Periodic columns on the quotient domain; owns the tables that `columns` points into.
template <class F>
struct PeriodicTables {
  std::vector<Matrix<F>> tables;
  std::vector<PeriodicColumn<F>> columns;
};

template <class F>
PeriodicTables<F> periodic_tables(const QuotientInput<F>& input, ThreadPool& pool) {
  PeriodicTables<F> out;
  for (const std::vector<F>& column : input.air->shape().periodic) {
    out.tables.push_back(
        periodic_table<F>(column, input.log_degree, input.analysis->log_quotient_chunks, pool));
    out.columns.push_back({.values = out.tables.back().data(),
                           .shift = input.log_degree - log2_strict(column.size())});
  }
  return out;
}

}  // namespace

template <class F>
Matrix<F> quotient_values(const ProverContext<F>& context, const QuotientInput<F>& input) {
  const AirAnalysis& analysis = *input.analysis;
  const unsigned log_chunks = analysis.log_quotient_chunks;
  const unsigned log_size = input.log_degree + log_chunks;
  const auto selectors = selector_tables<F>(input.log_degree, log_chunks, context.pool);
  const auto periodic = periodic_tables(input, context.pool);
  Matrix<F> main, preprocessed, permutation;  // only for more chunks than the blowup covers
  Matrix<F> out = Matrix<F>::uninitialized(std::size_t{1} << log_size, input.degree);
  QuotientArgs<F> args;
  args.main = on_quotient_domain(input, input.main, main, context.pool);
  args.preprocessed = on_quotient_domain(input, input.preprocessed, preprocessed, context.pool);
  args.log_size = log_size;
  args.log_chunks = log_chunks;
  args.public_values = input.public_values.data();
  args.periodic = periodic.columns.data();
  args.is_first_row = selectors.is_first_row.data();
  args.is_last_row = selectors.is_last_row.data();
  args.is_transition = selectors.is_transition.data();
  args.inv_vanishing = selectors.inv_vanishing.data();
  args.degree = input.degree;
  args.alpha_powers = input.alpha_powers.data();
  args.num_constraints = analysis.num_constraints;
  args.out = out.data();
  context.pool.for_ranges(out.height(), kQuotientGrain, [&](std::size_t begin, std::size_t end) {
    input.kernel->run(args, begin, end);
  });
  if (input.lookups) {
    const LookupQuotient<F>& lookups = *input.lookups;
    args.first_constraint = analysis.num_air_constraints;
    args.accumulate = true;
    const LookupQuotientArgs<F> lookup_args{
        .permutation = on_quotient_domain(input, lookups.permutation, permutation, context.pool),
        .prefixes = lookups.prefixes.data(),
        .beta = lookups.beta.data(),
        .terminal = lookups.terminal.data()};
    const auto kernel = make_lookup_kernel(*input.air, analysis);
    context.pool.for_ranges(out.height(), kQuotientGrain, [&](std::size_t begin, std::size_t end) {
      kernel->run(args, lookup_args, begin, end);
    });
  }
  return out;
}

template <class F>
void append_chunk_ldes(const ProverContext<F>& context, const Matrix<F>& quotient,
                       unsigned log_degree, unsigned log_blowup, std::vector<Matrix<F>>& ldes) {
  const std::size_t rows = std::size_t{1} << log_degree;
  const std::size_t chunks = quotient.height() / rows;
  const unsigned log_chunks = log2_strict(chunks);
  for (std::size_t k = 0; k < chunks; ++k) {
    // Chunk k is every 2^c-th natural row, that is one contiguous range of stored rows, again
    // bit-reversed.
    const MatrixView<F> chunk{quotient.row(reverse_bits(k, log_chunks) * rows), rows,
                              quotient.width()};
    const F shift = F::generator() * chunk_shift<F>(log_degree, log_chunks, k).inverse();
    ldes.push_back(coset_lde_from_bit_reversed(chunk, log_blowup, shift, context.pool));
  }
}

#define P3_INSTANTIATE(F)                                                                  \
  template Matrix<F> quotient_values<F>(const ProverContext<F>&, const QuotientInput<F>&); \
  template void append_chunk_ldes<F>(const ProverContext<F>&, const Matrix<F>&, unsigned,  \
                                     unsigned, std::vector<Matrix<F>>&);
P3_FOR_EACH_FIELD(P3_INSTANTIATE)
#undef P3_INSTANTIATE

}  // namespace p3
