// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include "rpp/ledger/ledger.h"
#include "rpp/state/witness.h"

// From the ledger to the proof: what a block does to the state, with the accounts opened.
namespace rpp {

// The rules of the ledger's chain.
inline StateRules state_rules_of(const Ledger& ledger) { return state_rules_of(ledger.protocol()); }

// The witness of `block`, which could be the next one: its signatures are not asked. The block is
// applied and taken back, so that the ledger is as before. Accounts are opened by increasing
// position. A block with identities costs a copy of the account tree.
p3::Result<StateWitness, LedgerError> state_witness(Ledger& ledger, const Block& block);

}  // namespace rpp
