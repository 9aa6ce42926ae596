// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <vector>

#include "p3/parallel/thread_pool.h"
#include "rpp/consensus/draft.h"
#include "rpp/consensus/public_fields.h"
#include "rpp/consensus/witness.h"

// Valid random certificates: real keys, signatures and VRF outputs, everything from one seed.
//
// Keys have full height but only the subtree of the slots that are signed (docs/spec/hashing.md,
// "Secrets"): same paths and same cost for the proof, without the time for 2^20 leaves each.
namespace rpp {

enum class SampleHeight : std::uint8_t {
  kAny,
  kFirstOfEpoch,  // height mod epoch length = 0
  kLastOfEpoch,   // (height + 1) mod epoch length = 0: the boundary
};

struct ConsensusSampleOptions {
  ConsensusRules rules;
  std::uint32_t validators = 4;         // 1 to kMembers
  std::size_t witness_commitments = 0;  // 0 to kMaxWitnessCommitments
  std::size_t reputation_roots = 0;     // 0 to kMaxReputationRoots
  std::uint32_t later_slots = 0;        // vote slot - slot, 0 to kMaxLaterSlots
  // Of the members, rounded down, wanted away; the quorum is kept. Of 4 or more at least one goes,
  // where one is wanted.
  unsigned absent_percent = 0;
  std::uint32_t inactive_keys = 0;  // below validators
  bool leader_votes = true;         // false only with 4 validators or more
  SampleHeight height = SampleHeight::kAny;
  std::uint32_t spare_slots = 0;  // built behind the vote slot, for votes of another slot
};
inline constexpr std::uint32_t kMaxLaterSlots = 63;

// The first option that is out of range, in words; nothing if a sample can be made.
std::optional<const char*> bad_sample_option(const ConsensusSampleOptions& options) noexcept;

struct ConsensusSample {
  std::vector<std::unique_ptr<const XmssKey>> keys;  // what the draft borrows
  CertificateDraft draft;
  ConsensusWitness witness;
  ConsensusPublic fields;
};

// Options must be good. The same seed and options give the same sample, whatever the pool.
ConsensusSample make_consensus_sample(std::uint64_t seed, const ConsensusSampleOptions& options,
                                      p3::ThreadPool& pool);

// The same before signing: keys and draft, settled.
ConsensusSample make_consensus_draft(std::uint64_t seed, const ConsensusSampleOptions& options,
                                     p3::ThreadPool& pool);

}  // namespace rpp
