// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include <array>
#include <cstddef>
#include <memory>

#include "p3/air/air.h"
#include "rpp/circuit/circuit.h"
#include "rpp/consensus/rules.h"
#include "rpp/consensus/statement/layout.h"

// The consensus circuit: its ten tables in the order of instances, joined by lookups
// (docs/spec/circuits/consensus.md).
namespace rpp {

enum class ConsensusTable : std::uint8_t {
  kStatement,
  kMembersTable,  // kMembers is the largest number of them
  kBallots,
  kTickets,
  kLists,
  kWots,
  kMerkle,
  kRange,
  kCanonical,
  kHasher,
};
inline constexpr std::size_t kConsensusTables = 10;

// Fewer rows weaken a batch (docs/spec/security.md).
inline constexpr unsigned kMinLogRows = 6;

// AIRs and circuit together. Immutable; what it gives lives as long as it does.
class ConsensusModel {
 public:
  explicit ConsensusModel(const ConsensusRules& rules);
  ConsensusModel(const ConsensusModel&) = delete;
  ConsensusModel& operator=(const ConsensusModel&) = delete;

  const ConsensusRules& rules() const { return rules_; }
  const StatementLayout& layout() const { return layout_; }
  const Circuit& circuit() const { return circuit_; }
  const p3::Air<Element>& air(ConsensusTable table) const {
    return *airs_[static_cast<std::size_t>(table)];
  }

 private:
  ConsensusRules rules_;
  StatementLayout layout_;
  std::array<std::unique_ptr<p3::Air<Element>>, kConsensusTables> airs_;
  Circuit circuit_;
};

// The circuit of the chain: key height 20, epochs of 1440 blocks. Made at the first call.
const ConsensusModel& consensus_model();

}  // namespace rpp
