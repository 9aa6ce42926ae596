// SPDX-License-Identifier: Apache-2.0 OR MIT
#include "rpp/uptime/broken_rule.h"

#include <utility>

#include "p3/base/check.h"
#include "rpp/chain/header.h"
#include "rpp/chain/limits.h"
#include "rpp/lists/broken_act.h"
#include "rpp/lists/changed_field.h"
#include "rpp/uptime/facts.h"

namespace rpp {
namespace {

using Rule = UptimeRule;

// The one in the middle: neighbours on both sides stay good.
constexpr std::size_t kVictim = 1;

// As break_act wants it.
struct Attack {
  const UptimeSample& sample;
  p3::ThreadPool& pool;
  p3::SplitMix64 draws;

  const XmssKey& key() const { return *sample.draft.claims[kVictim].key; }
  // Changes the draft and has all of it signed.
  template <class Change>
  ForgedUptime resigned(Change change) {
    UptimeDraft draft = sample.draft;
    change(draft, draft.claims[kVictim]);
    return claimed(sign(draft, pool));
  }
  template <class Change>
  ForgedUptime act(Change change) {
    return resigned([&change](UptimeDraft&, DraftClaim& claim) { change(claim); });
  }
  template <class Change>
  ForgedUptime signature(Change change) {
    UptimeWitness witness = sample.witness;
    SignedClaim& victim = witness.claims[kVictim];
    change(victim.signature, uptime_facts(victim, witness.history_root).wallet.leaf);
    return claimed(std::move(witness));
  }
  static ForgedUptime claimed(UptimeWitness witness) {
    UptimeClaims claims = uptime_list_facts(witness).claimed;
    return {std::move(witness), std::move(claims)};
  }
};

ForgedUptime break_shape(Rule rule, Attack& attack) {
  ForgedUptime forged{attack.sample.witness, attack.sample.claimed};
  std::vector<SignedClaim>& list = forged.witness.claims;
  if (rule == Rule::kStatementCount) {
    list.resize(kMaxUptimeRecords + 1, list.back());
  } else {
    list[kVictim].head_path.pop_back();
  }
  return forged;
}

void break_window(Rule rule, DraftClaim& claim) {
  UptimeClaim& body = claim.body;
  // An account that has long been away, so that windows can begin anywhere.
  claim.record.window_end = claim.record.last_decay = body.window_end - 10 * kDecaySeconds;
  switch (rule) {
    case Rule::kWindowOrder:
      body.window_start = body.window_end;
      break;
    case Rule::kWindowOverlap:
      claim.record.window_end = body.window_start + 1;
      break;
    case Rule::kWindowTooLong:
      body.window_start = body.window_end - kMaxWindowSeconds - 1;
      break;
    default:
      body.window_start = body.window_end - kHourSeconds + 1;
  }
}

void break_head(Rule rule, UptimeDraft& draft, DraftClaim& claim) {
  BlockLeaf& head = draft.blocks[claim.head];
  switch (rule) {
    case Rule::kEpoch:
      ++claim.body.epoch;
      break;
    case Rule::kHeadHeightRange:
      head.height = claim.body.head_height = kMaxBlockHeight + 1;
      claim.body.epoch = epoch_of(head.height, draft.rules.epoch_length);
      break;
    case Rule::kHeadPath:
      claim.body.head_hash[0] += Element::one();
      break;
    case Rule::kHeadTooNew:
      head.timestamp = claim.body.window_end + 1;
      break;
    default:
      head.timestamp = claim.body.window_end - kHeadMaxAgeSeconds;
  }
}

ForgedUptime break_body(Rule rule, Attack& attack) {
  return attack.resigned([rule](UptimeDraft& draft, DraftClaim& claim) {
    if (rule == Rule::kChainId) {
      claim.body.chain_id[0] += Element::one();
    } else if (rule == Rule::kHoursRange) {
      claim.record.hours = kMaxTimetokeHours + 1;
    } else if (rule == Rule::kDecayTime) {
      claim.record.last_decay = claim.body.window_end + 1;
    } else if (rule <= Rule::kWindowTooShort) {
      break_window(rule, claim);
    } else {
      break_head(rule, draft, claim);
    }
  });
}

ForgedUptime break_claim(Rule rule, std::size_t field, Attack& attack) {
  ForgedUptime forged{attack.sample.witness, attack.sample.claimed};
  UptimeClaims& claims = forged.claimed;
  if (rule == Rule::kPublicFieldMismatch) {
    claims.fields = uptime_list_public_of(with_changed_field(values_of(claims.fields), field));
    return forged;
  }
  UptimeStatement& statement = claims.statements[kVictim];
  statement = uptime_statement_of(with_changed_field(values_of(statement), field));
  claims.fields =
      uptime_list_fields(claims.fields.chain_id, claims.fields.history_root, claims.statements);
  return forged;
}

}  // namespace

std::size_t variants_of(UptimeRule rule) noexcept {
  if (rule == Rule::kStatementMismatch) return kUptimeStatementTable.fields.size();
  return rule == Rule::kPublicFieldMismatch ? kUptimeListTable.fields.size() : 1;
}

UptimeSampleOptions breakable_uptime() { return {.rules = {}, .count = 3, .senders = 1}; }

ForgedUptime break_rule(UptimeRule rule, std::size_t variant, const UptimeSample& sample,
                        p3::ThreadPool& pool) {
  P3_CHECK(sample.draft.claims.size() == 3, "a sample of breakable_uptime()");
  Attack attack{sample, pool, p3::SplitMix64(static_cast<std::uint64_t>(rule))};
  if (rule <= Rule::kPathLength) return break_shape(rule, attack);
  if (rule >= Rule::kStatementMismatch) return break_claim(rule, variant, attack);
  if (const auto act = wallet_rule_of(rule, Rule::kKeyDigest)) return break_act(*act, attack);
  return break_body(rule, attack);
}

}  // namespace rpp
