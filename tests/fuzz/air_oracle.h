// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "p3/air/air.h"
#include "p3/air/check.h"
#include "p3/air/dag_eval.h"
#include "p3/base/matrix.h"

// Whether a trace satisfies the lookups of one AIR, from the definition: tuples and how often they
// come, counted modulo p. LogUp must agree, up to an error of its challenges.
namespace p3::testing {

template <class F>
class LookupCounter {
 public:
  // Adds one row. False: the flags of an exclusive lookup are not what its AIR has to enforce, so
  // that the lookup has no meaning.
  [[nodiscard]] bool add_row(const ConstraintDag<F>& dag, const RowWindow<F, F>& window) {
    WindowColumns<F, F> columns(window);
    const std::vector<F> values = evaluate_nodes<F>(dag, columns);
    for (std::size_t i = 0; i < dag.lookups.size(); ++i) {
      const DagLookup& lookup = dag.lookups[i];
      // A bus is shared by its name; a local lookup is its own.
      const std::string bus =
          lookup.kind == LookupKind::kLocal ? std::to_string(i) : "=" + lookup.bus;
      F flags = F::zero();
      for (const DagInteraction& interaction : lookup.interactions) {
        F count = values[interaction.count.node];
        if (lookup.kind == LookupKind::kExclusive) {
          const F flag = values[interaction.flag];
          if (!(flag == F::zero()) && !(flag == F::one())) return false;
          flags += flag;
          count *= flag;
        }
        add(bus, interaction, values, count);
      }
      if (!(flags == F::zero()) && !(flags == F::one())) return false;
    }
    return true;
  }

  bool balanced() const {
    for (const auto& [key, count] : counts_) {
      if (!(count == F::zero())) return false;
    }
    return true;
  }

 private:
  void add(const std::string& bus, const DagInteraction& interaction, const std::vector<F>& values,
           F count) {
    std::vector<std::uint64_t> tuple;
    for (const std::uint32_t node : interaction.tuple) {
      tuple.push_back(values[node].as_canonical_u64());
    }
    auto& sum = counts_.try_emplace({bus, std::move(tuple)}, F::zero()).first->second;
    sum += count;
  }

  std::map<std::pair<std::string, std::vector<std::uint64_t>>, F> counts_;
};

// Nothing: no answer (see LookupCounter::add_row). Lookups read neither selectors nor periodic
// columns.
template <class F>
std::optional<bool> lookups_balance(const Air<F>& air, MatrixView<F> main,
                                    MatrixView<F> preprocessed, std::span<const F> public_values) {
  LookupCounter<F> counter;
  for (std::size_t r = 0; r < main.height; ++r) {
    const std::size_t next = (r + 1) % main.height;
    RowWindow<F, F> window;
    window.local = main.row_span(r);
    window.next = main.row_span(next);
    if (air.shape().preprocessed_width != 0) {
      window.preprocessed_local = preprocessed.row_span(r);
      window.preprocessed_next = preprocessed.row_span(next);
    }
    std::vector<F> periodic;
    for (const std::vector<F>& column : air.shape().periodic) {
      periodic.push_back(column[r % column.size()]);
    }
    window.periodic = periodic;
    window.public_values = public_values;
    if (!counter.add_row(air.dag(), window)) return std::nullopt;
  }
  return counter.balanced();
}

}  // namespace p3::testing
