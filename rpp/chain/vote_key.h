// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include <cstdint>

#include "rpp/hash/digest.h"
#include "rpp/xmss/parameters.h"

// A vote key as the state holds it: in the open, never as a digest. Its height is a constant of the
// verifying key. Root and parameter 0 mean that there is none.
namespace rpp {

struct VoteKey {
  Digest root;
  PublicParameter pp{};
  std::uint64_t first_slot = 0;
  std::uint64_t activation_height = 0;

  friend bool operator==(const VoteKey&, const VoteKey&) = default;
};

// The rules ask the root alone: no key has the root 0 but with probability 2^-248.
constexpr bool has_key(const VoteKey& key) { return key.root != Digest{}; }

// Whether two keys differ in nothing but their activation heights.
constexpr bool same_key(const VoteKey& a, const VoteKey& b) {
  return a.root == b.root && a.pp == b.pp && a.first_slot == b.first_slot;
}

// The first height that a key may be registered for in a block of this height: the beacon must be
// unknown when a key is registered. height is at most kMaxBlockHeight, epoch_length below 2^62.
constexpr std::uint64_t min_activation(std::uint64_t height, std::uint64_t epoch_length) {
  return height + 2 * epoch_length;
}

}  // namespace rpp
