// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

#include "rpp/hash/element.h"

// The parameters of XMSS-P2 (docs/spec/hashing.md), and the shapes that follow from them.
namespace rpp {

inline constexpr std::size_t kChains = 42;
inline constexpr unsigned kDigitBits = 3;
inline constexpr unsigned kBase = 1u << kDigitBits;
inline constexpr unsigned kLastPosition = kBase - 1;  // where a chain ends
inline constexpr unsigned kTargetSum = 184;           // of the digits of a message
inline constexpr unsigned kVerifySteps = kLastPosition * kChains - kTargetSum;  // 110

// Digits come from the low parts of the first limbs of D.
inline constexpr std::size_t kDigitLimbs = 6;
inline constexpr std::size_t kDigitsPerLimb = kChains / kDigitLimbs;
inline constexpr unsigned kLowBits = kDigitBits * kDigitsPerLimb;  // 21
static_assert(kDigitLimbs * kDigitsPerLimb == kChains && kLowBits == 21);

inline constexpr unsigned kMaxHeight = 24;  // leaf indices stay below 2^24
inline constexpr unsigned kVoteHeight = 20;
inline constexpr unsigned kWalletHeight = 16;
inline constexpr std::uint32_t kMaxCounter = 65535;  // of the search for rho

using ChainValue = std::array<Element, 4>;
using PublicParameter = std::array<Element, 4>;
using Rho = std::array<Element, 6>;
using ChainValues = std::array<ChainValue, kChains>;
using Digits = std::array<std::uint8_t, kChains>;

// What a key is for: decides which leaves may carry a VRF secret.
enum class KeyKind : std::uint8_t { kWallet, kVote };

}  // namespace rpp
