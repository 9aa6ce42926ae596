// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include "p3/base/split_mix.h"
#include "rpp/ledger/account_tree.h"
#include "rpp/state/sample.h"

// The state under a sample.
namespace rpp {

// A key that counts from this height on.
VoteKey sample_vote_key(std::uint64_t activation_height, p3::SplitMix64& draws);

// Validators and others with all links, behind the sentinel, for a block of this height and
// timestamp, which is at least 2^30.
AccountTree sample_tree(const StateSampleOptions& options, std::uint64_t height,
                        std::uint64_t timestamp, p3::SplitMix64& draws);

}  // namespace rpp
