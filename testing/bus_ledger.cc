// SPDX-License-Identifier: Apache-2.0 OR MIT
#include "testing/bus_ledger.h"

#include <bit>
#include <utility>

#include "p3/air/dag_eval.h"
#include "p3/air/trace_window.h"

namespace p3::testing {
namespace {

using F = KoalaBear;

void add_row(const std::vector<DagLookup>& lookups, const std::vector<F>& values,
             std::map<std::string, OpenTuples>& out) {
  for (const DagLookup& lookup : lookups) {
    if (lookup.kind == LookupKind::kLocal) continue;
    for (const DagInteraction& interaction : lookup.interactions) {
      F count = values[interaction.count.node];
      if (lookup.kind == LookupKind::kExclusive) count = count * values[interaction.flag];
      if (count == F::zero()) continue;
      std::vector<std::uint64_t> tuple;
      for (const std::uint32_t node : interaction.tuple) {
        tuple.push_back(values[node].as_canonical_u64());
      }
      out[lookup.bus][std::move(tuple)] += count;
    }
  }
}

// Rows of one bus: the tuple, then its count.
struct PlugAir {
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

Matrix<F> plug_trace(const OpenTuples& tuples, std::size_t tuple_width) {
  constexpr std::size_t kFewestRows = 4;
  Matrix<F> trace =
      Matrix<F>::zeros(std::max(kFewestRows, std::bit_ceil(tuples.size())), tuple_width + 1);
  std::size_t row = 0;
  for (const auto& [tuple, sum] : tuples) {
    for (std::size_t i = 0; i < tuple_width; ++i) trace.at(row, i) = F::from_u64(tuple[i]);
    trace.at(row++, tuple_width) = -sum;
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

void plug_buses(TrialBatch& batch) {
  for (const auto& [bus, tuples] : open_tuples(batch)) {
    const std::size_t width = tuples.begin()->first.size();
    batch.push_back({std::make_shared<AirModel<F, PlugAir>>(PlugAir{bus, width}),
                     plug_trace(tuples, width),
                     {}});
  }
}

}  // namespace p3::testing
