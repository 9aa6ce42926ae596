// SPDX-License-Identifier: Apache-2.0 OR MIT
#include "testing/bus_ledger.h"

#include <bit>
#include <utility>

#include "p3/air/dag_eval.h"
#include "p3/air/trace_window.h"

namespace p3::testing {
namespace {

using F = KoalaBear;

using Tuple = std::vector<std::uint64_t>;

Tuple tuple_of(const DagInteraction& interaction, const std::vector<F>& values) {
  Tuple tuple;
  for (const std::uint32_t node : interaction.tuple) {
    tuple.push_back(values[node].as_canonical_u64());
  }
  return tuple;
}

// sum(f m) / (sum(f (P - t)) + 1 - sum(f)), with s = sum(f), is (sum(f m) / s) / (P - t') where
// t' = sum(f t) / s, less (1 - s) / s in the last element.
void add_exclusive(const DagLookup& lookup, const std::vector<F>& values, OpenTuples& out) {
  std::vector<F> tuple(lookup.interactions.front().tuple.size());
  F flags = F::zero(), count = F::zero();
  for (const DagInteraction& arm : lookup.interactions) {
    const F flag = values[arm.flag];
    flags += flag;
    count += flag * values[arm.count.node];
    for (std::size_t i = 0; i < tuple.size(); ++i) tuple[i] += flag * values[arm.tuple[i]];
  }
  if (flags == F::zero() || count == F::zero()) return;
  const F inverse = flags.inverse();
  Tuple key;
  for (F& x : tuple) x = x * inverse;
  tuple.back() -= (F::one() - flags) * inverse;
  for (const F& x : tuple) key.push_back(x.as_canonical_u64());
  out[std::move(key)] += count * inverse;
}

void add_row(const std::vector<DagLookup>& lookups, const std::vector<F>& values,
             std::map<std::string, OpenTuples>& out) {
  for (const DagLookup& lookup : lookups) {
    if (lookup.kind == LookupKind::kLocal) continue;
    if (lookup.kind == LookupKind::kExclusive) {
      add_exclusive(lookup, values, out[lookup.bus]);
      continue;
    }
    for (const DagInteraction& interaction : lookup.interactions) {
      const F count = values[interaction.count.node];
      if (!(count == F::zero())) out[lookup.bus][tuple_of(interaction, values)] += count;
    }
  }
}

// Rows of one bus: the tuple, then its count.
struct BusTableAir {
  std::string bus;
  std::size_t tuple_width;

  AirShape<F> shape() const {
    AirShape<F> shape;
    shape.width = tuple_width + 1;
    shape.reads_next_row = false;
    return shape;
  }

  template <class B>
  void eval(B& b) const {
    std::vector<typename B::Expr> items;
    for (std::size_t i = 0; i < tuple_width; ++i) items.push_back(b.local(i));
    const auto count = B::Count::provided(b.local(tuple_width));
    b.record_global(bus.c_str(), typename B::View{items.data(), tuple_width, &count, nullptr});
  }
};

Matrix<F> table_trace(const OpenTuples& tuples, std::size_t tuple_width) {
  constexpr std::size_t kFewestRows = 4;
  Matrix<F> trace =
      Matrix<F>::zeros(std::max(kFewestRows, std::bit_ceil(tuples.size())), tuple_width + 1);
  std::size_t row = 0;
  for (const auto& [tuple, sum] : tuples) {
    for (std::size_t i = 0; i < tuple_width; ++i) trace.at(row, i) = F::from_u64(tuple[i]);
    trace.at(row++, tuple_width) = sum;
  }
  return trace;
}

}  // namespace

std::map<std::string, OpenTuples> open_tuples(const TrialBatch& batch) {
  std::map<std::string, OpenTuples> out;
  std::vector<F> periodic;
  for (const TrialInstance& instance : batch) {
    const TraceRows<F> rows{instance.trace.view(), {}, instance.public_values};
    for (std::size_t r = 0; r < rows.main.height; ++r) {
      WindowColumns<F, F> columns(window_at(instance.air->shape(), rows, r, periodic));
      add_row(instance.air->dag().lookups, evaluate_nodes<F>(instance.air->dag(), columns), out);
    }
  }
  for (auto& [bus, tuples] : out) {
    std::erase_if(tuples, [](const auto& item) { return item.second == F::zero(); });
  }
  std::erase_if(out, [](const auto& item) { return item.second.empty(); });
  return out;
}

TrialInstance bus_table(const std::string& bus, const OpenTuples& tuples) {
  const std::size_t width = tuples.begin()->first.size();
  return {std::make_shared<AirModel<F, BusTableAir>>(BusTableAir{bus, width}),
          table_trace(tuples, width),
          {}};
}

void plug_buses(TrialBatch& batch) {
  for (auto& [bus, tuples] : open_tuples(batch)) {
    for (auto& [tuple, sum] : tuples) sum = -sum;
    batch.push_back(bus_table(bus, tuples));
  }
}

}  // namespace p3::testing
