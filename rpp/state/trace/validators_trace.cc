// SPDX-License-Identifier: Apache-2.0 OR MIT
#include "rpp/state/trace/validators_trace.h"

#include "rpp/hash/limbs.h"
#include "rpp/state/air/validators_columns.h"

namespace rpp {
namespace {

using C = ValidatorsColumns;
namespace rows = validator_row;

std::uint64_t limb(std::uint64_t x, std::size_t k) { return x >> (16 * k) & 0xffff; }

Element inverse_or_zero(Element x) { return x == Element::zero() ? x : x.inverse(); }

// A block's rows.
class Writer {
 public:
  Writer(Trace& trace, std::size_t first, const StateRules& rules, std::uint64_t next_height,
         const ValidatorFacts& validator, const Account& account, MemoryLog& memory)
      : trace_(trace),
        first_(first),
        rules_(rules),
        next_height_(next_height),
        validator_(validator),
        account_(account),
        memory_(memory) {}

  void write(std::uint32_t index, const Digest& before) {
    const bool active = account_.vote_key.activation_height <= next_height_;
    const bool choice = !active && has_key(account_.previous_vote_key);
    carried(index, choice);
    reads(choice);
    order(before);
    leaf();
    activation(active);
    if (choice) previous_key();
    power();
  }

 private:
  Element& at(std::size_t row, std::size_t column) { return trace_.at(first_ + row, column); }
  Element& aux(std::size_t row, std::size_t k) { return at(row, C::kAux + k); }
  void limbs(std::size_t row, std::size_t k, std::uint64_t x, std::size_t count) {
    for (std::size_t i = 0; i < count; ++i) aux(row, k + i) = element(limb(x, i));
  }

  void carried(std::uint32_t index, bool choice) {
    for (std::size_t k = 0; k < C::kRows; ++k) {
      at(k, C::kAccount) = element(validator_.account);
      at(k, C::kIndex) = element(index);
      at(k, C::kChoice) = element(choice ? 1 : 0);
      at(k, C::kRow + k) = Element::one();
    }
  }

  void read(std::size_t row, AccountWord word, std::uint32_t time) {
    const MemoryLog::Version version = memory_.read(validator_.account, word, time);
    put(trace_, first_ + row, C::kWord, version.values);
    at(row, C::kPrevious) = element(version.time);
  }

  // In the order of time.
  void reads(bool choice) {
    using enum AccountWord;
    for (const auto& [row, word] : std::initializer_list<std::pair<std::size_t, AccountWord>>{
             {rows::kAddress, kAddress},
             {rows::kTier, kPreviousSlot},
             {rows::kHours, kHours},
             {rows::kStake, kStake},
             {rows::kFlag, kSuccesses},
             {rows::kSlot, kVoteSlot},
             {rows::kActive, kPreviousRoot},
             {rows::kPreviousKey, kPreviousKey}}) {
      read(row, word, kBoundaryTime);
    }
    const auto first = static_cast<std::size_t>(choice ? kPreviousRoot : kWalletKey);
    for (std::size_t k = 0; k < rows::kKeyRows; ++k) {
      read(rows::kKey + k, static_cast<AccountWord>(first + k), kSelectedTime);
    }
  }

  void order(const Digest& before) {
    put(trace_, first_ + rows::kBefore, C::kWord, before);
    const Element* own = trace_.row(first_ + rows::kAddress) + C::kWord;
    std::size_t k = 0;
    while (k < 7 && before[k] == own[k]) ++k;
    aux(rows::kBefore, k) = Element::one();
    const std::uint64_t a = before[k].as_canonical_u64(), b = own[k].as_canonical_u64();
    limbs(rows::kAddress, 0, a, 2);
    limbs(rows::kAddress, 2, b, 2);
    aux(rows::kAddress, 4) = element(limb(b, 0) < limb(a, 0) + 1 ? 1 : 0);
  }

  void leaf() {
    const ValidatorLeaf& leaf = validator_.leaf;
    put(trace_, first_ + rows::kKey, C::kAux, leaf.key_root);
    put(trace_, first_ + rows::kKey + 1, C::kAux, leaf.key_pp);
    limbs(rows::kKey + 1, 4, leaf.first_slot, 4);
    for (const std::size_t row : {rows::kKey + 2, rows::kKey + 3, rows::kTier}) {
      limbs(row, 0, leaf.activation_height, 4);
    }
    limbs(rows::kTier, 4, leaf.voting_power, 2);
    aux(rows::kTier, 6) = element(leaf.tier);
    aux(rows::kTier, 7) = element(leaf.timetoke_hours);
    put(trace_, first_ + rows::kLeaf, C::kAux, validator_.hash);
  }

  void activation(bool active) {
    limbs(rows::kSlot, 0, next_height_, 4);
    const std::uint64_t key = account_.vote_key.activation_height;
    const std::uint64_t large = active ? next_height_ : key, small = active ? key : next_height_;
    std::uint64_t borrow = active ? 0 : 1;
    for (std::size_t k = 0; k < 4; ++k) {
      const std::uint64_t take = limb(small, k) + borrow;
      borrow = limb(large, k) < take ? 1 : 0;
      aux(rows::kActive, k) = element(limb(large, k) + (borrow << 16) - take);
      if (k < 3) aux(rows::kActive, 4 + k) = element(borrow);
    }
    aux(rows::kActive, 7) = element(active ? 1 : 0);
  }

  // Shows one element of the previous root that is not 0.
  void previous_key() {
    const Digest& root = account_.previous_vote_key.root;
    std::size_t k = 0;
    while (root[k] == Element::zero()) ++k;
    aux(rows::kPreviousKey, k) = root[k].inverse();
  }

  // unit * power + rest = stake, with its carries; then rest + what it lacks = unit - 1.
  void power() {
    const std::uint64_t unit = rules_.power_unit, power = validator_.leaf.voting_power;
    const std::uint64_t rest = account_.stake - unit * power, lacks = unit - 1 - rest;
    for (std::size_t j = 0; j < 4; ++j) aux(rows::kHours, j) = element(power >> (8 * j) & 0xff);
    limbs(rows::kHours, 4, power, 2);
    limbs(rows::kStake, 0, rest, 4);
    limbs(rows::kFlag, 0, lacks, 4);
    std::uint64_t product = 0, sum = 0;
    for (std::size_t k = 0; k < 3; ++k) {
      product = (column(2 * k) + (column(2 * k + 1) << 8) + limb(rest, k) + product) >> 16;
      sum = (limb(rest, k) + limb(lacks, k) + sum) >> 16;
      aux(rows::kStake, 4 + k) = element(product);
      aux(rows::kFlag, 4 + k) = element(sum);
    }
    aux(rows::kStake, 7) = inverse_or_zero(aux(rows::kHours, 4) + aux(rows::kHours, 5));
  }

  // The sum of byte i of the unit times byte j of the power over i + j = m.
  std::uint64_t column(std::size_t m) const {
    std::uint64_t sum = 0;
    for (std::size_t j = 0; j < 4 && j <= m; ++j) {
      sum += (rules_.power_unit >> (8 * (m - j)) & 0xff) *
             (validator_.leaf.voting_power >> (8 * j) & 0xff);
    }
    return sum;
  }

  Trace& trace_;
  std::size_t first_;
  const StateRules& rules_;
  std::uint64_t next_height_;
  const ValidatorFacts& validator_;
  const Account& account_;
  MemoryLog& memory_;
};

}  // namespace

Trace validators_trace(const StateRules& rules, const StateWitness& witness,
                       const StateFacts& facts, MemoryLog& memory) {
  const std::size_t count = facts.validators.size();
  Trace trace = Trace::zeros(table_rows(C::kRows * count + 3), C::kWidth);
  if (!facts.boundary) return trace;
  Digest before;
  for (std::uint32_t i = 0; i < count; ++i) {
    const ValidatorFacts& validator = facts.validators[i];
    Writer writer(trace, C::kRows * i, rules, witness.height + 1, validator,
                  facts.accounts[validator.account].after, memory);
    writer.write(i, before);
    before = validator.leaf.address;
  }
  const std::size_t end = C::kRows * count;
  trace.at(end, C::kStart) = Element::one();
  put(trace, end + 1, C::kWord, before);
  trace.at(end + 1, C::kClose) = Element::one();
  trace.at(end + 2, C::kCount) = Element::one();
  for (const std::size_t row : {end + 1, end + 2}) trace.at(row, C::kIndex) = element(count);
  return trace;
}

}  // namespace rpp
