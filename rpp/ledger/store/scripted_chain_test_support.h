// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include <filesystem>
#include <string>

#include "p3/base/split_mix.h"
#include "rpp/ledger/block_test_support.h"

// For tests of stores: a chain whose every block is a function of the state before it, so that
// another process makes the same one.
namespace rpp::testing {

inline Ledger scripted_genesis() { return ledger_of(small_genesis(6, 30)); }

inline Block scripted_block(Ledger& ledger) {
  p3::SplitMix64 draws(ledger.height());
  BlockBody body;
  if (ledger.height() % 5 == 2) {
    const std::uint64_t k = 10'000 + ledger.height();
    body.identities = {
        identity_of(ledger, digest_of(k), vote_key_of(k, earliest_activation(ledger)))};
  }
  for (const Digest& address : addresses(ledger, [](const Account& a) { return a.tier >= 2; })) {
    const Account& from = ledger.accounts().at(*ledger.accounts().find(address));
    const auto to = static_cast<std::uint32_t>(1 + draws.next() % (ledger.accounts().size() - 1));
    if (from.balance < 1000 || from.nonce > 16'000 || draws.next() % 2 == 0) continue;
    body.transactions.push_back(
        transfer(ledger, from, ledger.accounts().at(to).address, 1 + draws.next() % 900));
  }
  const auto first = static_cast<std::uint32_t>(draws.next() % 6);
  const BlockHeader header =
      ledger.complete(proposal(ledger, 3000, first), body, SignatureCheck::kProven).value();
  return {header, body};
}

inline AppliedBlock apply_scripted(Ledger& ledger) {
  const Block block = scripted_block(ledger);
  return ledger.apply(block, SignatureCheck::kProven).value();
}

// A folder of its own below the system's one for such things, gone at the end.
class TemporaryFolder {
 public:
  TemporaryFolder() {
    std::string name = (std::filesystem::temp_directory_path() / "rpp_ledger_XXXXXX").string();
    path_ = mkdtemp(name.data());
  }
  ~TemporaryFolder() { std::filesystem::remove_all(path_); }
  TemporaryFolder(const TemporaryFolder&) = delete;
  TemporaryFolder& operator=(const TemporaryFolder&) = delete;

  std::string operator/(const char* name) const { return path_ + '/' + name; }
  const std::string& path() const { return path_; }

 private:
  std::string path_;
};

}  // namespace rpp::testing
