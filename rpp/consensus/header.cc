// SPDX-License-Identifier: Apache-2.0 OR MIT
#include "rpp/consensus/header.h"

#include "rpp/hash/sponge.h"

namespace rpp {

Digest block_hash(const BlockHeader& h) noexcept {
  return HashInput(Tag::kHeader)
      .digest(h.chain_id)
      .u64(h.height)
      .u64(h.slot)
      .digest(h.previous_hash)
      .u64(h.timestamp)
      .digest(h.tx_root)
      .digest(h.uptime_list_root)
      .digest(h.identity_list_root)
      .digest(h.state_root_after)
      .digest(h.validator_set_root)
      .digest(h.next_validator_set_root)
      .digest(h.history_root)
      .digest(h.witness_commitment_root)
      .digest(h.reputation_root)
      .digest(h.beacon_after)
      .digest(h.epoch_nonce)
      .u32(h.leader_index)
      .digest(h.leader_output)
      .digest(h.proposer)
      .small(h.leader_tier)
      .small(h.leader_timetoke)
      .hash();
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
