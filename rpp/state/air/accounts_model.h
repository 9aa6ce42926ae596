// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include <memory>

#include "p3/air/air.h"
#include "rpp/hash/digest.h"
#include "rpp/state/rules.h"

// The tables `accounts` and `validators` as AIRs for prover and verifier.
namespace rpp {

std::unique_ptr<p3::Air<Element>> make_accounts_air();
std::unique_ptr<p3::Air<Element>> make_validators_air(const StateRules& rules);

}  // namespace rpp
