// SPDX-License-Identifier: Apache-2.0 OR MIT
#include "tests/interop/random_case.h"

#include <algorithm>
#include <deque>
#include <numeric>
#include <utility>

#include "p3/field/extension_params.h"

namespace p3::testing {
namespace {

// `count` different rows of n, in random order.
std::vector<std::size_t> random_rows(SplitMix64& words, std::size_t n, std::size_t count) {
  std::vector<std::size_t> out(n);
  std::iota(out.begin(), out.end(), std::size_t{0});
  for (std::size_t i = n; i > 1; --i) std::swap(out[i - 1], out[words.next() % i]);
  out.resize(count);
  return out;
}

template <class F>
std::vector<F> flags_at(const std::vector<std::size_t>& rows, std::size_t n) {
  std::vector<F> out(n);
  for (const std::size_t r : rows) out[r] = F::one();
  return out;
}

// Columns of `to` that have, on its rows, what `tuple` is on the rows of `from`, and noise
// elsewhere.
template <class F>
std::vector<std::uint32_t> add_copies(RandomAir<F>& from, const std::vector<std::uint32_t>& tuple,
                                      const std::vector<std::size_t>& from_rows, RandomAir<F>& to,
                                      const std::vector<std::size_t>& to_rows) {
  std::vector<std::vector<F>> columns;
  for (std::size_t i = 0; i < tuple.size(); ++i) columns.push_back(to.random_column());
  for (std::size_t k = 0; k < from_rows.size(); ++k) {
    const std::vector<F> values = from.values_at(tuple, from_rows[k]);
    for (std::size_t i = 0; i < tuple.size(); ++i) columns[i][to_rows[k]] = values[i];
  }
  std::vector<std::uint32_t> nodes;
  for (auto& column : columns) nodes.push_back(to.add_column(std::move(column)));
  return nodes;
}

DagCount bounded(std::uint32_t node) { return {node, 1, CountKind::kBounded, 0}; }
DagCount provided(std::uint32_t node) { return {node, 0, CountKind::kProvided, 0}; }

// One tuple against its permutation; the multiplicities are integers or a column.
template <class F>
void add_local(RandomAir<F>& air, SplitMix64& words) {
  const auto tuple = air.tuple(1 + words.next() % 3);
  const auto all = random_rows(words, air.rows(), air.rows());
  const auto copies = add_copies(air, tuple, all, air, random_rows(words, air.rows(), air.rows()));
  const auto n = static_cast<std::int64_t>(1 + words.next() % 4);
  DagLookup lookup;
  lookup.interactions.push_back({tuple, air.integer(n), 0});
  if (words.next() % 2 == 0) {
    lookup.interactions.push_back({copies, air.integer(-n), 0});
  } else {
    const std::vector<F> column(air.rows(), -F::from_i64(n));
    lookup.interactions.push_back({copies, provided(air.add_column(column)), 0});
  }
  if (words.next() % 2 == 0) std::ranges::reverse(lookup.interactions);
  air.add_lookup(std::move(lookup));
}

// One tuple from some rows of `from` to as many rows of `to`, which may be the same instance.
template <class F>
void add_global(RandomAir<F>& from, RandomAir<F>& to, const std::string& bus, std::size_t width,
                SplitMix64& words) {
  const std::size_t most = std::min(from.rows(), to.rows());
  const bool everywhere = from.rows() == to.rows() && words.next() % 2 == 0;
  const std::size_t count = everywhere ? most : words.next() % (most + 1);
  const auto from_rows = random_rows(words, from.rows(), count);
  const auto to_rows = random_rows(words, to.rows(), count);
  const auto tuple = from.tuple(width);
  const auto copies = add_copies(from, tuple, from_rows, to, to_rows);
  DagCount sent, received;
  if (everywhere) {
    sent = from.integer(1);
    received = to.integer(-1);
  } else {
    sent = bounded(from.add_bits(flags_at<F>(from_rows, from.rows())));
    const std::uint32_t back = to.negated(to.add_bits(flags_at<F>(to_rows, to.rows())));
    received = words.next() % 2 == 0 ? bounded(back) : provided(back);
  }
  from.add_lookup({LookupKind::kGlobal, bus, {{tuple, sent, 0}}});
  to.add_lookup({LookupKind::kGlobal, bus, {{copies, received, 0}}});
}

// Some rows send, others receive.
template <class F>
void add_exclusive(RandomAir<F>& air, const std::string& bus, SplitMix64& words) {
  const std::size_t count = words.next() % (air.rows() / 2 + 1);
  const auto rows = random_rows(words, air.rows(), 2 * count);
  const std::vector<std::size_t> from(rows.begin(), rows.begin() + static_cast<long>(count));
  const std::vector<std::size_t> to(rows.begin() + static_cast<long>(count), rows.end());
  const auto tuple = air.tuple(1 + words.next() % 3);
  const auto copies = add_copies(air, tuple, from, air, to);
  const std::uint32_t sends = air.add_bits(flags_at<F>(from, air.rows()));
  const std::uint32_t receives = air.add_bits(flags_at<F>(to, air.rows()));
  air.add_product_is_zero(sends, receives);
  air.add_lookup({LookupKind::kExclusive,
                  bus,
                  {{tuple, air.integer(1), sends}, {copies, air.integer(-1), receives}}});
}

template <class F>
void add_lookups(std::deque<RandomAir<F>>& airs, SplitMix64& words) {
  const auto any = [&]() -> RandomAir<F>& { return airs[words.next() % airs.size()]; };
  for (std::size_t i = words.next() % 3; i > 0; --i) add_local(any(), words);
  // Several tuples on a bus share columns as far as the degree allows.
  for (std::size_t bus = words.next() % 3; bus > 0; --bus) {
    const std::size_t width = 1 + words.next() % 3;
    for (std::size_t i = 1 + words.next() % 3; i > 0; --i) {
      RandomAir<F>& from = any();
      add_global(from, any(), "bus " + std::to_string(bus), width, words);
    }
  }
  for (std::size_t i = words.next() % 3; i > 0; --i) {
    add_exclusive(any(), "exclusive " + std::to_string(i), words);
  }
}

StarkParameters random_parameters(SplitMix64& words) {
  const auto below = [&](unsigned n) { return static_cast<unsigned>(words.next() % n); };
  return {.fri = {.log_blowup = 1 + below(3),
                  .log_final_poly_len = below(3),
                  .max_log_arity = 1 + below(4),
                  .num_queries = 1 + below(3),
                  .batch_pow_bits = below(3),
                  .commit_pow_bits = below(3),
                  .query_pow_bits = below(3)},
          .ood_pow_bits = below(3),
          .lookup_pow_bits = below(3),
          .cap_height = below(4)};
}

}  // namespace

const JudgeSuite& random_suite(std::uint64_t seed) {
  return kJudgeSuites[seed % kJudgeSuites.size()];
}

template <class F>
ExchangeCase<F> make_random_case(std::uint64_t seed) {
  SplitMix64 words(seed);
  ExchangeCase<F> out;
  out.suite = random_suite(seed);
  out.batch = words.next() % 2 == 0;
  out.parameters = random_parameters(words);
  const unsigned final_len = out.parameters.fri.log_final_poly_len;
  const unsigned lowest = final_len == 0 ? 0 : final_len + 1;
  std::deque<RandomAir<F>> airs;  // keeps references while it grows
  for (std::size_t n = out.batch ? 1 + words.next() % 3 : 1; n > 0; --n) {
    airs.emplace_back(words.next(), lowest + static_cast<unsigned>(words.next() % 7));
  }
  if (out.batch) add_lookups(airs, words);
  for (auto& air : airs) out.instances.push_back(air.finish());
  lower_cap(out);
  return out;
}

#define P3_INSTANTIATE(F) template ExchangeCase<F> make_random_case<F>(std::uint64_t);
P3_FOR_EACH_FIELD(P3_INSTANTIATE)
#undef P3_INSTANTIATE

}  // namespace p3::testing
