// SPDX-License-Identifier: Apache-2.0 OR MIT
#include "rpp/uptime/facts.h"

#include <algorithm>
#include <utility>

#include "p3/base/check.h"
#include "rpp/chain/limits.h"
#include "rpp/chain/roots.h"

namespace rpp {
namespace {

std::uint64_t days_between(std::uint64_t from, std::uint64_t to) {
  return to < from ? 0 : (to - from) / kDecaySeconds;
}

UptimeStatement statement_of(const SignedClaim& claim, const Digest& history_root) {
  const UptimeClaim& c = claim.body;
  return {c.chain_id,     c.address,
          c.key_digest,   c.rotation_count,
          c.nonce,        c.epoch,
          c.window_start, c.window_end,
          c.head_hash,    c.head_height,
          history_root,   window_hours(c),
          claim.record,   credited_record(claim.record, c)};
}

}  // namespace

std::optional<UptimeError> check_shape(const UptimeWitness& witness) noexcept {
  if (witness.claims.size() > kMaxUptimeRecords) {
    return UptimeError{UptimeRule::kStatementCount, {}};
  }
  for (std::uint32_t i = 0; i < witness.claims.size(); ++i) {
    const SignedClaim& claim = witness.claims[i];
    if (claim.signature.path.size() != kWalletHeight || claim.head_path.size() != kHistoryDepth) {
      return UptimeError{UptimeRule::kPathLength, {.item = i}};
    }
    if (claim.record.hours >= Element::kPrime) {
      return UptimeError{UptimeRule::kHoursRange, {.item = i}};
    }
  }
  return std::nullopt;
}

std::uint32_t window_hours(const UptimeClaim& claim) noexcept {
  if (claim.window_end < claim.window_start) return 0;
  const std::uint64_t hours = credited_hours(claim.window_start, claim.window_end);
  return static_cast<std::uint32_t>(std::min<std::uint64_t>(hours, Element::kPrime - 1));
}

UptimeRecord credited_record(const UptimeRecord& before, const UptimeClaim& claim) noexcept {
  const std::uint64_t days = days_between(before.last_decay, claim.window_end);
  const std::uint64_t kept = before.hours - std::min<std::uint64_t>(before.hours, days);
  const std::uint64_t hours =
      std::min<std::uint64_t>(kept + window_hours(claim), kMaxTimetokeHours);
  return {static_cast<std::uint32_t>(hours), claim.window_end,
          before.last_decay + kDecaySeconds * days};
}

UptimeFacts uptime_facts(const SignedClaim& claim, const Digest& history_root) noexcept {
  const UptimeClaim& body = claim.body;
  UptimeFacts facts;
  facts.hash = claim_hash(body);
  facts.wallet = wallet_facts(body.nonce, facts.hash, claim.signature);
  facts.head_leaf =
      block_leaf_hash({body.head_hash, claim.head_timestamp, claim.head_tx_root, body.head_height});
  const std::uint64_t position = body.head_height & 0xffffffffu;
  facts.history_root = root_from_path(facts.head_leaf, position, claim.head_path);
  facts.days = days_between(claim.record.last_decay, body.window_end);
  facts.statement = statement_of(claim, history_root);
  facts.statement_digest = statement_hash(facts.statement);
  facts.list_leaf = list_leaf(facts.statement_digest);
  return facts;
}

UptimeListFacts uptime_list_facts(const UptimeWitness& witness,
                                  std::vector<UptimeFacts> claims) noexcept {
  P3_CHECK(claims.size() == witness.claims.size(), "facts of another witness");
  UptimeListFacts facts;
  facts.claims = std::move(claims);
  for (const UptimeFacts& one : facts.claims) facts.claimed.statements.push_back(one.statement);
  facts.claimed.fields =
      uptime_list_fields(witness.chain_id, witness.history_root, facts.claimed.statements);
  return facts;
}

UptimeListFacts uptime_list_facts(const UptimeWitness& witness) noexcept {
  std::vector<UptimeFacts> claims;
  claims.reserve(witness.claims.size());
  for (const SignedClaim& claim : witness.claims) {
    claims.push_back(uptime_facts(claim, witness.history_root));
  }
  return uptime_list_facts(witness, std::move(claims));
}

}  // namespace rpp
