// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "rpp/consensus/draft.h"
#include "rpp/consensus/witness.h"

// The table of private fields: where each stands in a witness and in a draft, and what follows from
// it. Used by witness_change.h.
namespace rpp {

enum class FieldPart : std::uint8_t { kHeader, kRound, kValidator, kSet, kVote, kLeader, kLists };

// The members in which a field says something.
enum class FieldOwner : std::uint8_t {
  kAny,
  kVoter,
  kPrevoter,
  kPrecommitter,
  kActive,  // precommitted with a key that counts
  kVotesOnce,
};

struct FieldTurn {
  std::uint32_t member = 0;
  std::uint64_t turn = 0;
};

struct WitnessField {
  std::string name;
  FieldPart part{};
  FieldOwner owner = FieldOwner::kAny;
  // Follows from other fields, so that a draft cannot be settled around a change of it.
  bool derived = false;
  std::function<void(ConsensusWitness&, const ConsensusRules&, FieldTurn)> in_witness;
  std::function<void(CertificateDraft&, FieldTurn)> in_draft;  // none for what signing makes
};

const std::vector<WitnessField>& witness_fields();

}  // namespace rpp
