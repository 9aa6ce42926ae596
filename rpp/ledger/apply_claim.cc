// SPDX-License-Identifier: Apache-2.0 OR MIT
#include "rpp/ledger/apply_claim.h"

#include "rpp/chain/header.h"
#include "rpp/chain/limits.h"
#include "rpp/ledger/effects.h"
#include "rpp/ledger/signatures.h"

namespace rpp {
namespace {

using Broken = std::optional<LedgerRule>;

Broken check_owner(const UptimeClaim& c, const Account& account) {
  if (account.wallet_key != c.key_digest) return LedgerRule::kUptimeKeyDigest;
  if (account.rotation_count != c.rotation_count) return LedgerRule::kUptimeRotationCount;
  if (c.nonce == 0 || c.nonce >= kNonceEnd - kRotationNonces) return LedgerRule::kUptimeNonceRange;
  if (account.nonce != c.nonce) return LedgerRule::kUptimeNonce;
  return {};
}

// Differences are taken where the order is known: nothing wraps.
Broken check_window(const BlockContext& block, const UptimeClaim& c, const Account& account) {
  if (c.window_end <= c.window_start) return LedgerRule::kUptimeWindowEmpty;
  if (c.window_start < account.window_end) return LedgerRule::kUptimeWindowOverlap;
  const std::uint64_t length = c.window_end - c.window_start;
  if (length > kMaxWindowSeconds) return LedgerRule::kUptimeWindowLength;
  if (length < kHourSeconds) return LedgerRule::kUptimeNoCredit;
  return claimed_in_time(c.window_end, block.timestamp) ? Broken() : LedgerRule::kUptimeClaimAge;
}

Broken check_head(const BlockContext& block, const History& history, const UptimeClaim& c) {
  if (c.head_height >= history.size()) return LedgerRule::kUptimeHeadUnknown;
  const BlockLeaf& head = history.at(c.head_height);
  if (head.block_hash != c.head_hash) return LedgerRule::kUptimeHeadUnknown;
  if (head.timestamp > c.window_end || c.window_end - head.timestamp >= kHeadMaxAgeSeconds) {
    return LedgerRule::kUptimeHeadAge;
  }
  const std::uint64_t epoch = epoch_of(c.head_height, block.protocol.epoch_length);
  return c.epoch == epoch ? Broken() : LedgerRule::kUptimeEpoch;
}

Broken check_signature(const BlockContext& block, const BlockClaim& signed_claim) {
  const UptimeClaim& c = signed_claim.claim;
  if (block.check == SignatureCheck::kProven ||
      signed_by_wallet(signed_claim.key, c.key_digest, c.nonce, claim_hash(c),
                       signed_claim.signature)) {
    return {};
  }
  return LedgerRule::kUptimeSignature;
}

}  // namespace

std::optional<LedgerRule> apply_claim(const BlockContext& block, const History& history,
                                      const BlockClaim& signed_claim, WorkingSet& accounts,
                                      UptimeStatement& statement) {
  const UptimeClaim& c = signed_claim.claim;
  if (c.chain_id != block.chain_id) return LedgerRule::kUptimeChainId;
  const auto index = accounts.find(c.address);
  if (!index) return LedgerRule::kUptimeAccountMissing;
  Account account = accounts.at(*index);
  if (const Broken broken = check_owner(c, account)) return broken;
  if (const Broken broken = check_window(block, c, account)) return broken;
  if (const Broken broken = check_head(block, history, c)) return broken;
  if (const Broken broken = check_signature(block, signed_claim)) return broken;

  // The last decay is never after the last window's end, which is not after this window's start.
  statement = statement_of(c, history.root(), record_of(account));
  write_record(statement.after, account);
  accounts.write(*index, account);
  return {};
}

}  // namespace rpp
