// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include <array>
#include <cstddef>
#include <memory>

#include "p3/air/air.h"
#include "rpp/circuit/circuit.h"
#include "rpp/uptime/statement/layout.h"
#include "rpp/uptime/witness.h"

// The uptime circuit: its nine tables in the order of instances, joined by lookups
// (docs/spec/circuits/uptime-tables.md).
namespace rpp {

enum class UptimeTable : std::uint8_t {
  kStatement,
  kClaims,
  kHeads,
  kJoints,
  kSignatures,
  kWots,
  kMerkle,
  kRange,
  kHasher,
};
inline constexpr std::size_t kUptimeTables = 9;

// AIRs and circuit together. Immutable; what it gives lives as long as it does.
class UptimeModel {
 public:
  // Epochs of 1 to kMaxUptimeEpochLength blocks.
  explicit UptimeModel(const UptimeRules& rules);
  UptimeModel(const UptimeModel&) = delete;
  UptimeModel& operator=(const UptimeModel&) = delete;

  const UptimeRules& rules() const { return rules_; }
  const UptimeLayout& layout() const { return layout_; }
  const Circuit& circuit() const { return circuit_; }
  const p3::Air<Element>& air(UptimeTable table) const {
    return *airs_[static_cast<std::size_t>(table)];
  }

 private:
  UptimeRules rules_;
  UptimeLayout layout_;
  std::array<std::unique_ptr<p3::Air<Element>>, kUptimeTables> airs_;
  Circuit circuit_;
};

// The circuit of the chain, with the rules' defaults. Made at the first call.
const UptimeModel& uptime_model();

}  // namespace rpp
