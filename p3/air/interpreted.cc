// SPDX-License-Identifier: Apache-2.0 OR MIT
#include "p3/air/interpreted.h"

#include <utility>

#include "p3/air/dag_eval.h"
#include "p3/air/dag_validate.h"
#include "p3/field/extension_params.h"

namespace p3 {
namespace {

// Feeds a validated DAG to a SymbolicBuilder, which folds and deduplicates it.
template <class F>
class Replay {
 public:
  using Builder = SymbolicBuilder<F>;
  using Expr = typename Builder::Expr;
  using Count = typename Builder::Count;
  using View = typename Builder::View;

  Replay(const ConstraintDag<F>& dag, Builder& builder)
      : dag_(dag), builder_(builder), values_(evaluate_nodes<Expr>(dag, builder)) {}

  void constraints() {
    for (std::size_t i = 0; i < dag_.constraints.size(); ++i) {
      builder_.set_label(dag_.labels.empty() ? "" : dag_.labels[i].c_str());
      builder_.add_constraint(values_[dag_.constraints[i]]);
    }
  }

  void lookups() {
    for (const DagLookup& lookup : dag_.lookups) push(lookup);
  }

 private:
  void push(const DagLookup& lookup) {
    const std::size_t n = lookup.interactions.size();
    // The views borrow from these, which must not grow while views exist.
    std::vector<std::vector<Expr>> tuples(n);
    std::vector<Count> counts;
    std::vector<Expr> flags;
    for (std::size_t i = 0; i < n; ++i) {
      const DagInteraction& interaction = lookup.interactions[i];
      for (const std::uint32_t node : interaction.tuple) tuples[i].push_back(values_[node]);
      const DagCount& count = interaction.count;
      counts.push_back({values_[count.node], count.weight, count.kind, count.number});
      flags.push_back(values_[interaction.flag]);
    }
    std::vector<View> views;
    for (std::size_t i = 0; i < n; ++i) {
      const bool exclusive = lookup.kind == LookupKind::kExclusive;
      views.push_back(
          {tuples[i].data(), tuples[i].size(), &counts[i], exclusive ? &flags[i] : nullptr});
    }
    switch (lookup.kind) {
      case LookupKind::kLocal:
        return builder_.record_local(views.data(), n);
      case LookupKind::kGlobal:
        return builder_.record_global(lookup.bus.c_str(), views[0]);
      case LookupKind::kExclusive:
        return builder_.record_exclusive(lookup.bus.c_str(), views.data(), n);
    }
  }

  const ConstraintDag<F>& dag_;
  Builder& builder_;
  std::vector<Expr> values_;
};

}  // namespace

template <class F>
Result<std::unique_ptr<InterpretedAir<F>>, AirError> InterpretedAir<F>::make(
    AirShape<F> shape, const ConstraintDag<F>& dag, const AirLimits& limits) {
  if (std::optional<AirError> error = validate_air(shape, dag, limits)) return Err{*error};
  SymbolicBuilder<F> builder(shape);
  Replay<F> replay(dag, builder);
  replay.constraints();
  replay.lookups();
  std::unique_ptr<InterpretedAir> air(new InterpretedAir);
  ConstraintDag<F> folded = builder.take();
  air->set_statement(std::move(shape), std::move(folded));
  return air;
}

#define P3_INSTANTIATE(F) template class InterpretedAir<F>;
P3_FOR_EACH_FIELD(P3_INSTANTIATE)
#undef P3_INSTANTIATE

}  // namespace p3
