// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include <functional>
#include <vector>

#include "rpp/ledger/world_test_support.h"

// For tests: a block with a statement of every kind, and states that no short chain reaches.
namespace rpp::testing {

// A block in the making on a ledger of its own.
struct BlockBench {
  Ledger ledger;
  BlockHeader header;
  BlockBody body;

  const Account& account(const Digest& address) const {
    return ledger.accounts().at(*ledger.accounts().find(address));
  }
  // The header that fits the body.
  BlockHeader completed() { return ledger.complete(header, body, SignatureCheck::kProven).value(); }
  AppliedBlock apply() {
    return ledger.apply({completed(), body}, SignatureCheck::kProven).value();
  }
};

inline void apply_empty(Ledger& ledger, std::uint64_t seconds) {
  const BlockHeader header =
      ledger.complete(proposal(ledger, seconds), {}, SignatureCheck::kProven).value();
  (void)ledger.apply({header, {}}, SignatureCheck::kProven).value();
}

// Addresses of the accounts of a state that satisfy a condition, in order.
inline std::vector<Digest> addresses(const Ledger& ledger,
                                     const std::function<bool(const Account&)>& wanted) {
  std::vector<Digest> out;
  for (const std::uint32_t index : ledger.accounts().in_order()) {
    const Account& account = ledger.accounts().at(index);
    if (wanted(account)) out.push_back(account.address);
  }
  return out;
}
inline std::vector<Digest> validators_of(const Ledger& ledger) {
  return addresses(ledger, [](const Account& a) { return a.is_validator(); });
}
// No validators, but free to bond and to become one.
inline std::vector<Digest> candidates_of(const Ledger& ledger) {
  return addresses(ledger, [](const Account& a) {
    return !a.is_validator() && a.tier >= 2 && has_key(a.vote_key);
  });
}

// The ledger with an image changed by `change`, and the head's roots made to fit.
inline Ledger edited(const Ledger& ledger, const std::function<void(LedgerImage&)>& change) {
  LedgerImage image = ledger.image();
  change(image);
  StateSummary summary;
  summary.accounts_root = AccountTree::from_accounts(image.accounts).value().root();
  summary.account_count = static_cast<std::uint32_t>(image.accounts.size());
  for (const Account& a : image.accounts) {
    summary.supply += a.balance + a.stake;
    summary.validator_count += a.is_validator() ? 1 : 0;
  }
  image.head.state_root_after = state_root(summary);
  image.head.next_validator_set_root = validator_set_root(image.validators);
  image.blocks.back().block_hash = block_hash(image.head);
  return Ledger::from_image(image).value();
}

// The ledger with one account changed.
inline Ledger with_account(const Ledger& ledger, const Digest& address,
                           const std::function<void(Account&)>& change) {
  const std::uint32_t index = *ledger.accounts().find(address);
  return edited(ledger, [&](LedgerImage& image) { change(image.accounts[index]); });
}

// Height 6 of a chain with epochs of 4: an identity, a claim, and transfer, rotation, bond and
// unbond in this order, by different accounts.
inline BlockBench full_bench() {
  BlockBench bench{ledger_of(small_genesis()), {}, {}};
  for (int i = 0; i < 5; ++i) apply_empty(bench.ledger, 3000);
  const Ledger& ledger = bench.ledger;
  bench.header = proposal(ledger, 3000);
  const std::vector<Digest> validators = validators_of(ledger);
  const Digest candidate = candidates_of(ledger)[0];
  bench.body.identities = {
      identity_of(ledger, digest_of(1), vote_key_of(1, earliest_activation(ledger)))};
  bench.body.uptime = {claim_of(ledger, bench.account(validators[0]), 3000)};
  const Account& rotating = bench.account(validators[2]);
  bench.body.transactions = {
      transfer(ledger, bench.account(validators[1]), validators[2], 50),
      rotation(ledger, rotating, {digest_of(2), vote_key_of(2, earliest_activation(ledger))}),
      transaction_of(ledger, bench.account(candidate), TransactionKind::kBond, 2000, 3),
      transaction_of(ledger, bench.account(validators[3]), TransactionKind::kUnbond, 4500, 4)};
  return bench;
}

}  // namespace rpp::testing
