// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include <memory>

#include "p3/air/air.h"
#include "rpp/hash/digest.h"

// The tables `records` and `proposer` as AIRs for prover and verifier.
namespace rpp {

std::unique_ptr<p3::Air<Element>> make_records_air();
std::unique_ptr<p3::Air<Element>> make_proposer_air();

}  // namespace rpp
