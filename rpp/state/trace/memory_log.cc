// SPDX-License-Identifier: Apache-2.0 OR MIT
#include "rpp/state/trace/memory_log.h"

#include <algorithm>

#include "p3/base/check.h"

namespace rpp {
namespace {

std::size_t number(AccountWord word) { return static_cast<std::size_t>(word); }

}  // namespace

AccountWords account_words(const Account& account) {
  const std::vector<Element> elements = account_elements(account);
  AccountWords words{};
  for (std::size_t i = 0; i < elements.size(); ++i) words[i / 8][i % 8] = elements[i];
  return words;
}

MemoryLog::MemoryLog(std::span<const Account> accounts, std::uint32_t validator_count) {
  for (const Account& account : accounts) {
    const AccountWords words = account_words(account);
    auto& versions = versions_.emplace_back();
    for (std::size_t w = 0; w < kAccountWords; ++w) versions[w].values = words[w];
  }
  if (versions_.empty()) versions_.emplace_back();
  versions_.emplace_back()[0].values[0] = Element::from_u64(validator_count);
}

const MemoryLog::Version& MemoryLog::version(std::uint32_t account, AccountWord word) const {
  return versions_[place(account)][number(word)];
}

MemoryLog::Version MemoryLog::read(std::uint32_t account, AccountWord word, std::uint32_t time) {
  return write(account, word, time, version(account, word).values);
}

MemoryLog::Version MemoryLog::write(std::uint32_t account, AccountWord word, std::uint32_t time,
                                    const MemoryWord& values) {
  Version& now = versions_[place(account)][number(word)];
  const Version before = now;
  now = {time, values};
  return before;
}

std::size_t MemoryLog::place(std::uint32_t account) const {
  if (account == kCountAccount) return versions_.size() - 1;
  P3_CHECK(account < accounts(), "an account of the block");
  return account;
}

}  // namespace rpp
