// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include <cstdint>
#include <optional>

#include "rpp/xmss/key.h"
#include "rpp/xmss/one_time.h"
#include "rpp/xmss/vrf.h"

// Signing and opening without a record. Two messages at one leaf give the key away, so programs
// sign through Signer (signer.h), which records first; these are its parts, and for tests.
namespace rpp {

// A counter of the search for rho and what it gives.
struct Encoding {
  std::uint32_t counter = 0;
  Rho rho{};
  Digits digits{};
};

// The smallest counter, 0 .. kMaxCounter, whose message digest has digits of the target sum; or
// nothing (probability 2^-113). The time tells the counter, which is public in effect.
std::optional<Encoding> find_encoding(const XmssKey& key, std::uint32_t leaf,
                                      const Digest& message);

// What one counter gives, if its digits have the target sum.
std::optional<Encoding> encoding_at(const XmssKey& key, std::uint32_t leaf, const Digest& message,
                                    std::uint32_t counter);

// The signature with an encoding that belongs to this leaf and message. The key must
// hold the leaf.
Signature sign_unrecorded(const XmssKey& key, std::uint32_t leaf, const Encoding& encoding);

// The opening of a precommit leaf of a vote key, which the key must hold. Reveals r.
VrfProof prove_vrf(const XmssKey& key, std::uint32_t leaf);

}  // namespace rpp
