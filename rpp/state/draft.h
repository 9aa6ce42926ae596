// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include <cstdint>
#include <vector>

#include "rpp/state/witness.h"

// StateDraft: a block's effects before accounts are opened. The holder of a draft can change
// anything and have the tree made again: an attacker who owns the state. Nothing is judged here.
namespace rpp {

struct StateDraft {
  StateRules rules;
  Digest chain_id;
  std::uint64_t height = 0;
  std::uint64_t timestamp = 0;
  std::vector<Account> accounts;  // of the tree before, position = index; links need not be a list
  std::uint32_t validator_count = 0;
  std::uint64_t supply = 0;
  Digest next_validator_set_root;
  Digest proposer;
  std::vector<UptimeStatement> records;
  std::vector<TransactionWithChange> transactions;
  std::vector<std::uint32_t> opened;  // positions that are opened whether or not they are touched
};

// Opens by increasing position what the statements touch, and at a boundary every account with the
// flag. An address is that of the first account that has it; address 0 is nobody's.
StateWitness witness_of(const StateDraft& draft);

}  // namespace rpp
