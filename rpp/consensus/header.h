// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include <cstdint>

#include "rpp/hash/digest.h"

// The header of a block; its hash is the block hash (docs/spec/hashing.md, tag header).
namespace rpp {

struct BlockHeader {
  Digest chain_id;
  std::uint64_t height = 0;
  std::uint64_t slot = 0;
  Digest previous_hash;
  std::uint64_t timestamp = 0;  // seconds
  Digest tx_root;
  Digest uptime_list_root;
  Digest identity_list_root;
  Digest state_root_after;
  Digest validator_set_root;  // signs this block
  Digest next_validator_set_root;
  Digest history_root;  // of the blocks before this one
  Digest witness_commitment_root;
  Digest reputation_root;
  Digest beacon_after;
  Digest epoch_nonce;
  std::uint32_t leader_index = 0;
  Digest leader_output;  // y_L
  Digest proposer;       // address
  std::uint32_t leader_tier = 0;
  std::uint32_t leader_timetoke = 0;  // hours

  friend bool operator==(const BlockHeader&, const BlockHeader&) = default;
};

// leader_tier and leader_timetoke must be below p.
Digest block_hash(const BlockHeader& header) noexcept;

// floor(height / epoch_length); epoch_length is not 0.
constexpr std::uint64_t epoch_of(std::uint64_t height, std::uint64_t epoch_length) {
  return height / epoch_length;
}

// H(beacon; chain id, beacon before, slot, y_L).
Digest next_beacon(const Digest& chain_id, const Digest& beacon_before, std::uint64_t slot,
                   const Digest& leader_output) noexcept;

}  // namespace rpp
