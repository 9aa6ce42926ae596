// SPDX-License-Identifier: Apache-2.0 OR MIT
#include "rpp/state/sample.h"

#include <algorithm>

#include "p3/base/check.h"
#include "rpp/chain/epoch.h"
#include "rpp/hash/random_digest.h"
#include "rpp/ledger/apply_claim.h"
#include "rpp/ledger/apply_transaction.h"
#include "rpp/state/facts.h"
#include "rpp/state/sample_accounts.h"

namespace rpp {
namespace {

constexpr std::uint64_t kStartTime = 1'700'000'000;
constexpr std::uint64_t kHistoryGap = 900;  // seconds between the blocks that claims name
constexpr std::uint64_t kHistoryBlocks = 8;

// A height that is a boundary or none.
std::uint64_t draw_height(const StateSampleOptions& options, p3::SplitMix64& draws) {
  const std::uint64_t length = options.rules.epoch_length;
  const bool drawn = (draws.next() & 1) != 0;
  const bool boundary = length == 1 || options.boundary.value_or(drawn);
  const std::uint64_t epoch = draws.next() % ((kMaxBlockHeight - length) / length + 1);
  const std::uint64_t place = boundary ? length - 1 : draws.next() % (length - 1);
  return epoch * length + place;
}

// A block in the making. What the ledger's rules refuse is drawn again.
class Drawing {
 public:
  Drawing(std::uint64_t seed, const StateSampleOptions& options)
      : options_(options),
        protocol_(protocol_of(options.rules)),
        draws_(seed),
        height_(draw_height(options, draws_)),
        timestamp_(kStartTime + below(std::uint64_t{1} << 34)),
        chain_id_(random_digest(draws_)),
        tree_(sample_tree(options, height_, timestamp_, draws_)),
        block_{protocol_, chain_id_, height_, timestamp_, SignatureCheck::kProven} {
    for (std::uint32_t i = 0; i < options.identities; ++i) {
      const std::uint64_t activation = block_first_activation() + below(100);
      tree_.insert(
          new_account(random_digest(draws_), sample_vote_key(activation, draws_), timestamp_));
    }
    for (std::uint64_t i = kHistoryBlocks; i > 0; --i) {
      history_.append(BlockLeaf{random_digest(draws_), timestamp_ - i * kHistoryGap,
                                random_digest(draws_), history_.size()});
    }
  }

  StateDraft run();

 private:
  std::uint64_t below(std::uint64_t n) { return draws_.next() % n; }
  bool chance(std::uint64_t one_in) { return below(one_in) == 0; }
  std::uint64_t block_first_activation() const {
    return min_activation(height_, protocol_.epoch_length);
  }
  const Account& any() {
    return accounts_->at(1 + static_cast<std::uint32_t>(below(tree_.size() - 1)));
  }

  void add_record();
  void add_transaction();
  bool add_planned(std::size_t place);
  bool try_transaction(const TransactionWithChange& transaction);
  TransactionWithChange draw_transaction();
  TransactionWithChange transaction_of(const Account& from, TransactionKind kind,
                                       std::uint64_t amount, std::uint64_t fee);
  TransactionWithChange draw_transfer(const Account& from);
  TransactionWithChange draw_rotation(const Account& from);
  TransactionWithChange draw_stake(const Account& from, bool bond);

  const StateSampleOptions& options_;
  const Protocol protocol_;
  p3::SplitMix64 draws_;
  const std::uint64_t height_;
  const std::uint64_t timestamp_;
  const Digest chain_id_;
  AccountTree tree_;
  const BlockContext block_;
  History history_;
  StateDraft draft_;
  Digest sender_;
  std::optional<WorkingSet> accounts_;
};

StateDraft Drawing::run() {
  draft_.rules = options_.rules;
  draft_.chain_id = chain_id_;
  draft_.height = height_;
  draft_.timestamp = timestamp_;
  std::vector<std::uint32_t> validators;
  for (std::uint32_t i = 0; i < tree_.size(); ++i) {
    draft_.accounts.push_back(tree_.at(i));
    draft_.supply += tree_.at(i).balance + tree_.at(i).stake;
    if (tree_.at(i).is_validator()) validators.push_back(i);
  }
  draft_.validator_count = static_cast<std::uint32_t>(validators.size());
  draft_.next_validator_set_root = random_digest(draws_);
  draft_.proposer = tree_.at(validators[below(validators.size())]).address;
  accounts_.emplace(tree_, draft_.validator_count);
  while (draft_.records.size() < options_.records) add_record();
  while (draft_.transactions.size() < options_.transactions) add_transaction();
  return std::move(draft_);
}

void Drawing::add_record() {
  const Account& account = any();
  const std::uint64_t head = below(kHistoryBlocks);
  BlockClaim act;
  UptimeClaim& claim = act.claim;
  claim.chain_id = chain_id_;
  claim.address = account.address;
  claim.key_digest = account.wallet_key;
  claim.rotation_count = account.rotation_count;
  claim.nonce = account.nonce;
  claim.epoch = epoch_of(head, protocol_.epoch_length);
  claim.window_end = history_.at(head).timestamp + below(kHeadMaxAgeSeconds);
  const std::uint64_t hours = chance(3) ? 24 : 1 + below(23);
  claim.window_start =
      chance(2) ? account.window_end : claim.window_end - hours * kHourSeconds - below(2);
  claim.head_height = head;
  claim.head_hash = history_.at(head).block_hash;
  UptimeStatement statement;
  if (!apply_claim(block_, history_, act, *accounts_, statement))
    draft_.records.push_back(statement);
}

bool Drawing::try_transaction(const TransactionWithChange& transaction) {
  BlockTransaction act;
  static_cast<TransactionWithChange&>(act) = transaction;
  if (apply_transaction(block_, act, *accounts_)) return false;
  sender_ = transaction.body.from;
  draft_.transactions.push_back(transaction);
  return true;
}

void Drawing::add_transaction() {
  const std::size_t place = draft_.transactions.size();
  const bool boundary = is_epoch_boundary(height_, protocol_.epoch_length);
  const bool planned = place == 0 || (boundary && place < 3);
  if (planned && add_planned(place)) return;
  try_transaction(draw_transaction());
}

// Any account that can: nothing is sure about a single one.
bool Drawing::add_planned(std::size_t place) {
  const std::uint32_t n = tree_.size() - 1;
  const std::uint64_t start = below(n);
  for (std::uint32_t k = 0; k < n; ++k) {
    const Account& from = accounts_->at(1 + static_cast<std::uint32_t>((start + k) % n));
    if (place == 0) {
      TransactionWithChange t = transaction_of(from, TransactionKind::kTransfer, 1 + below(500), 1);
      t.body.to = tree_.at(1).address;
      if (try_transaction(t)) return true;
    } else if (from.is_validator() != (place == 1)) {
      const std::uint64_t minimum = protocol_.stake_minimum;
      const bool bond = place == 1;
      if (try_transaction(
              transaction_of(from, bond ? TransactionKind::kBond : TransactionKind::kUnbond,
                             bond ? minimum - from.stake : from.stake - minimum + 1, below(9)))) {
        return true;
      }
    }
  }
  return false;
}

TransactionWithChange Drawing::transaction_of(const Account& from, TransactionKind kind,
                                              std::uint64_t amount, std::uint64_t fee) {
  TransactionWithChange t;
  t.body.chain_id = chain_id_;
  t.body.kind = static_cast<std::uint32_t>(kind);
  t.body.from = from.address;
  t.body.to = from.address;
  t.body.key_digest = from.wallet_key;
  t.body.amount = amount;
  t.body.fee = fee;
  t.body.rotation_count = from.rotation_count;
  t.body.nonce = from.nonce;
  t.body.expiry_height = std::max<std::uint64_t>(height_ + (chance(2) ? 0 : below(100)), 1);
  t.body.memo_digest = random_digest(draws_);
  return t;
}

TransactionWithChange Drawing::draw_transfer(const Account& from) {
  const std::uint64_t fee = below(20);
  std::uint64_t amount = 1 + below(from.balance / 4 + 1);
  if (chance(8) && from.balance > fee) amount = from.balance - fee;
  TransactionWithChange t = transaction_of(from, TransactionKind::kTransfer, amount, fee);
  const bool to_new = options_.identities > 0 && chance(6);
  const Account& last = tree_.at(tree_.size() - 1);
  t.body.to = chance(8) ? from.address : to_new ? last.address : any().address;
  return t;
}

TransactionWithChange Drawing::draw_rotation(const Account& from) {
  KeyChange change{random_digest(draws_), from.vote_key};
  if (chance(2)) change.vote_key = sample_vote_key(block_first_activation() + below(3), draws_);
  TransactionWithChange t = transaction_of(from, TransactionKind::kRotation, 0, below(20));
  t.body.memo_digest = key_change_hash(change);
  t.change = change;
  return t;
}

TransactionWithChange Drawing::draw_stake(const Account& from, bool bond) {
  const std::uint64_t minimum = protocol_.stake_minimum;
  // Powers stay u32.
  const std::uint64_t part = std::min<std::uint64_t>(from.balance / 8, 1'000'000);
  std::uint64_t amount = 1 + below(bond ? part + 1 : from.stake + 1);
  if (bond && chance(2) && from.stake < minimum) amount = minimum - from.stake;
  if (!bond && chance(2) && from.stake > minimum) amount = from.stake - minimum + below(2);
  return transaction_of(from, bond ? TransactionKind::kBond : TransactionKind::kUnbond, amount,
                        below(20));
}

TransactionWithChange Drawing::draw_transaction() {
  const auto sender = tree_.find(sender_);
  const auto proposer = tree_.find(draft_.proposer);
  const Account& from = sender && *sender != 0 && chance(3) ? accounts_->at(*sender)
                        : chance(6)                         ? accounts_->at(*proposer)
                                                            : any();
  const std::uint64_t kind = below(16);
  if (kind < 9) return draw_transfer(from);
  if (kind < 11) return draw_rotation(from);
  return draw_stake(from, kind < 14);
}

}  // namespace

std::optional<const char*> bad_sample_option(const StateSampleOptions& options) noexcept {
  const StateRules& rules = options.rules;
  if (rules.epoch_length == 0 || rules.epoch_length > std::uint64_t{1} << 31) {
    return "epoch length is 1 to 2^31";
  }
  if (rules.epoch_length == 1 && options.boundary == false) {
    return "every block is a boundary where epochs have one block";
  }
  if (rules.power_unit == 0 || rules.stake_minimum < rules.power_unit ||
      rules.stake_minimum / rules.power_unit >= kMaxTotalPower) {
    return "the stake minimum is 1 to 2^31 - 1 units";
  }
  if (rules.stake_minimum > std::uint64_t{1} << 40) return "the stake minimum is at most 2^40";
  if (rules.transfer_tier > 2 || rules.rotation_tier > 2) return "tiers of senders are at most 2";
  if (options.transactions > kMaxTransactions) return "transactions are 0 to 512";
  if (options.records > kMaxUptimeRecords) return "records are 0 to 512";
  if (options.identities > kMaxIdentities) return "identities are 0 to 32";
  if (options.validators <= kMinValidators || options.validators >= kMaxValidators) {
    return "validators are 5 to 255";
  }
  if (options.accounts < 4 || options.accounts > 1u << 16) return "accounts are 4 to 65536";
  // An account has hardly a second window in one block.
  if (options.records > options.validators + options.accounts) {
    return "records are at most the accounts before the block";
  }
  return std::nullopt;
}

StateSample make_state_sample(std::uint64_t seed, const StateSampleOptions& options) {
  P3_CHECK(!bad_sample_option(options), "options of a sample");
  StateSample sample;
  sample.draft = Drawing(seed, options).run();
  sample.witness = witness_of(sample.draft);
  sample.fields = state_facts(options.rules, sample.witness).fields;
  return sample;
}

}  // namespace rpp
