// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "rpp/chain/header.h"
#include "rpp/chain/protocol.h"
#include "rpp/chain/vote_key.h"

// The genesis of a network: what its public file says, and the rules for it (statements.md,
// section 4, genesis). docs/spec/state.md describes the file.
namespace rpp {

struct GenesisAccount {
  Digest address;  // the digest of the first wallet key
  std::uint64_t balance = 0;
  std::uint64_t stake = 0;
  std::uint32_t hours = 0;
  bool validator = false;
  VoteKey vote_key;  // activation height 0; none if the root is 0

  friend bool operator==(const GenesisAccount&, const GenesisAccount&) = default;
};

struct Genesis {
  std::string network;
  std::uint64_t time = 0;  // seconds
  Protocol protocol;
  std::array<std::uint8_t, 32> randomness{};  // public, fixed after the keys
  std::vector<GenesisAccount> accounts;       // by increasing address

  friend bool operator==(const Genesis&, const Genesis&) = default;
};

enum class GenesisRule : std::uint8_t {
  kNetworkName,      // 1 to kMaxNetworkName of a-z, 0-9 and -
  kEpochLength,      // 1 .. kMaxGenesisEpochLength
  kSlotSeconds,      // at least 1
  kPowerUnit,        // at least 1
  kStakeMinimum,     // at least the unit
  kTier,             // at most kMaxTier, for both
  kVoteKeyHeight,    // 6 .. kMaxHeight
  kTooManyAccounts,  // with the sentinel at most 2^32 - 1
  // About an account.
  kAccountOrder,      // addresses strictly increase, above 0; names the second of the two
  kHours,             // at most kMaxTimetokeHours
  kActivation,        // of the vote key: 0
  kValidatorStake,    // flagged exactly where the stake reaches the minimum
  kValidatorVoteKey,  // a flagged account has one
  kSupplyOverflow,    // balances and stakes so far, below 2^64
  // About all.
  kValidatorCount,  // kMinValidators .. kMaxValidators
  kTotalPower,      // supply / unit below kMaxTotalPower
};

inline constexpr std::size_t kMaxNetworkName = 64;

struct GenesisError {
  GenesisRule rule;
  std::optional<std::uint32_t> account;  // in the file's list, from 0

  friend bool operator==(const GenesisError&, const GenesisError&) = default;
};

// "account_order".
const char* rule_name(GenesisRule rule) noexcept;
// "account_order: account 3".
std::string describe(const GenesisError& error);

// The first rule that is broken.
[[nodiscard]] std::optional<GenesisError> check_genesis(const Genesis& genesis) noexcept;

// All balances and stakes of a good genesis.
std::uint64_t supply_of(const Genesis& genesis);

// The header of height 0 over a state and its validator set.
BlockHeader genesis_header(const Digest& chain_id, std::uint64_t time, const Digest& state_root,
                           const Digest& validator_set_root) noexcept;

}  // namespace rpp
