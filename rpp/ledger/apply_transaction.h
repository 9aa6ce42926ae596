// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include <optional>

#include "rpp/ledger/working_set.h"

// One transaction: its rules, and its effects on the accounts (statements.md, section 5,
// transaction and state). The fee leaves the sender here; the proposer gets all fees at the end.
namespace rpp {

// The rules that need no state: what the transaction family proves, without the signature.
[[nodiscard]] std::optional<LedgerRule> check_body(const Transaction& transaction,
                                                   const Digest& chain_id);

// The rule that is broken, or nothing and the effects are in `accounts`.
[[nodiscard]] std::optional<LedgerRule> apply_transaction(const BlockContext& block,
                                                          const BlockTransaction& transaction,
                                                          WorkingSet& accounts);

}  // namespace rpp
