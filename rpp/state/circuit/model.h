// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include <array>
#include <cstddef>
#include <memory>

#include "p3/air/air.h"
#include "rpp/circuit/circuit.h"
#include "rpp/state/statement/layout.h"

// The state circuit: its twelve tables in the order of instances, joined by lookups
// (docs/spec/circuits/state-tables.md).
namespace rpp {

enum class StateTable : std::uint8_t {
  kStatement,
  kAccounts,
  kValidators,
  kEffects,
  kRecords,
  kProposer,
  kUpdates,
  kUpdateJoints,
  kMerkle,
  kRange,
  kCanonical,
  kHasher,
};
inline constexpr std::size_t kStateTables = 12;

// AIRs and circuit together. Immutable; what it gives lives as long as it does.
class StateModel {
 public:
  // The epoch length is at most kMaxStateEpochLength.
  explicit StateModel(const StateRules& rules);
  StateModel(const StateModel&) = delete;
  StateModel& operator=(const StateModel&) = delete;

  const StateRules& rules() const { return rules_; }
  const StateLayout& layout() const { return layout_; }
  const Circuit& circuit() const { return circuit_; }
  const p3::Air<Element>& air(StateTable table) const {
    return *airs_[static_cast<std::size_t>(table)];
  }

 private:
  StateRules rules_;
  StateLayout layout_;
  std::array<std::unique_ptr<p3::Air<Element>>, kStateTables> airs_;
  Circuit circuit_;
};

// The circuit of the chain. Made at the first call.
const StateModel& state_model();

}  // namespace rpp
