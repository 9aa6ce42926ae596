// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include <cstddef>
#include <cstdint>

// Sizes of the chain that no verifying key changes: depths of trees, counts, ranges, and the
// numbers of the uptime rules (statements.md, sections 1, 4 and 5).
namespace rpp {

// Trees; the hash of an unused position is that of the leaf's tag.
inline constexpr unsigned kAccountDepth = 32;      // indexed: a linked list by address
inline constexpr unsigned kHistoryDepth = 32;      // position = height
inline constexpr unsigned kTransactionDepth = 10;  // left-packed, as all below
inline constexpr unsigned kStatementListDepth = 10;
inline constexpr unsigned kValidatorSetDepth = 8;
inline constexpr unsigned kWitnessDepth = 10;
inline constexpr unsigned kReputationDepth = 4;

// What a block may hold.
inline constexpr std::size_t kMaxTransactions = 512;
inline constexpr std::size_t kMaxUptimeRecords = 512;
inline constexpr std::size_t kMaxIdentities = 32;
inline constexpr std::size_t kMaxValidators = std::size_t{1} << kValidatorSetDepth;
inline constexpr std::size_t kMinValidators = 4;
inline constexpr std::size_t kMaxWitnessCommitments = std::size_t{1} << kWitnessDepth;
inline constexpr std::size_t kMaxReputationRoots = std::size_t{1} << kReputationDepth;

inline constexpr std::size_t kMinAttestations = 3;  // of a new identity
inline constexpr std::size_t kMaxAttestations = 8;

inline constexpr std::uint64_t kMaxBlockHeight = 0xfffffffeu;  // heights are below 2^32 - 1
inline constexpr std::uint32_t kMaxTier = 5;
inline constexpr std::uint32_t kMaxTimetokeHours = 720;

// Nonces of a wallet key: 0 is the identity declaration, the last ones are for rotations only.
inline constexpr std::uint32_t kNonceEnd = 1u << 14;
inline constexpr std::uint32_t kRotationNonces = 64;

// Uptime, in seconds.
inline constexpr std::uint64_t kHourSeconds = 3600;
inline constexpr std::uint64_t kMaxWindowSeconds = 86'400;
inline constexpr std::uint64_t kDecaySeconds = 86'400;      // one hour is lost per so many seconds
inline constexpr std::uint64_t kHeadMaxAgeSeconds = 3600;   // of the head before the window's end
inline constexpr std::uint64_t kClaimMaxAgeSeconds = 3600;  // of the window's end before the block

}  // namespace rpp
