// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include <cstdint>
#include <vector>

#include "rpp/chain/protocol.h"
#include "rpp/chain/validator.h"
#include "rpp/ledger/account_tree.h"

// The validator set that a state gives at an epoch boundary (statements.md, section 4, validators).
namespace rpp {

// The leaf of a flagged account, for the epoch that starts at boundary_height + 1.
ValidatorLeaf validator_leaf(const Account& account, const Protocol& protocol,
                             std::uint64_t boundary_height);

// The leaves of exactly the flagged accounts, by increasing address; position = index.
std::vector<ValidatorLeaf> validator_set(const AccountTree& accounts, const Protocol& protocol,
                                         std::uint64_t boundary_height);

}  // namespace rpp
