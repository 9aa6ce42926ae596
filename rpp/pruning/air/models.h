// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include <memory>

#include "p3/air/air.h"
#include "rpp/hash/digest.h"

// The pruning tables `blocks` and `transactions` as AIRs for prover and verifier.
namespace rpp {

std::unique_ptr<p3::Air<Element>> make_blocks_air();
std::unique_ptr<p3::Air<Element>> make_pruned_transactions_air();

}  // namespace rpp
