// SPDX-License-Identifier: Apache-2.0 OR MIT
#include "rpp/chain/header.h"

#include "rpp/fields/field_codec.h"
#include "rpp/hash/sponge.h"

namespace rpp {

Digest block_hash(const BlockHeader& h) noexcept {
  return statement_digest(kHeaderTable, values_of(kHeaderFields, h));
}

Digest next_beacon(const Digest& chain_id, const Digest& beacon_before, std::uint64_t slot,
                   const Digest& leader_output) noexcept {
  return HashInput(Tag::kBeacon)
      .digest(chain_id)
      .digest(beacon_before)
      .u64(slot)
      .digest(leader_output)
      .hash();
}

}  // namespace rpp
