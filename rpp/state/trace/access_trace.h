// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include "rpp/gadgets/trace_cells.h"
#include "rpp/state/facts.h"
#include "rpp/state/trace/memory_log.h"

// Filling the accesses of a block of the tables `records` and `proposer` (prover).
namespace rpp {

// Where the cells of an access are.
struct AccessColumns {
  std::size_t before, after, previous;
};

// One account at one time. Who has no account takes number 0, which the constraints refuse.
class AccessWriter {
 public:
  AccessWriter(Trace& trace, const AccessColumns& columns, const AccountAccess& access,
               std::uint32_t time, MemoryLog& memory);

  std::uint32_t account() const { return account_; }
  void read(std::size_t row, AccountWord word);
  // Leaves the word as it is in the account after.
  void write(std::size_t row, AccountWord word);

 private:
  void put_access(std::size_t row, AccountWord word, const MemoryWord* values);

  Trace& trace_;
  AccessColumns columns_;
  std::uint32_t account_, time_;
  AccountWords after_;
  MemoryLog& memory_;
};

// Elements x with sum address_k x_k = 1; zeros where the address is 0.
MemoryWord differs_from_zero(const Digest& address);

}  // namespace rpp
