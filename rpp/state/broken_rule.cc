// SPDX-License-Identifier: Apache-2.0 OR MIT
#include "rpp/state/broken_rule.h"

#include <algorithm>
#include <utility>

#include "p3/base/check.h"
#include "rpp/chain/epoch.h"
#include "rpp/chain/score.h"
#include "rpp/hash/random_digest.h"
#include "rpp/lists/changed_field.h"
#include "rpp/state/facts.h"
#include "rpp/state/sample_accounts.h"

namespace rpp {
namespace {

using Rule = StateRule;
using Kind = TransactionKind;

constexpr std::uint64_t kMaxU64 = ~std::uint64_t{0};
constexpr std::uint32_t kMaxU32 = ~std::uint32_t{0};

// A block with one transaction of every kind, each by an account of its own, and one record.
class Attack {
 public:
  explicit Attack(const StateSample& sample) : draft(sample.draft), draws_(1) {
    for (std::uint32_t i = 1; i < draft.accounts.size(); ++i) {
      Account& account = draft.accounts[i];
      const bool busy =
          account.address == draft.proposer || account.address == draft.records.front().address;
      if (busy) continue;
      (account.is_validator() ? validators : others).push_back(i);
      account.hours = 30;
      account.successes = 0;
      update_standing(account);
      account.nonce = 7;
      account.balance = 10'000;
      account.vote_key = sample_vote_key(0, draws_);
    }
    P3_CHECK(validators.size() >= 3 && others.size() >= 3, "a sample of breakable_state()");
    add(Kind::kTransfer, others[0], 50);
    draft.transactions[0].body.to = draft.accounts[others[2]].address;
    add(Kind::kRotation, validators[0], 0);
    change({random_digest(draws_), sample_vote_key(kMaxU64, draws_)});
    join(others[1]);
    leave(validators[1]);
  }

  // Of the transactions above.
  Account& sender(std::size_t i) { return account(draft.transactions[i].body.from); }
  Account& recipient() { return account(draft.transactions[0].body.to); }
  Account& proposer() { return account(draft.proposer); }
  Account& claimant() { return account(draft.records[0].address); }
  UptimeStatement& record() { return draft.records[0]; }
  Transaction& body(std::size_t i) { return draft.transactions[i].body; }
  Account& account(const Digest& address) {
    for (Account& one : draft.accounts) {
      if (one.address == address) return one;
    }
    P3_CHECK(false, "an account of the sample");
    return draft.accounts[0];
  }

  void change(const KeyChange& to) {
    draft.transactions[1].change = to;
    body(1).memo_digest = key_change_hash(to);
  }
  // The first boundary after the block. Where activations are early enough they stay so.
  void at_boundary() {
    const std::uint64_t length = draft.rules.epoch_length;
    while (!is_epoch_boundary(draft.height, length)) ++draft.height;
  }
  void open_sentinel() { draft.opened = {0}; }
  Digest nobody() { return random_digest(draws_); }

  ForgedState forged() const { return claimed(witness_of(draft)); }
  ForgedState claimed(StateWitness witness) const {
    StatePublic fields = state_facts(draft.rules, witness).fields;
    return {std::move(witness), fields};
  }

  StateDraft draft;
  // Positions: of accounts that are neither the proposer nor in the record.
  std::vector<std::uint32_t> validators;
  std::vector<std::uint32_t> others;

 private:
  void add(Kind kind, std::uint32_t position, std::uint64_t amount) {
    const Account& from = draft.accounts[position];
    TransactionWithChange t;
    t.body = {draft.chain_id,
              static_cast<std::uint32_t>(kind),
              from.address,
              from.wallet_key,
              from.address,
              amount,
              1,
              from.rotation_count,
              from.nonce,
              kMaxU64,
              random_digest(draws_)};
    draft.transactions.push_back(t);
  }
  void join(std::uint32_t position) {
    draft.accounts[position].balance += draft.rules.stake_minimum;
    add(Kind::kBond, position, draft.rules.stake_minimum - draft.accounts[position].stake);
  }
  void leave(std::uint32_t position) {
    add(Kind::kUnbond, position, draft.accounts[position].stake - draft.rules.stake_minimum + 1);
  }

  p3::SplitMix64 draws_;
};

constexpr std::size_t kTransfer = 0;
constexpr std::size_t kRotation = 1;
constexpr std::size_t kBond = 2;
constexpr std::size_t kUnbond = 3;

ForgedState break_shape(Rule rule, std::size_t variant, Attack& attack) {
  ForgedState forged = attack.forged();
  StateWitness& witness = forged.witness;
  switch (rule) {
    case Rule::kAccountCount:
      witness.accounts.resize(kMaxOpenedAccounts + 1, witness.accounts[0]);
      break;
    case Rule::kPathLength:
      witness.accounts[1].path.pop_back();
      break;
    case Rule::kRecordCount:
      witness.records.resize(kMaxUptimeRecords + 1, witness.records[0]);
      break;
    case Rule::kTransactionCount:
      witness.transactions.resize(kMaxTransactions + 1, witness.transactions[0]);
      break;
    case Rule::kElementRange:
      (variant == 0   ? witness.accounts[0].account.flags
       : variant == 1 ? witness.records[0].after.hours
                      : witness.transactions[0].body.kind) = Element::kPrime;
      break;
    default:
      if (variant == 0) {
        witness.transactions[kRotation].change.reset();
      } else {
        witness.transactions[kTransfer].change = KeyChange{};
      }
  }
  return forged;
}

ForgedState break_block(Rule rule, Attack& attack) {
  if (rule == Rule::kHeightRange) {
    attack.draft.height = kMaxBlockHeight + 1;
    return attack.forged();
  }
  // Two fees whose sum wraps to a small one.
  for (const std::size_t i : {kTransfer, kUnbond}) {
    attack.sender(i).balance = std::uint64_t{1} << 63;
    attack.body(i).fee = (std::uint64_t{1} << 63) - 100;
  }
  attack.body(kUnbond).fee += 100;
  attack.body(kRotation).fee = 100;
  return attack.forged();
}

// Of an account that the transfer touches.
ForgedState break_account(Rule rule, std::size_t variant, Attack& attack) {
  if (rule == Rule::kFlags) {
    attack.sender(variant == 0 ? kTransfer : kRotation).flags |= 2;
    return attack.forged();
  }
  StateWitness witness = witness_of(attack.draft);
  for (std::size_t i = 0; i < witness.accounts.size(); ++i) {
    if (witness.accounts[i].account.address != attack.body(kTransfer).from) continue;
    if (rule == Rule::kPositionRepeated) {
      witness.accounts.push_back(AccountOpening(witness.accounts[i]));
    } else if (variant == 0) {
      // A node that is on several paths is taken from the first of them.
      std::ranges::min_element(witness.accounts, {}, &AccountOpening::index)
          ->path[kAccountDepth - 1][0] += Element::one();
    } else {
      witness.accounts[i].account.balance += 1;
    }
    break;
  }
  return attack.claimed(std::move(witness));
}

ForgedState break_record(Rule rule, std::size_t variant, Attack& attack) {
  UptimeStatement& record = attack.record();
  switch (rule) {
    case Rule::kRecordChainId:
      record.chain_id[0] += Element::one();
      break;
    case Rule::kRecordAccount:
      if (variant == 0) {
        record.address = attack.nobody();
        break;
      }
      // The sentinel, with everything that it has.
      attack.open_sentinel();
      record.address = record.key_digest = Digest{};
      record.rotation_count = record.nonce = 0;
      record.before = {};
      break;
    case Rule::kRecordKeyDigest:
      record.key_digest[7] += Element::one();
      break;
    case Rule::kRecordRotationCount:
      record.rotation_count += 1;
      break;
    case Rule::kRecordNonce:
      record.nonce += 1;
      break;
    case Rule::kRecordNonceLimit:
      record.nonce = attack.claimant().nonce = kMaxU32;
      break;
    case Rule::kRecordBefore:
      if (variant == 0) record.before.hours ^= 1;
      if (variant == 1) record.before.window_end += 1;
      if (variant == 2) record.before.last_decay += 1;
      break;
    case Rule::kRecordAge:
      record.window_end = variant == 0 ? attack.draft.timestamp + 1
                                       : attack.draft.timestamp - kClaimMaxAgeSeconds - 1;
      record.after.window_end = record.window_end;
      break;
    default:
      record.after.hours = kMaxTimetokeHours + 1;
  }
  return attack.forged();
}

ForgedState break_body(Rule rule, Attack& attack) {
  Transaction& transfer = attack.body(kTransfer);
  switch (rule) {
    case Rule::kTransactionChainId:
      transfer.chain_id[0] += Element::one();
      break;
    case Rule::kTransactionKind:
      transfer.kind = kNumTransactionKinds;
      transfer.to = transfer.from;
      break;
    case Rule::kRotationAmount:
      attack.body(kRotation).amount = 1;
      break;
    case Rule::kRecipientMismatch:
      attack.body(kBond).to = transfer.from;
      break;
    default:
      attack.body(kRotation).memo_digest[0] += Element::one();
  }
  return attack.forged();
}

// What is wrong between a sender and its transaction.
ForgedState break_sender(Rule rule, std::size_t variant, Attack& attack) {
  Transaction& transfer = attack.body(kTransfer);
  Account& sender = attack.sender(kTransfer);
  switch (rule) {
    case Rule::kSender:
      transfer.from = variant == 0 ? attack.nobody() : Digest{};
      if (variant == 1) attack.open_sentinel();
      break;
    case Rule::kKeyDigest:
      transfer.key_digest[7] += Element::one();
      break;
    case Rule::kRotationCount:
      transfer.rotation_count += 1;
      break;
    case Rule::kNonce:
      transfer.nonce += 1;
      break;
    case Rule::kNonceLimit:
      transfer.nonce = sender.nonce = kMaxU32;
      break;
    case Rule::kTier:
      if (variant == 0) sender.tier = attack.draft.rules.transfer_tier - 1;
      if (variant == 1) attack.sender(kRotation).tier = attack.draft.rules.rotation_tier - 1;
      break;
    case Rule::kExpired:
      attack.draft.height = std::max<std::uint64_t>(attack.draft.height, 1);
      transfer.expiry_height = attack.draft.height - 1;
      break;
    default:
      transfer.to = variant == 0 ? attack.nobody() : Digest{};
      if (variant == 1) attack.open_sentinel();
  }
  return attack.forged();
}

ForgedState break_amount(Rule rule, std::size_t variant, Attack& attack) {
  const std::size_t acts[] = {kTransfer, kUnbond, kBond};
  Transaction& body = attack.body(acts[variant]);
  Account& sender = attack.sender(acts[variant]);
  if (rule == Rule::kInsufficientStake) {
    // Somebody with less than the minimum, who does not stop being a validator.
    Account& other = attack.account(attack.draft.accounts[attack.others[2]].address);
    Transaction& unbond = attack.body(kUnbond);
    unbond.from = unbond.to = other.address;
    unbond.key_digest = other.wallet_key;
    unbond.rotation_count = other.rotation_count;
    unbond.amount = other.stake + 1;
    return attack.forged();
  }
  if (rule == Rule::kInsufficientBalance) {
    if (variant == 0) body.amount = sender.balance - body.fee + 1;
    // What the fee takes below 0 the amount must not bring back.
    if (variant == 1) body.fee = sender.balance + body.amount + 1;
    if (variant == 2) {
      // amount + fee wraps to 0.
      sender.stake = 0;
      body.amount = kMaxU64 - body.fee + 1;
    }
    return attack.forged();
  }
  if (variant == 0) attack.recipient().balance = kMaxU64;
  if (variant == 1) {
    body.amount = 2;
    sender.stake = attack.draft.rules.stake_minimum + 2;
    sender.balance = kMaxU64;
  }
  if (variant == 2) {
    body.amount = 5;
    sender.flags = kValidatorFlag;
    sender.stake = kMaxU64;
  }
  return attack.forged();
}

ForgedState break_keys(Rule rule, Attack& attack) {
  Account& sender = attack.sender(kRotation);
  KeyChange change = *attack.draft.transactions[kRotation].change;
  switch (rule) {
    case Rule::kRotationLimit:
      sender.rotation_count = attack.body(kRotation).rotation_count = kMaxU32;
      break;
    case Rule::kWalletKeyUnchanged:
      change.wallet_key = sender.wallet_key;
      break;
    case Rule::kVoteActivationChanged:
      change.vote_key = sender.vote_key;
      change.vote_key.activation_height += 1;
      break;
    case Rule::kVoteActivationEarly:
      change.vote_key.activation_height =
          min_activation(attack.draft.height, attack.draft.rules.epoch_length) - 1;
      break;
    default:
      sender.vote_key.activation_height = attack.draft.height + 1;
  }
  attack.change(change);
  return attack.forged();
}

ForgedState break_membership(Rule rule, Attack& attack) {
  // The bond comes before the unbond.
  if (rule == Rule::kVoteKeyMissing) attack.sender(kBond).vote_key.root = Digest{};
  if (rule == Rule::kValidatorsFull) attack.draft.validator_count = kMaxValidators;
  if (rule == Rule::kTooFewValidators) attack.draft.validator_count = kMinValidators - 1;
  return attack.forged();
}

ForgedState break_proposer(Rule rule, std::size_t variant, Attack& attack) {
  switch (rule) {
    case Rule::kProposer:
      attack.draft.proposer = variant == 0 ? attack.nobody() : Digest{};
      if (variant == 1) attack.open_sentinel();
      break;
    case Rule::kProposerBalance:
      attack.proposer().balance = kMaxU64;
      break;
    case Rule::kProposerHours:
      attack.proposer().hours = kMaxTimetokeHours + 1;
      break;
    default:
      attack.proposer().successes = kMaxU32;
  }
  return attack.forged();
}

// A validator whom nothing else in the block touches.
ForgedState break_validators(Rule rule, std::size_t variant, Attack& attack) {
  attack.at_boundary();
  const std::uint32_t idle = attack.validators[2];
  Account& account = attack.draft.accounts[idle];
  if (rule == Rule::kValidatorOrder) {
    account.address = attack.sender(kRotation).address;
    // The rotation is that of the first of the two.
    return attack.forged();
  }
  if (rule == Rule::kPowerRange) {
    const std::uint64_t unit = attack.draft.rules.power_unit;
    account.stake = variant == 0 ? unit - 1 : unit << 32;
    return attack.forged();
  }
  if (variant == 0) attack.draft.validator_count += 1;
  StateWitness witness = witness_of(attack.draft);
  if (variant == 1) {
    std::erase_if(witness.accounts, [&](const AccountOpening& one) { return one.index == idle; });
  }
  return attack.claimed(std::move(witness));
}

ForgedState break_claims(std::size_t variant, Attack& attack) {
  ForgedState forged = attack.forged();
  forged.fields = state_public_of(with_changed_field(values_of(forged.fields), variant));
  return forged;
}

}  // namespace

std::size_t variants_of(StateRule rule) noexcept {
  switch (rule) {
    case Rule::kPublicFieldMismatch:
      return kStatePublicFields.size();
    case Rule::kElementRange:
    case Rule::kRecordBefore:
    case Rule::kInsufficientBalance:
    case Rule::kBalanceOverflow:
      return 3;
    case Rule::kKeyChangePresence:
    case Rule::kAccountPath:
    case Rule::kFlags:
    case Rule::kRecordAccount:
    case Rule::kRecordAge:
    case Rule::kSender:
    case Rule::kTier:
    case Rule::kRecipient:
    case Rule::kProposer:
    case Rule::kValidatorCount:
    case Rule::kPowerRange:
      return 2;
    default:
      return 1;
  }
}

StateSampleOptions breakable_state(const StateRules& rules) {
  StateSampleOptions options;
  options.rules = rules;
  options.transactions = 0;
  options.records = 1;
  options.boundary = false;
  return options;
}

ForgedState break_rule(StateRule rule, std::size_t variant, const StateSample& sample) {
  P3_CHECK(variant < variants_of(rule), "so many ways there are not");
  Attack attack(sample);
  if (rule <= Rule::kKeyChangePresence) return break_shape(rule, variant, attack);
  if (rule <= Rule::kFeeOverflow) return break_block(rule, attack);
  if (rule <= Rule::kFlags) return break_account(rule, variant, attack);
  if (rule <= Rule::kRecordHours) return break_record(rule, variant, attack);
  if (rule <= Rule::kKeyChangeHash) return break_body(rule, attack);
  if (rule <= Rule::kExpired || rule == Rule::kRecipient) {
    return break_sender(rule, variant, attack);
  }
  if (rule <= Rule::kBalanceOverflow) return break_amount(rule, variant, attack);
  if (rule <= Rule::kVoteKeyInactive) return break_keys(rule, attack);
  if (rule <= Rule::kTooFewValidators) return break_membership(rule, attack);
  if (rule <= Rule::kSuccessesLimit) return break_proposer(rule, variant, attack);
  if (rule <= Rule::kPowerRange) return break_validators(rule, variant, attack);
  return break_claims(variant, attack);
}

}  // namespace rpp
