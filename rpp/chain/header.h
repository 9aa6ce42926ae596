// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include <array>
#include <cstdint>

#include "rpp/fields/bound_field.h"
#include "rpp/fields/field_table.h"
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

// The fields in the order that the hash takes them. Tier and hours are any element here; what they
// may be follows from the leader's validator leaf.
inline constexpr std::array kHeaderFields = {
    bind_field("chain_id", &BlockHeader::chain_id),
    bind_field("height", &BlockHeader::height),
    bind_field("slot", &BlockHeader::slot),
    bind_field("previous_hash", &BlockHeader::previous_hash),
    bind_field("timestamp", &BlockHeader::timestamp),
    bind_field("tx_root", &BlockHeader::tx_root),
    bind_field("uptime_list_root", &BlockHeader::uptime_list_root),
    bind_field("identity_list_root", &BlockHeader::identity_list_root),
    bind_field("state_root_after", &BlockHeader::state_root_after),
    bind_field("validator_set_root", &BlockHeader::validator_set_root),
    bind_field("next_validator_set_root", &BlockHeader::next_validator_set_root),
    bind_field("history_root", &BlockHeader::history_root),
    bind_field("witness_commitment_root", &BlockHeader::witness_commitment_root),
    bind_field("reputation_root", &BlockHeader::reputation_root),
    bind_field("beacon_after", &BlockHeader::beacon_after),
    bind_field("epoch_nonce", &BlockHeader::epoch_nonce),
    bind_field("leader_index", &BlockHeader::leader_index),
    bind_field("leader_output", &BlockHeader::leader_output),
    bind_field("proposer", &BlockHeader::proposer),
    bind_small("leader_tier", &BlockHeader::leader_tier, Element::kPrime - 1),
    bind_small("leader_timetoke", &BlockHeader::leader_timetoke, Element::kPrime - 1),
};
inline constexpr auto kHeaderFieldSpecs = specs_of(kHeaderFields);
inline constexpr FieldTable kHeaderTable{"header", Tag::kHeader, kHeaderFieldSpecs};
static_assert(info_of(Tag::kHeader).allows(kHeaderTable.num_elements()));

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
