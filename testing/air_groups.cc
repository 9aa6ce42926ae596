// SPDX-License-Identifier: Apache-2.0 OR MIT
#include "testing/air_groups.h"

#include <algorithm>

#include "p3/air/dag_eval.h"
#include "p3/air/interpreted.h"
#include "p3/air/trace_window.h"
#include "p3/base/check.h"

namespace p3::testing {

using F = KoalaBear;

std::vector<std::string> labels_of(const Air<F>& air) {
  std::vector<std::string> out;
  for (const std::string& label : air.dag().labels) {
    if (std::ranges::find(out, label) == out.end()) out.push_back(label);
  }
  return out;
}

std::set<std::string> violated_labels(const Air<F>& air, MatrixView<F> trace,
                                      std::span<const F> public_values) {
  const ConstraintDag<F>& dag = air.dag();
  const TraceRows<F> rows{trace, {}, public_values};
  std::set<std::string> out;
  std::vector<F> periodic;
  for (std::size_t r = 0; r < trace.height; ++r) {
    WindowColumns<F, F> columns(window_at(air.shape(), rows, r, periodic));
    const std::vector<F> values = evaluate_nodes<F>(dag, columns);
    for (std::size_t i = 0; i < dag.constraints.size(); ++i) {
      if (!(values[dag.constraints[i]] == F::zero())) out.insert(dag.labels[i]);
    }
  }
  return out;
}

std::shared_ptr<const Air<F>> without_group(const Air<F>& air, const std::string& label) {
  ConstraintDag<F> dag = air.dag();
  dag.constraints.clear();
  dag.labels.clear();
  for (std::size_t i = 0; i < air.dag().constraints.size(); ++i) {
    if (air.dag().labels[i] == label) continue;
    dag.constraints.push_back(air.dag().constraints[i]);
    dag.labels.push_back(air.dag().labels[i]);
  }
  auto made = InterpretedAir<F>::make(air.shape(), dag);
  P3_CHECK(made.ok(), "fewer assertions are a valid AIR");
  return std::move(made).value();
}

}  // namespace p3::testing
