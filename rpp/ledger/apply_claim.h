// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include <optional>

#include "rpp/ledger/history.h"
#include "rpp/ledger/working_set.h"

// One uptime record: its rules, and its effects on the account (statements.md, section 5, uptime
// and state).
namespace rpp {

// The rule that is broken, or nothing: then the effects are in `accounts`, and `statement` is what
// the uptime family shows. The history is that of the blocks before this one.
[[nodiscard]] std::optional<LedgerRule> apply_claim(const BlockContext& block,
                                                    const History& history, const BlockClaim& claim,
                                                    WorkingSet& accounts,
                                                    UptimeStatement& statement);

}  // namespace rpp
