// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include <array>
#include <cstddef>
#include <memory>

#include "p3/air/air.h"
#include "rpp/circuit/circuit.h"
#include "rpp/identity/statement/layout.h"
#include "rpp/identity/witness.h"

// The identity circuit: its eleven tables in the order of instances, joined by lookups
// (docs/spec/circuits/identity-tables.md).
namespace rpp {

enum class IdentityTable : std::uint8_t {
  kStatement,
  kIdentities,
  kAttestations,
  kSignatures,
  kWots,
  kMerkle,
  kUpdates,
  kUpdateJoints,
  kRange,
  kCanonical,
  kHasher,
};
inline constexpr std::size_t kIdentityTables = 11;

// AIRs and circuit together. Immutable; what it gives lives as long as it does.
class IdentityModel {
 public:
  // Epoch length 1 .. kMaxProvedEpochLength, key height kMinAttestationHeight ..
  // kMaxAttestedHeight.
  explicit IdentityModel(const IdentityRules& rules);
  IdentityModel(const IdentityModel&) = delete;
  IdentityModel& operator=(const IdentityModel&) = delete;

  const IdentityRules& rules() const { return rules_; }
  const IdentityLayout& layout() const { return layout_; }
  const Circuit& circuit() const { return circuit_; }
  const p3::Air<Element>& air(IdentityTable table) const {
    return *airs_[static_cast<std::size_t>(table)];
  }

 private:
  IdentityRules rules_;
  IdentityLayout layout_;
  std::array<std::unique_ptr<p3::Air<Element>>, kIdentityTables> airs_;
  Circuit circuit_;
};

// The circuit of the chain: key height 20, epochs of 1440 blocks. Made at the first call.
const IdentityModel& identity_model();

}  // namespace rpp
