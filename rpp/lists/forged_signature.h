// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include <cstdint>

#include "p3/base/split_mix.h"
#include "rpp/xmss/key.h"

// One-time signatures that no honest signer makes. For tests and simnet only.
namespace rpp {

// A rho whose digits of the message sum to the target. Anybody can find one: 834 draws on average.
Rho rho_of_target_sum(const PublicParameter& pp, std::uint32_t leaf, const Digest& message,
                      p3::SplitMix64& draws);

// A signature whose rho gives the target sum over random chain values: the best that can be made
// without a key.
OneTimeSignature forged_signature(const PublicParameter& pp, std::uint32_t leaf,
                                  const Digest& message, p3::SplitMix64& draws);

// The key's own signature at a leaf, but for a rho whose digits do not sum to the target.
OneTimeSignature signature_of_other_sum(const XmssKey& key, std::uint32_t leaf,
                                        const Digest& message, p3::SplitMix64& draws);

}  // namespace rpp
