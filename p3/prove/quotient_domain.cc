// SPDX-License-Identifier: Apache-2.0 OR MIT
#include "p3/prove/quotient_domain.h"

#include <algorithm>

#include "p3/base/bits.h"
#include "p3/dft/dft.h"
#include "p3/field/extension_params.h"
#include "p3/field/field_ops.h"

namespace p3 {
namespace {

// 1/Z on every chunk: x^(2^n) = g^(2^n) v^k on chunk k, v of order 2^c; slot s is chunk brev(s).
template <class F>
std::vector<F> inverse_vanishing(unsigned log_degree, unsigned log_chunks) {
  const F base = exp_power_of_2(F::generator(), log_degree);
  const F v = F::two_adic_generator(log_chunks);
  std::vector<F> values(std::size_t{1} << log_chunks);
  for (std::size_t s = 0; s < values.size(); ++s) {
    values[s] = base * exp_u64(v, reverse_bits(s, log_chunks)) - F::one();
  }
  batch_inverse<F>(values);
  return values;
}

}  // namespace

template <class F>
SelectorTables<F> selector_tables(unsigned log_degree, unsigned log_chunks, ThreadPool& pool) {
  const unsigned log_size = log_degree + log_chunks;
  const std::size_t size = std::size_t{1} << log_size;
  const F last = F::two_adic_generator(log_degree).inverse();
  SelectorTables<F> tables;
  tables.inv_vanishing = inverse_vanishing<F>(log_degree, log_chunks);
  std::vector<F> vanishing = tables.inv_vanishing;
  batch_inverse<F>(vanishing);
  tables.is_first_row.resize(size);
  tables.is_last_row.resize(size);
  tables.is_transition.resize(size);
  // Row r = high bits h, low bits l of the index: brev(r) = brev(l) << high | brev(h), so the
  // points are products of two short tables.
  const unsigned low_bits = log_size / 2, high_bits = log_size - low_bits;
  const F w = F::two_adic_generator(log_size);
  auto reversed_powers = [](F first, F ratio, unsigned bits) {
    const auto powers = powers_from(first, ratio, std::size_t{1} << bits);
    std::vector<F> out(powers.size());
    for (std::size_t i = 0; i < out.size(); ++i) out[i] = powers[reverse_bits(i, bits)];
    return out;
  };
  const auto high = reversed_powers(F::generator(), w, high_bits);
  const auto low = reversed_powers(F::one(), exp_power_of_2(w, high_bits), low_bits);
  pool.for_ranges(size, std::size_t{1} << low_bits, [&](std::size_t begin, std::size_t end) {
    for (std::size_t r = begin; r < end; ++r) {
      const F x = high[r >> low_bits] * low[r & (low.size() - 1)];
      tables.is_first_row[r] = x - F::one();
      tables.is_transition[r] = tables.is_last_row[r] = x - last;
    }
    const std::size_t count = end - begin;
    batch_inverse<F>({tables.is_first_row.data() + begin, count});
    batch_inverse<F>({tables.is_last_row.data() + begin, count});
    for (std::size_t r = begin; r < end; ++r) {
      tables.is_first_row[r] *= vanishing[r >> log_degree];
      tables.is_last_row[r] *= vanishing[r >> log_degree];
    }
  });
  return tables;
}

template <class F>
Matrix<F> periodic_table(std::span<const F> column, unsigned log_degree, unsigned log_chunks,
                         ThreadPool& pool) {
  // x^(2^(n-l)) runs over the coset g^(2^(n-l)) * H_(l+c), again in bit-reversed order.
  const unsigned log_period = log2_strict(column.size());
  const F shift = exp_power_of_2(F::generator(), log_degree - log_period);
  return coset_lde_bit_reversed(MatrixView<F>{column.data(), column.size(), 1}, log_chunks, shift,
                                pool);
}

template <class F>
F chunk_shift(unsigned log_degree, unsigned log_chunks, std::size_t chunk) {
  return F::generator() * exp_u64(F::two_adic_generator(log_degree + log_chunks), chunk);
}

#define P3_INSTANTIATE(F)                                                                    \
  template SelectorTables<F> selector_tables<F>(unsigned, unsigned, ThreadPool&);            \
  template Matrix<F> periodic_table<F>(std::span<const F>, unsigned, unsigned, ThreadPool&); \
  template F chunk_shift<F>(unsigned, unsigned, std::size_t);
P3_FOR_EACH_FIELD(P3_INSTANTIATE)
#undef P3_INSTANTIATE

}  // namespace p3
