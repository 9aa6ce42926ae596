// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

#include "rpp/chain/header.h"
#include "rpp/consensus/public_fields.h"
#include "rpp/consensus/statement/layout.h"
#include "rpp/consensus/witness.h"
#include "rpp/hash/bitmap.h"
#include "rpp/wiring/tape_trace.h"

// The values of the statement table's tape from a block and its public fields (prover).
namespace rpp {

// Powers as the members table adds them up: limb by limb, without carries.
struct PowerSums {
  std::array<std::uint32_t, 2> total{}, prevotes{}, precommits{};
};

struct StatementInput {
  BlockHeader header;
  ConsensusPublic fields;
  std::size_t members = 0;
  Bitmap prevotes, precommits;
  PowerSums powers;
};

// At most kMembers members; their powers are taken as they are.
StatementInput statement_input(const ConsensusWitness& witness, const ConsensusPublic& fields);

// How often the other tables demand what the statement table supplies.
struct StatementUsers {
  std::array<std::uint64_t, 2> votes{};         // by stage
  std::array<std::uint64_t, 2> mus{}, slots{};  // of the vote slot, of the header's slot
  std::uint64_t tickets = 0;
  std::array<std::uint64_t, kTreeCount> empties{};  // by tree
};

// Fields and header go into their cells as they are, whether or not they agree; everything else
// follows from the fields.
TapeValues statement_values(const StatementLayout& layout, const StatementInput& input,
                            const StatementUsers& users);

// The public values of the table: S, then the key id.
std::array<Element, 16> statement_public_values(const ConsensusPublic& fields,
                                                const Digest& key_id);

}  // namespace rpp
