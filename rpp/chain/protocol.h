// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include <cstdint>

#include "rpp/xmss/parameters.h"

// The constants of a network, which its genesis file fixes and its verifying keys repeat. Vote keys
// of production are kVoteHeight high; lower ones are for tests.
namespace rpp {

struct Protocol {
  std::uint64_t epoch_length = 1440;  // blocks, 1 .. kMaxGenesisEpochLength
  std::uint64_t slot_seconds = 5;     // at least 1
  std::uint64_t stake_minimum = 1;    // of a validator; at least power_unit
  std::uint64_t power_unit = 1;       // stake of one vote; supply / unit is below kMaxTotalPower
  std::uint32_t transfer_tier = 2;    // a sender's for transfer, bond and unbond
  std::uint32_t rotation_tier = 1;
  std::uint32_t vote_key_height = kVoteHeight;

  friend bool operator==(const Protocol&, const Protocol&) = default;
};

// So that a height plus two epochs stays far below 2^64.
inline constexpr std::uint64_t kMaxGenesisEpochLength = std::uint64_t{1} << 32;
inline constexpr std::uint64_t kMaxTotalPower = std::uint64_t{1} << 31;

// floor((timestamp - genesis time) / slot length); timestamp is not before the genesis.
constexpr std::uint64_t slot_of(std::uint64_t timestamp, std::uint64_t genesis_time,
                                std::uint64_t slot_seconds) {
  return (timestamp - genesis_time) / slot_seconds;
}

}  // namespace rpp
