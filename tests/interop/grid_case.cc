// SPDX-License-Identifier: Apache-2.0 OR MIT
#include "tests/interop/grid_case.h"

#include <algorithm>
#include <array>

#include "p3/field/extension_params.h"
#include "testing/random_field.h"
#include "tests/interop/grid_air.h"
#include "tests/interop/grid_axes.h"

namespace p3::testing {
namespace {

constexpr unsigned kPowBits = 3;

int number_at(const AxisValues& values, GridAxis axis) {
  return std::stoi(grid_space().axes[axis].values[static_cast<std::size_t>(values[axis])]);
}

StarkParameters grid_parameters(const AxisValues& values) {
  const auto number = [&](GridAxis a) { return static_cast<unsigned>(number_at(values, a)); };
  const auto bits = [&](GridAxis a) { return values[a] == 0 ? 0 : kPowBits; };
  return {.fri = {.log_blowup = number(kBlowup),
                  .log_final_poly_len = number(kFinal),
                  .max_log_arity = number(kArity),
                  .num_queries = number(kQueries),
                  .batch_pow_bits = bits(kBatchPow),
                  .commit_pow_bits = bits(kCommitPow),
                  .query_pow_bits = bits(kQueryPow)},
          .ood_pow_bits = bits(kOodPow),
          .lookup_pow_bits = bits(kLookupPow),
          .cap_height = number(kCap)};
}

ObjectiveSpec shipped_spec(int air, unsigned log_height, std::uint64_t seed) {
  constexpr std::array kObjectives{Objective::kFibonacci, Objective::kPoseidon2,
                                   Objective::kPoseidon2, Objective::kKeccakF, Objective::kBlake3};
  return {.objective = kObjectives[static_cast<std::size_t>(air - kAirFibonacci)],
          .log_trace_length = log_height,
          .vector_len = air == kAirPoseidon1 ? 1u : 8u,
          .seed = seed};
}

// The described AIRs of one case: their witness spans all of them.
template <class F>
struct GridWitness {
  GridFeatures features;
  std::vector<std::vector<F>> periodic;
  Matrix<F> trace, preprocessed;
};

// Features of described instance i of n: all are alike but for the two sides of the global lookup.
GridFeatures grid_features(const AxisValues& values, std::size_t i, std::size_t n) {
  const int lookups = values[kLookups];
  const bool global = lookups == 2 || lookups == 4;
  return {.degree = static_cast<unsigned>(number_at(values, kDegree)),
          .next = values[kNext] == 0,
          .preprocessed = static_cast<unsigned>(values[kPreprocessed]),
          .periodic = static_cast<unsigned>(values[kPeriodic]),
          .local = lookups == 1 || lookups == 4,
          .send = global && (n == 1 || i + 1 < n),
          .table = global && i + 1 == n,
          .exclusive = lookups == 3 || lookups == 4};
}

template <class F>
void add_periodic(GridWitness<F>& w, std::size_t rows, RandomField<F>& random) {
  if (w.features.periodic >= 1) w.periodic.push_back(random.take(std::min<std::size_t>(rows, 2)));
  if (w.features.periodic >= 2) w.periodic.push_back(random.take(rows));
}

// Preprocessed column, x, y, and the local lookup.
template <class F>
void fill_own_columns(GridWitness<F>& w, std::size_t rows, RandomField<F>& random) {
  const GridColumns at(w.features);
  w.trace = Matrix<F>::zeros(rows, at.width);
  if (w.features.preprocessed != 0) w.preprocessed = Matrix<F>::zeros(rows, 1);
  const F start = random.next();
  for (std::size_t r = 0; r < rows; ++r) {
    const F x = w.features.next ? start + F::from_u64(r) : random.next();
    F y = exp_u64(x, w.features.degree);
    if (w.features.preprocessed != 0) {
      w.preprocessed.at(r, 0) = start + F::from_u64(2 * r);
      y += w.preprocessed.at(r, 0);
    }
    for (const auto& column : w.periodic) y += column[r % column.size()] * x;
    w.trace.at(r, 0) = x;
    w.trace.at(r, 1) = y;
    if (!w.features.local) continue;
    w.trace.at(rows - 1 - r, at.z) = x;
    w.trace.at(r, at.m) = F::one();
  }
}

// The last instance is the table of all.
template <class F>
void fill_global(std::vector<GridWitness<F>>& all, SplitMix64& words) {
  GridWitness<F>& table = all.back();
  if (!table.features.table) return;
  const GridColumns to(table.features);
  const std::size_t size = table.trace.height();
  for (std::size_t r = 0; r < size; ++r) table.trace.at(r, to.k) = F::from_u64(r);
  for (GridWitness<F>& w : all) {
    if (!w.features.send) continue;
    const GridColumns from(w.features);
    for (std::size_t r = 0; r < w.trace.height(); ++r) {
      const std::size_t k = words.next() % size;
      w.trace.at(r, from.a) = F::from_u64(k);
      table.trace.at(k, to.used) += F::one();
    }
  }
}

// Instances of one row stay out of the ring: a row cannot both send and receive.
template <class F>
void fill_ring(std::vector<GridWitness<F>>& all) {
  std::vector<GridWitness<F>*> ring;
  for (auto& w : all) {
    if (w.features.exclusive && w.trace.height() > 1) ring.push_back(&w);
  }
  for (std::size_t i = 0; i < ring.size(); ++i) {
    Matrix<F>& from = ring[i]->trace;
    Matrix<F>& to = ring[(i + 1) % ring.size()]->trace;
    const GridColumns at_from(ring[i]->features), at_to(ring[(i + 1) % ring.size()]->features);
    from.at(0, at_from.s) = F::one();
    to.at(to.height() - 1, at_to.t) = F::one();
    to.at(to.height() - 1, at_to.e) = from.at(0, 0);
  }
}

template <class F>
ExchangeInstance<F> grid_instance(GridWitness<F> w) {
  std::vector<F> public_values{w.trace.at(0, 0)};
  const AirModel<F, GridAir<F>> model(GridAir<F>{w.features, std::move(w.periodic)});
  return described_instance<F>(model, std::move(public_values), std::move(w.trace),
                               std::move(w.preprocessed));
}

}  // namespace

template <class F>
ExchangeCase<F> make_grid_case(const AxisValues& values, std::uint64_t seed, ThreadPool& pool) {
  ExchangeCase<F> out;
  out.suite = grid_suite(values);
  out.batch = values[kProtocol] == 1;
  out.parameters = grid_parameters(values);

  SplitMix64 words(seed);
  RandomField<F> random(words.next());
  const auto log_height = static_cast<unsigned>(number_at(values, kHeight));
  std::size_t described = static_cast<std::size_t>(number_at(values, kInstances));
  if (values[kAir] != kAirDescribed) {
    out.instances.push_back(
        shipped_instance<F>(shipped_spec(values[kAir], log_height, seed), pool));
    --described;
  }
  const unsigned lowest = values[kFinal] == 0 ? 0 : static_cast<unsigned>(values[kFinal]) + 1;
  std::vector<GridWitness<F>> all;
  for (std::size_t i = 0; i < described; ++i) {
    const bool first = i == 0 && values[kAir] == kAirDescribed;
    const unsigned log_rows = first ? log_height : lowest + static_cast<unsigned>(words.next() % 6);
    GridWitness<F> w{grid_features(values, i, described), {}, {}, {}};
    add_periodic(w, std::size_t{1} << log_rows, random);
    fill_own_columns(w, std::size_t{1} << log_rows, random);
    all.push_back(std::move(w));
  }
  if (!all.empty()) fill_global(all, words);
  fill_ring(all);
  for (auto& w : all) out.instances.push_back(grid_instance(std::move(w)));
  lower_cap(out);
  return out;
}

#define P3_INSTANTIATE(F) \
  template ExchangeCase<F> make_grid_case(const AxisValues&, std::uint64_t, ThreadPool&);
P3_FOR_EACH_FIELD(P3_INSTANTIATE)
#undef P3_INSTANTIATE

}  // namespace p3::testing
