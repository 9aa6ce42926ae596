// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <vector>

#include "rpp/chain/account.h"
#include "rpp/state/air/memory.h"

// MemoryLog: what the bus `memory` holds while a block's traces are filled in the order of time
// (prover).
namespace rpp {

using MemoryWord = std::array<Element, 8>;
using AccountWords = std::array<MemoryWord, kAccountWords>;

AccountWords account_words(const Account& account);

class MemoryLog {
 public:
  struct Version {
    std::uint32_t time = kInitialTime;
    MemoryWord values{};
  };

  // The accounts by number, and the validators, before the block. Without any account there is one
  // of zeros, that no table has: for witnesses that name none.
  MemoryLog(std::span<const Account> accounts, std::uint32_t validator_count);

  std::size_t accounts() const { return versions_.size() - 1; }

  // The version that is there; `account` is below accounts() or kCountAccount.
  const Version& version(std::uint32_t account, AccountWord word) const;

  // An access: gives the version that was there, to be demanded, and makes the new one. Times of a
  // word grow from call to call.
  Version read(std::uint32_t account, AccountWord word, std::uint32_t time);
  Version write(std::uint32_t account, AccountWord word, std::uint32_t time,
                const MemoryWord& values);

 private:
  std::size_t place(std::uint32_t account) const;

  // By account, the counter last.
  std::vector<std::array<Version, kAccountWords>> versions_;
};

}  // namespace rpp
