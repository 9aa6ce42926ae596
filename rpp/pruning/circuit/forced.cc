// SPDX-License-Identifier: Apache-2.0 OR MIT
#include "rpp/pruning/circuit/forced.h"

#include "p3/base/check.h"
#include "rpp/pruning/circuit/traces.h"

namespace rpp {

CircuitTraces ForcedPruning::build_unchecked(const Witness& witness, p3::ThreadPool& pool) const {
  const auto& range = static_cast<const PruningCase&>(witness);
  P3_CHECK(!check_shape(range.witness), "shape of a forced witness");
  const PruningFacts facts = pruning_facts(range.witness);
  return pruning_traces(model_, range.witness, facts, range.fields.value_or(facts.fields), pool);
}

}  // namespace rpp
