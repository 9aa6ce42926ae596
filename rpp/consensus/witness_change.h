// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "rpp/consensus/forge.h"
#include "rpp/consensus/sample.h"

// The private fields of the consensus statement as a table, and changes of each. For tests and
// simnet only.
namespace rpp {

// How much of what depends on a changed field the attacker makes again.
enum class Recomputed : std::uint8_t {
  kNothing,     // the field alone, under the public fields of the sample
  kHashes,      // every hash and number: header, roots, public fields; the votes stay
  kSignatures,  // the votes too: all members sign what the attacker says
};
inline constexpr Recomputed kRecomputed[] = {Recomputed::kNothing, Recomputed::kHashes,
                                             Recomputed::kSignatures};
// "alone", "followed", "signed again".
const char* recomputed_name(Recomputed recomputed) noexcept;

// "header.chain_id", "validator.address", "prevote.rho", "leader.wots"; each once.
std::vector<std::string> private_consensus_fields();

// Field `field` of that list changed in a sample of 4 validators or more, one of which gave its
// prevote alone. `turn` chooses element, bit and member. Nothing where nobody can make it: what
// signing makes cannot be signed again, and keys sign only at leaves that they hold.
std::optional<ForgedCertificate> change_private_field(std::size_t field, Recomputed recomputed,
                                                      std::uint64_t turn,
                                                      const ConsensusSample& sample,
                                                      p3::ThreadPool& pool);

// A sample as above, small: `validators` members, keys with room for votes of other slots.
ConsensusSample make_changeable_sample(std::uint64_t seed, std::uint32_t validators,
                                       const ConsensusRules& rules, p3::ThreadPool& pool);

}  // namespace rpp
