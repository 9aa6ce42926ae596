// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include <set>

#include "rpp/chain/epoch.h"
#include "rpp/state/witness.h"

// Which accounts the proof of a block's effects opens.
namespace rpp {

// The positions of all addresses that the statements name; find(address) gives an optional
// position.
template <class Find>
std::set<std::uint32_t> touched_positions(const StateWitness& witness, Find find) {
  std::set<std::uint32_t> positions;
  const auto touch = [&](const Digest& address) {
    if (const auto position = find(address)) positions.insert(*position);
  };
  for (const UptimeStatement& record : witness.records) touch(record.address);
  for (const TransactionWithChange& transaction : witness.transactions) {
    touch(transaction.body.from);
    touch(transaction.body.to);
  }
  touch(witness.proposer);
  return positions;
}

// At a boundary those with the flag are opened too. The flag before will do: who gets it in the
// block is touched by it. `accounts` are `size` by position.
template <class At>
void add_validators(std::set<std::uint32_t>& positions, std::uint32_t size, At at) {
  for (std::uint32_t i = 0; i < size; ++i) {
    if (at(i).is_validator()) positions.insert(i);
  }
}

}  // namespace rpp
