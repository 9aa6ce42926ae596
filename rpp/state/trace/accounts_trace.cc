// SPDX-License-Identifier: Apache-2.0 OR MIT
#include "rpp/state/trace/accounts_trace.h"

#include "rpp/hash/sponge.h"
#include "rpp/state/air/accounts_columns.h"

namespace rpp {
namespace {

using C = AccountsColumns;
using Version = MemoryLog::Version;

constexpr std::uint32_t kHalf = 16;  // bits of the position in either limb

Digest leaf_of(std::span<const Version, kAccountWords> versions) {
  std::vector<Element> elements;
  for (const Version& version : versions) {
    elements.insert(elements.end(), version.values.begin(), version.values.end());
  }
  elements.resize(kAccountTable.num_elements());
  return hash(Tag::kAccount, elements);
}

class Writer {
 public:
  explicit Writer(Trace& trace) : trace_(trace) {}

  // One block; gives the leaf.
  Digest block(std::uint32_t number, std::uint32_t position, std::uint64_t side,
               std::span<const Version, kAccountWords> versions) {
    for (std::size_t k = 0; k < C::kRows; ++k) {
      trace_.at(row_ + k, C::kNumber) = element(number);
      trace_.at(row_ + k, C::kHigh) = element(position >> kHalf);
      trace_.at(row_ + k, C::kLow) = element(position & ((1u << kHalf) - 1));
      trace_.at(row_ + k, C::kSide) = element(side);
      trace_.at(row_ + k, C::kRow + k) = Element::one();
    }
    for (std::size_t w = 0; w < kAccountWords; ++w) version(row_ + w, versions[w]);
    const Digest leaf = leaf_of(versions);
    put(trace_, row_ + C::kHash, C::kWord, leaf);
    row_ += C::kRows;
    return leaf;
  }

  // The number of validators.
  void counts(const MemoryWord& before, const Version& after) {
    put(trace_, row_, C::kWord, before);
    trace_.at(row_, C::kStart) = Element::one();
    version(row_ + 1, after);
    trace_.at(row_ + 1, C::kClose) = Element::one();
    trace_.at(row_ + 1, C::kSide) = Element::one();
    trace_.at(row_ + 1, C::kHigh) = before[0];
  }

 private:
  void version(std::size_t row, const Version& version) {
    put(trace_, row, C::kWord, version.values);
    trace_.at(row, C::kTime) = element(version.time);
  }

  Trace& trace_;
  std::size_t row_ = 0;
};

}  // namespace

std::vector<Account> opened_accounts(const StateWitness& witness) {
  std::vector<Account> accounts;
  for (const AccountOpening& opening : witness.accounts) accounts.push_back(opening.account);
  return accounts;
}

AccountsTrace accounts_trace(const StateWitness& witness, const MemoryLog& memory) {
  AccountsTrace out;
  const std::size_t count = witness.accounts.size();
  out.trace = Trace::zeros(table_rows(2 * C::kRows * count + 2), C::kWidth);
  Writer writer(out.trace);
  for (std::uint32_t i = 0; i < count; ++i) {
    const AccountWords words = account_words(witness.accounts[i].account);
    std::array<Version, kAccountWords> before, after;
    for (std::size_t w = 0; w < kAccountWords; ++w) {
      before[w].values = words[w];
      after[w] = memory.version(i, static_cast<AccountWord>(w));
    }
    const std::uint32_t position = witness.accounts[i].index;
    const Digest leaf = writer.block(i, position, 0, before);
    out.leaves.push_back({leaf, writer.block(i, position, 1, after)});
  }
  const MemoryWord validators{element(witness.state.validator_count)};
  writer.counts(validators, memory.version(kCountAccount, AccountWord::kAddress));
  return out;
}

}  // namespace rpp
