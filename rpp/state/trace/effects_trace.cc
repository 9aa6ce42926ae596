// SPDX-License-Identifier: Apache-2.0 OR MIT
#include "rpp/state/trace/effects_trace.h"

#include <algorithm>
#include <span>

#include "rpp/hash/limbs.h"
#include "rpp/state/air/effects_columns.h"

namespace rpp {
namespace {

using C = EffectsColumns;
namespace rows = effects_row;
using Half = std::array<Element, 8>;  // u or v of a row

// ys with the sum of x_k y_k = value, all zero where there are none.
Half solve(const Half& xs, Element value) {
  Half ys{};
  for (std::size_t k = 0; k < 8; ++k) {
    if (xs[k] == Element::zero()) continue;
    ys[k] = value * xs[k].inverse();
    break;
  }
  return ys;
}

Half difference(const Half& a, const Half& b) {
  Half out;
  for (std::size_t k = 0; k < 8; ++k) out[k] = a[k] - b[k];
  return out;
}

Element bit(bool b) { return b ? Element::one() : Element::zero(); }

// The integer of four limbs, whatever else the elements are.
std::uint64_t u64_of(std::span<const Element> limbs) {
  std::uint64_t x = 0;
  for (std::size_t k = 0; k < 4; ++k) x += limbs[k].as_canonical_u64() << (16 * k);
  return x;
}

// An account's keys, cut as the hash of a key change is: elements 30 to 57 of the leaf.
using Keys = std::array<Half, 4>;
Keys keys_of(const AccountWords& words) {
  Keys keys{};
  for (std::size_t i = 0; i < kKeyChangeTable.num_elements(); ++i) {
    keys[i / 8][i % 8] = words[(30 + i) / 8][(30 + i) % 8];
  }
  return keys;
}
Keys keys_of(const KeyChange& change) {
  const std::vector<Element> elements = key_change_elements(change);
  Keys keys{};
  for (std::size_t i = 0; i < elements.size(); ++i) keys[i / 8][i % 8] = elements[i];
  return keys;
}

// One block of the table.
class Writer {
 public:
  Writer(Trace& trace, std::uint32_t index, const StateRules& rules, const StateFacts& facts,
         const TransactionWithChange& transaction, MemoryLog& memory)
      : trace_(trace),
        first_(C::kRows * index),
        index_(index),
        rules_(rules),
        block_(facts),
        facts_(facts.transactions[index]),
        body_(transaction.body),
        transaction_(transaction),
        memory_(memory) {}

  // `fees`: sums of the limbs so far.
  void write(std::array<Element, 4>& fees) {
    for (std::size_t k = 0; k < C::kRows; ++k) at(k, C::kRow + k) = Element::one();
    access_sender();
    access_recipient();
    access_count();
    bits();
    words();
    keys();
    balances(fees);
    stakes();
    heights();
    constant();
  }

 private:
  Element& at(std::size_t row, std::size_t column) { return trace_.at(first_ + row, column); }
  Half read(std::size_t row, std::size_t column) const {
    Half out;
    std::ranges::copy_n(trace_.row(first_ + row) + column, 8, out.begin());
    return out;
  }
  void u(std::size_t row, std::span<const Element> x, std::size_t from = 0) {
    put(trace_, first_ + row, C::kU + from, x);
  }
  void v(std::size_t row, std::span<const Element> x, std::size_t from = 0) {
    put(trace_, first_ + row, C::kV + from, x);
  }
  bool is(TransactionKind kind) const { return body_.is(kind); }
  std::uint32_t sender() const { return facts_.sender.account.value_or(0); }
  std::uint32_t recipient() const {
    return facts_.recipient ? facts_.recipient->account.value_or(0) : sender();
  }

  void access(std::size_t row, std::uint32_t account, AccountWord word, std::uint32_t time,
              const MemoryWord& after) {
    const MemoryLog::Version before = memory_.write(account, word, time, after);
    u(row, before.values);
    v(row, after);
    at(row, C::kOffset) = element(account) - element(sender());
    at(row, C::kGap) = element(time - 1 - before.time);
  }

  void access_sender() {
    const std::uint32_t account = sender();
    for (std::size_t w = 0; w < kAccountWords; ++w) {
      before_[w] = memory_.version(account, static_cast<AccountWord>(w)).values;
    }
    after_ = facts_.sender.account ? account_words(facts_.sender.after) : before_;
    const auto word = [&](std::size_t row, AccountWord w) {
      access(row, account, w, sender_time(index_), after_[static_cast<std::size_t>(w)]);
    };
    word(rows::kSender, AccountWord::kAddress);
    word(rows::kBalance, AccountWord::kBalance);
    word(rows::kStake, AccountWord::kStake);
    word(rows::kWalletKey, AccountWord::kWalletKey);
    word(rows::kVoteRoot, AccountWord::kVoteRoot);
    word(rows::kVoteSlot, AccountWord::kVoteSlot);
    word(rows::kPreviousRoot, AccountWord::kPreviousRoot);
    word(rows::kPreviousKey, AccountWord::kPreviousKey);
    word(rows::kPreviousSlot, AccountWord::kPreviousSlot);
    word(rows::kFlags, AccountWord::kSuccesses);
  }

  void access_recipient() {
    const std::uint32_t account = recipient();
    const auto word = [&](std::size_t row, AccountWord w) {
      MemoryWord after = memory_.version(account, w).values;
      if (facts_.recipient && facts_.recipient->account) {
        after = account_words(facts_.recipient->after)[static_cast<std::size_t>(w)];
      }
      access(row, account, w, recipient_time(index_), after);
    };
    word(rows::kRecipient, AccountWord::kAddress);
    word(rows::kReceived, AccountWord::kBalance);
    for (const std::size_t row : {rows::kAmountCopy, rows::kReceive}) {
      at(row, C::kOffset) = at(rows::kRecipient, C::kOffset);
    }
  }

  void access_count() {
    const Element after = element(facts_.validators_after);
    access(rows::kCount, kCountAccount, AccountWord::kAddress, sender_time(index_),
           {after, {}, {}, {}, {}, {}, {}, {}});
    if (leaves()) at(rows::kCount, C::kExtra) = after - element(kMinValidators);
    if (joins()) at(rows::kCount, C::kExtra + 1) = element(kMaxValidators) - after;
  }

  // What happens to the account, as the circuit says it.
  bool flagged() const { return facts_.sender.before.is_validator(); }
  bool enough() const { return u64_of(std::span(after_[3]).subspan(2, 4)) >= rules_.stake_minimum; }
  bool joins() const { return is(TransactionKind::kBond) && !flagged() && enough(); }
  bool leaves() const { return is(TransactionKind::kUnbond) && flagged() && !enough(); }
  bool changes() const {
    return transaction_.change &&
           !same_key(transaction_.change->vote_key, facts_.sender.before.vote_key);
  }

  void bits() {
    const auto set = [&](std::size_t column, bool value) { at(0, column) = bit(value); };
    set(C::kRotation, is(TransactionKind::kRotation));
    set(C::kBond, is(TransactionKind::kBond));
    set(C::kUnbond, is(TransactionKind::kUnbond));
    set(C::kChanged, changes());
    set(C::kOutside, is(TransactionKind::kBond) && !flagged());
    set(C::kInside, is(TransactionKind::kUnbond) && flagged());
    set(C::kJoin, joins());
    set(C::kLeave, leaves());
    set(C::kMove, changes() && flagged());
    set(C::kLift,
        joins() && facts_.sender.before.vote_key.activation_height < block_.min_activation);
  }

  // The blocks of both hashes, and what stands beside them.
  void words() {
    const std::vector<Element> body = transaction_elements(body_);
    const auto block = [&](std::size_t row, std::size_t j) {
      v(row, std::span(body).subspan(8 * j, std::min<std::size_t>(8, body.size() - 8 * j)));
    };
    block(rows::kChain, 0);
    block(rows::kKindFrom, 1);
    block(rows::kFromKey, 2);
    block(rows::kKeyTo, 3);
    for (std::size_t j = 4; j < 6; ++j) block(rows::kToAmount + j - 4, j);
    block(rows::kExpiryMemo, 6);
    block(rows::kMemo, 7);
    u(rows::kKindFrom, solve(read(rows::kSender, C::kV), Element::one()));
    u(rows::kKeyTo, solve(read(rows::kRecipient, C::kV), Element::one()));
    u(rows::kAmountCopy, read(rows::kToAmount, C::kV));
    u(rows::kStakes, read(rows::kToAmount, C::kV));
    u(rows::kNonceCopy, read(rows::kFeeNonce, C::kV));
    at(rows::kToAmount, C::kU + 7) = at(rows::kFeeNonce, C::kV);
    const auto expiry = u64_limbs(body_.expiry_height);
    for (const std::size_t row : {rows::kExpiryMemo, rows::kKeysDigest, rows::kMemo}) {
      u(row, expiry);
    }
    v(rows::kHash, facts_.hash.elements);
    Half c8;
    for (std::size_t k = 0; k < 8; ++k) c8[k] = facts_.leaf[k] + facts_.hash[k];
    u(rows::kHash, c8);
  }

  void keys() {
    const Keys now = keys_of(before_);
    const Keys next = transaction_.change ? keys_of(*transaction_.change) : keys_of(after_);
    constexpr std::size_t kParts[] = {rows::kWalletPart, rows::kRootPart, rows::kSlotPart,
                                      rows::kHeightPart};
    constexpr std::size_t kCopies[] = {rows::kWalletKeys, rows::kVoteRoots, rows::kVoteSlots,
                                       rows::kHeights};
    for (std::size_t k = 0; k < 4; ++k) {
      for (const std::size_t row : {kParts[k], kCopies[k]}) {
        u(row, now[k]);
        v(row, next[k]);
      }
    }
    at(rows::kVoteSlots, C::kGap) = next[2][4];
    put(trace_, first_ + rows::kVoteSlots, C::kExtra, std::span(next[2]).last(3));
    u(rows::kFromKey, now[0]);
    u(rows::kRootNow, now[1]);
    u(rows::kSlotNow, now[2]);
    u(rows::kBlock, now[3]);
    if (transaction_.change) v(rows::kKeysDigest, key_change_hash(*transaction_.change).elements);
    u(rows::kChain, solve(difference(next[0], now[0]), at(0, C::kRotation)));
    v(rows::kRootNow, solve(now[1], at(0, C::kJoin)));
    const Half roots = difference(next[1], now[1]);
    const bool new_root = roots != Half{};
    at(0, C::kPart) = new_root ? at(0, C::kChanged) : Element::zero();
    u(rows::kInverses, solve(roots, at(0, C::kPart)));
    v(rows::kInverses, solve(difference(next[2], now[2]), at(0, C::kChanged) - at(0, C::kPart)));
  }

  // x + y = z in limbs, y being what is missing.
  void rest(std::size_t row, std::uint64_t x, std::uint64_t z) {
    u(row, u64_limbs(x));
    u(row, u64_limbs(z - x), 4);
    v(row, u64_limbs(z));
  }

  void balances(std::array<Element, 4>& fees) {
    const auto amount = u64_limbs(body_.amount), fee = u64_limbs(body_.fee);
    const bool unbonds = is(TransactionKind::kUnbond);
    const std::uint64_t total = body_.amount + body_.fee, paid = unbonds ? body_.fee : total;
    const std::uint64_t now = u64_of(std::span(before_[2]).subspan(2, 4));
    const auto next = std::span(after_[2]).subspan(2, 4);
    u(rows::kPay, u64_limbs(now - paid));
    u(rows::kPay, u64_limbs(paid), 4);
    v(rows::kPay, std::span(before_[2]).subspan(2, 4));
    v(rows::kPay, next, 4);
    u(rows::kCredit, u64_limbs(now - paid));
    if (unbonds) u(rows::kCredit, amount, 4);
    v(rows::kCredit, next);
    v(rows::kCredit, u64_limbs(paid), 4);
    u(rows::kSum, amount);
    u(rows::kSum, fee, 4);
    v(rows::kSum, u64_limbs(total));
    v(rows::kSum, fees, 4);
    for (std::size_t k = 0; k < 4; ++k) fees[k] += fee[k];
    const Half got = read(rows::kReceived, C::kU), made = read(rows::kReceived, C::kV);
    u(rows::kReceive, std::span(got).subspan(2, 4));
    if (is(TransactionKind::kTransfer)) u(rows::kReceive, amount, 4);
    v(rows::kReceive, std::span(made).subspan(2, 4));
    next_numbers();
  }

  // The numbers that accesses put to the range.
  void next_numbers() {
    const auto nonce = static_cast<std::uint32_t>(before_[2][6].as_canonical_u64() +
                                                  (before_[2][7].as_canonical_u64() << 16));
    put(trace_, first_ + rows::kBalance, C::kExtra, u32_limbs(nonce + 1));
    put(trace_, first_ + rows::kStake, C::kExtra, std::span(after_[3]).first(2));
    const bool rotates = is(TransactionKind::kRotation);
    at(rows::kPreviousSlot, C::kExtra) =
        before_[9][6] - element(rotates ? rules_.rotation_tier : rules_.transfer_tier);
  }

  void stakes() {
    const auto now = std::span(before_[3]).subspan(2, 4), next = std::span(after_[3]).subspan(2, 4);
    const bool unbonds = is(TransactionKind::kUnbond);
    for (const std::size_t row : {rows::kNonceCopy, rows::kStakes}) {
      v(row, now);
      v(row, next, 4);
    }
    u(rows::kBonded, unbonds ? next : now);
    if (unbonds || is(TransactionKind::kBond)) u(rows::kBonded, u64_limbs(body_.amount), 4);
    v(rows::kBonded, unbonds ? now : next);
    v(rows::kBonded, next, 4);
    rest(rows::kMinimum, rules_.stake_minimum, u64_of(next));
    v(rows::kMinimum, next);
  }

  void heights() {
    const auto least = u64_limbs(block_.min_activation);
    const std::uint64_t height = block_.fields.height, timestamp = block_.fields.timestamp;
    const std::uint64_t now = u64_of(read(rows::kHeightPart, C::kU));
    const std::uint64_t next = u64_of(read(rows::kHeightPart, C::kV));
    v(rows::kLeast, least);
    rest(rows::kActivation, block_.min_activation, changes() ? next : now);
    rest(rows::kExpiry, height, body_.expiry_height);
    v(rows::kBlock, u64_limbs(height));
    v(rows::kBlock, u64_limbs(timestamp), 4);
    rest(rows::kActive, now, height);
  }

  // Copies row 0 of what is constant.
  void constant() {
    at(0, C::kIndex) = element(index_);
    at(0, C::kSender) = element(sender());
    for (std::size_t k = 1; k < C::kRows; ++k) {
      for (std::size_t c = C::kIndex; c <= C::kPart; ++c) at(k, c) = at(0, c);
    }
  }

  Trace& trace_;
  std::size_t first_;
  std::uint32_t index_;
  const StateRules& rules_;
  const StateFacts& block_;
  const StateTransactionFacts& facts_;
  const Transaction& body_;
  const TransactionWithChange& transaction_;
  MemoryLog& memory_;
  AccountWords before_{}, after_{};  // of the sender
};

}  // namespace

Trace effects_trace(const StateRules& rules, const StateWitness& witness, const StateFacts& facts,
                    MemoryLog& memory) {
  const std::size_t count = witness.transactions.size();
  Trace trace = Trace::zeros(table_rows(C::kRows * count + 1), C::kWidth);
  trace.at(C::kRows * count, C::kStart) = Element::one();
  std::array<Element, 4> fees{};
  for (std::uint32_t i = 0; i < count; ++i) {
    Writer(trace, i, rules, facts, witness.transactions[i], memory).write(fees);
  }
  return trace;
}

}  // namespace rpp
