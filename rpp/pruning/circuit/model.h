// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include <array>
#include <cstddef>
#include <memory>

#include "p3/air/air.h"
#include "rpp/circuit/circuit.h"
#include "rpp/pruning/circuit/layout.h"

// The pruning circuit: its seven tables in the order of instances, joined by lookups
// (docs/spec/circuits/pruning-tables.md).
namespace rpp {

enum class PruningTable : std::uint8_t {
  kStatement,
  kBlocks,
  kTransactions,
  kJoints,
  kMerkle,
  kRange,
  kHasher,
};
inline constexpr std::size_t kPruningTables = 7;

// Fewer rows weaken a batch (docs/spec/security.md).
inline constexpr unsigned kPruningMinLogRows = 6;

// AIRs and circuit together. Immutable; what it gives lives as long as it does.
class PruningModel {
 public:
  PruningModel();
  PruningModel(const PruningModel&) = delete;
  PruningModel& operator=(const PruningModel&) = delete;

  const PruningLayout& layout() const { return layout_; }
  const Circuit& circuit() const { return circuit_; }
  const p3::Air<Element>& air(PruningTable table) const {
    return *airs_[static_cast<std::size_t>(table)];
  }

 private:
  PruningLayout layout_;
  std::array<std::unique_ptr<p3::Air<Element>>, kPruningTables> airs_;
  Circuit circuit_;
};

// The circuit of the chain. Made at the first call.
const PruningModel& pruning_model();

}  // namespace rpp
