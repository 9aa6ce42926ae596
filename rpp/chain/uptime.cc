// SPDX-License-Identifier: Apache-2.0 OR MIT
#include "rpp/chain/uptime.h"

#include <algorithm>

#include "p3/base/check.h"
#include "rpp/chain/limits.h"
#include "rpp/fields/field_codec.h"

namespace rpp {

std::vector<Element> claim_elements(const UptimeClaim& claim) noexcept {
  return encode_fields(kUptimeClaimTable, values_of(kUptimeClaimFields, claim));
}

Digest claim_hash(const UptimeClaim& claim) noexcept {
  return hash(Tag::kClaim, claim_elements(claim));
}

UptimeRecord record_after(const UptimeRecord& before, const UptimeClaim& claim) {
  P3_CHECK(before.last_decay <= claim.window_end && claim.window_start <= claim.window_end,
           "a claim that breaks the rules of its window");
  const std::uint64_t days = (claim.window_end - before.last_decay) / kDecaySeconds;
  const std::uint64_t kept = before.hours - std::min<std::uint64_t>(before.hours, days);
  const std::uint64_t hours = std::min<std::uint64_t>(
      kMaxTimetokeHours, kept + credited_hours(claim.window_start, claim.window_end));
  return {static_cast<std::uint32_t>(hours), claim.window_end,
          before.last_decay + kDecaySeconds * days};
}

UptimeStatement statement_of(const UptimeClaim& c, const Digest& history_root,
                             const UptimeRecord& before) {
  return {c.chain_id,     c.address,
          c.key_digest,   c.rotation_count,
          c.nonce,        c.epoch,
          c.window_start, c.window_end,
          c.head_hash,    c.head_height,
          history_root,   static_cast<std::uint32_t>(credited_hours(c.window_start, c.window_end)),
          before,         record_after(before, c)};
}

Digest statement_hash(const UptimeStatement& statement) noexcept {
  return statement_digest(kUptimeStatementTable, values_of(kUptimeStatementFields, statement));
}

}  // namespace rpp
