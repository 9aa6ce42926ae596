// SPDX-License-Identifier: Apache-2.0 OR MIT
#include "rpp/uptime/check.h"

#include "p3/base/check.h"
#include "rpp/chain/header.h"
#include "rpp/chain/limits.h"
#include "rpp/lists/claims.h"

namespace rpp {
namespace {

using Rule = UptimeRule;

// Asks the rules of one claim.
class ClaimJudge {
 public:
  ClaimJudge(const UptimeRules& rules, const UptimeWitness& witness, const SignedClaim& claim,
             const UptimeFacts& facts, std::uint32_t index, RuleJudge<Rule>& judge)
      : rules_(rules),
        witness_(witness),
        claim_(claim),
        facts_(facts),
        index_(index),
        judge_(judge) {}

  void judge() {
    demand(claim_.body.chain_id == witness_.chain_id, Rule::kChainId);
    signature();
    window();
    head();
    demand(claim_.record.hours <= kMaxTimetokeHours, Rule::kHoursRange);
    demand(claim_.record.last_decay <= claim_.body.window_end, Rule::kDecayTime);
  }

 private:
  void demand(bool holds, Rule rule) { judge_.demand(holds, rule, {.item = index_}); }

  void signature() {
    for (const WalletRule rule :
         broken_wallet_rules(claim_.body.key_digest, claim_.body.nonce, /*rotates=*/false,
                             claim_.signature, facts_.wallet)) {
      demand(false, rule_of(rule, Rule::kKeyDigest));
    }
  }

  // Lengths are asked of windows that run forwards only: the others have none.
  void window() {
    const UptimeClaim& body = claim_.body;
    const bool forwards = body.window_end > body.window_start;
    const std::uint64_t length = body.window_end - body.window_start;
    demand(forwards, Rule::kWindowOrder);
    demand(body.window_start >= claim_.record.window_end, Rule::kWindowOverlap);
    demand(!forwards || length <= kMaxWindowSeconds, Rule::kWindowTooLong);
    demand(!forwards || length >= kHourSeconds, Rule::kWindowTooShort);
  }

  void head() {
    const UptimeClaim& body = claim_.body;
    demand(body.epoch == epoch_of(body.head_height, rules_.epoch_length), Rule::kEpoch);
    demand(body.head_height <= kMaxBlockHeight, Rule::kHeadHeightRange);
    demand(facts_.history_root == witness_.history_root, Rule::kHeadPath);
    const bool known = claim_.head_timestamp <= body.window_end;
    demand(known, Rule::kHeadTooNew);
    demand(!known || body.window_end - claim_.head_timestamp < kHeadMaxAgeSeconds,
           Rule::kHeadTooOld);
  }

  const UptimeRules& rules_;
  const UptimeWitness& witness_;
  const SignedClaim& claim_;
  const UptimeFacts& facts_;
  std::uint32_t index_;
  RuleJudge<Rule>& judge_;
};

}  // namespace

std::vector<UptimeError> uptime_errors(const UptimeRules& rules, const UptimeWitness& witness,
                                       const UptimeListFacts& facts,
                                       const UptimeClaims& claimed) noexcept {
  P3_CHECK(rules.epoch_length > 0, "an epoch has blocks");
  RuleJudge<Rule> judge;
  for (std::uint32_t i = 0; i < witness.claims.size(); ++i) {
    ClaimJudge(rules, witness, witness.claims[i], facts.claims[i], i, judge).judge();
  }
  if (judge_statements(kUptimeStatementTable, claimed.statements, facts.claimed.statements,
                       Rule::kStatementMismatch, judge)) {
    const UptimeListPublic fields =
        uptime_list_fields(witness.chain_id, witness.history_root, claimed.statements);
    judge_fields(kUptimeListTable, values_of(claimed.fields), values_of(fields),
                 Rule::kPublicFieldMismatch, {}, judge);
  }
  return judge.take();
}

std::vector<UptimeError> uptime_errors(const UptimeRules& rules, const UptimeWitness& witness,
                                       const UptimeClaims& claimed) noexcept {
  if (const auto error = check_shape(witness)) return {*error};
  return uptime_errors(rules, witness, uptime_list_facts(witness), claimed);
}

std::optional<UptimeError> check_uptime(const UptimeRules& rules, const UptimeWitness& witness,
                                        const UptimeClaims& claimed) noexcept {
  const std::vector<UptimeError> errors = uptime_errors(rules, witness, claimed);
  if (errors.empty()) return std::nullopt;
  return errors.front();
}

}  // namespace rpp
