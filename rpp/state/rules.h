// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include <cstdint>

#include "rpp/chain/protocol.h"

// StateRules: the part of a network's constants that the state family knows.
namespace rpp {

// Protocol constants that a verifying key fixes; what they may be is a matter of the genesis.
struct StateRules {
  std::uint64_t epoch_length = 1440;  // blocks, 1 .. kMaxGenesisEpochLength
  std::uint64_t stake_minimum = 1;    // of a validator; at least power_unit
  std::uint64_t power_unit = 1;       // stake of one vote, at least 1
  std::uint32_t transfer_tier = 2;    // a sender's for transfer, bond and unbond
  std::uint32_t rotation_tier = 1;

  friend bool operator==(const StateRules&, const StateRules&) = default;
};

constexpr StateRules state_rules_of(const Protocol& protocol) {
  return {protocol.epoch_length, protocol.stake_minimum, protocol.power_unit,
          protocol.transfer_tier, protocol.rotation_tier};
}

// A protocol with these constants; the others are of no matter here.
constexpr Protocol protocol_of(const StateRules& rules) {
  Protocol protocol;
  protocol.epoch_length = rules.epoch_length;
  protocol.stake_minimum = rules.stake_minimum;
  protocol.power_unit = rules.power_unit;
  protocol.transfer_tier = rules.transfer_tier;
  protocol.rotation_tier = rules.rotation_tier;
  return protocol;
}

}  // namespace rpp
