// SPDX-License-Identifier: Apache-2.0 OR MIT
#include "rpp/chain/validator.h"

#include "rpp/hash/sponge.h"

namespace rpp {

Digest validator_hash(const ValidatorLeaf& leaf) noexcept {
  return HashInput(Tag::kValidator)
      .digest(leaf.address)
      .digest(leaf.key_root)
      .elements(leaf.key_pp)
      .u64(leaf.first_slot)
      .u64(leaf.activation_height)
      .u32(leaf.voting_power)
      .small(leaf.tier)
      .small(leaf.timetoke_hours)
      .hash();
}

}  // namespace rpp
