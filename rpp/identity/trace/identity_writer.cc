// SPDX-License-Identifier: Apache-2.0 OR MIT
#include "rpp/identity/trace/identity_writer.h"

#include <algorithm>

#include "rpp/chain/header.h"
#include "rpp/fields/field_codec.h"
#include "rpp/hash/limbs.h"

namespace rpp {
namespace {

using C = IdentitiesColumns;
namespace rows = identity_row;
namespace places = identity_aux;

// Rows of the words of an account's leaf, by word.
constexpr std::size_t kNewRows[] = {rows::kAddress,  rows::kNext,       rows::kNewLink,
                                    rows::kStake,    rows::kWallet,     rows::kRootRest,
                                    rows::kSlot,     rows::kActivation, rows::kPrevious,
                                    rows::kStanding, rows::kWindow,     rows::kDecay};

}  // namespace

IdentityWriter::IdentityWriter(Trace& trace, std::size_t first, std::uint32_t index,
                               const IdentityRules& rules, const IdentityWitness& witness,
                               const IdentityFacts& facts, IdentityShared& shared)
    : trace_(trace),
      first_(first),
      index_(index),
      rules_(rules),
      witness_(witness),
      identity_(witness.identities[index]),
      facts_(facts),
      shared_(shared),
      position_(facts.before.account_count) {}

Digest IdentityWriter::write() {
  carried();
  messages();
  leaves();
  lists();
  signers();
  order(rows::kLow, identity_.low.address, identity_.body.address, false);
  const Account& low = identity_.low;
  const bool last = low.next_address == Digest{} && low.next_index == 0;
  order(rows::kNext, identity_.body.address, low.next_address, last);
  aux(rows::kNewLink, places::kLast) = element(last ? 1 : 0);
  range(rows::kRest, 4);
  range(rows::kNewLink, 4);
  accounts();
  return list_leaf_;
}

Element& IdentityWriter::aux(std::size_t row, std::size_t place) {
  return at(row, C::kAux + place);
}

void IdentityWriter::word(std::size_t row, const Digest& digest) {
  put(trace_, first_ + row, C::kWord, digest);
}

void IdentityWriter::word(std::size_t row, std::span<const Element> message, std::size_t block) {
  const std::size_t begin = kRate * block, end = std::min(begin + kRate, message.size());
  put(trace_, first_ + row, C::kWord, message.subspan(begin, end - begin));
}

void IdentityWriter::limbs(std::size_t row, std::size_t place, std::span<const Element> values) {
  put(trace_, first_ + row, C::kAux + place, values);
}

// One tuple of a row's numbers.
void IdentityWriter::range(std::size_t row, std::size_t place) {
  const Element* x = &aux(row, place);
  shared_.lists.range.add({x[0], x[1], x[2], x[3]});
}

void IdentityWriter::carried() {
  for (std::size_t k = 0; k < C::kRows; ++k) {
    put(trace_, first_ + k, C::kAddress, identity_.body.address);
    at(k, C::kIndex) = element(index_);
    const std::uint32_t position = k + 1 < C::kRows ? position_ : position_ + 1;
    put(trace_, first_ + k, C::kPosition, u32_limbs(position));
    at(k, C::kRow + k) = Element::one();
  }
}

// Declaration and statement.
void IdentityWriter::messages() {
  HasherTrace& hasher = shared_.lists.hasher;
  const std::vector<Element> act = declaration_elements(identity_.body);
  const std::vector<Element> listed =
      encode_fields(kIdentityStatementTable, values_of(kIdentityStatementFields, facts_.statement));
  const Digest declaration = hasher.hash(hash_id(HashKind::kAct, index_), Tag::kIdentity, act);
  const Digest statement =
      hasher.hash(hash_id(HashKind::kListed, index_), Tag::kStatementIdentity, listed);
  list_leaf_ = hasher.hash(0, Tag::kList, statement.elements);
  constexpr std::size_t kActRows[] = {rows::kChain,     rows::kAddress, rows::kRoot,
                                      rows::kParameter, rows::kEpoch,   rows::kNonce};
  for (std::size_t j = 0; j < std::size(kActRows); ++j) word(kActRows[j], act, j);
  constexpr std::size_t kListedRows[] = {rows::kHeight, rows::kEpochNonce, rows::kNonceSet,
                                         rows::kSetCount};
  for (std::size_t j = 0; j < std::size(kListedRows); ++j) word(kListedRows[j], listed, 4 + j);
  word(rows::kSet, facts_.statement.validator_set_root);
  word(rows::kDeclaration, declaration);
  word(rows::kStatement, statement);
  word(rows::kLeaf, list_leaf_);
}

// The three leaves of accounts.
void IdentityWriter::leaves() {
  const std::vector<Element> messages[] = {account_elements(facts_.account),
                                           account_elements(identity_.low),
                                           account_elements(facts_.low_after)};
  for (std::uint32_t leaf = 0; leaf < std::size(messages); ++leaf) {
    account_leaves_[leaf] =
        shared_.lists.hasher.hash(hash_id(HashKind::kInsertion, kAccountLeaves * index_ + leaf),
                                  Tag::kAccount, messages[leaf]);
  }
  // The address stands there already.
  for (std::size_t j = 1; j < std::size(kNewRows); ++j) word(kNewRows[j], messages[0], j);
  word(rows::kLow, messages[1], 0);
  word(rows::kLowLink, messages[1], 2);
  word(rows::kLowLinkAfter, messages[2], 2);
  for (std::size_t j = 0; j < rows::kRestRows; ++j) word(rows::kRest + j, messages[1], 3 + j);
}

// Numbers of the declaration and fields of the list.
void IdentityWriter::lists() {
  const VoteKey& key = identity_.body.vote_key;
  const std::uint64_t least = min_activation(witness_.height, rules_.epoch_length);
  const auto height = u64_limbs(witness_.height), timestamp = u64_limbs(witness_.timestamp);
  limbs(rows::kParameter, places::kFirstSlot, u64_limbs(key.first_slot));
  limbs(rows::kEpoch, places::kHeight, height);
  limbs(rows::kEpoch, places::kEpoch, u64_limbs(identity_.body.epoch));
  limbs(rows::kActivation, places::kActivation, u64_limbs(key.activation_height));
  limbs(rows::kActivation, places::kHeightCopy, height);
  for (const std::size_t row : {rows::kHeight, rows::kWindow}) {
    limbs(row, places::kLeast, u64_limbs(least));
    limbs(row, places::kTimestamp, timestamp);
  }
  limbs(rows::kEpochNonce, places::kDifference, u64_limbs(key.activation_height - least));
  range(rows::kParameter, 0);
  range(rows::kActivation, 0);
  range(rows::kActivation, 4);
  range(rows::kEpochNonce, 0);
}

void IdentityWriter::signers() {
  const WalletSignature& own = identity_.signature;
  const auto& attestations = identity_.attestations;
  const Element count = element(attestations.size()), attempt = element(own.attempt);
  aux(rows::kEpochNonce, places::kMember) = -Element::one();
  aux(rows::kSetCount, places::kAttested) = count;
  aux(rows::kSetCount, places::kMember) =
      attestations.empty() ? -Element::one() : element(attestations.back().index);
  aux(rows::kDeclaration, places::kKeyLeaf) = attempt;
  aux(rows::kDeclaration, places::kAttemptsLeft) = element(kAttempts - 1) - attempt;
  aux(rows::kDeclaration, places::kAboveLeast) = count - element(kMinAttestations);
  aux(rows::kDeclaration, places::kBelowMost) = element(kMaxAttestations) - count;
  range(rows::kDeclaration, 0);
  shared_.lists.sign({.number = index_,
                      .leaf = own.attempt,
                      .message = facts_.signatures.hash,
                      .rho = own.signature.rho,
                      .pp = own.key_pp,
                      .values = own.signature.values,
                      .path = own.path,
                      .key_root = own.key_root});
}

// The first element that differs, in this row, and both in limbs in the row below.
void IdentityWriter::order(std::size_t row, const Digest& small, const Digest& large, bool none) {
  const auto differ = std::ranges::mismatch(small.elements, large.elements).in1;
  const auto k = static_cast<std::size_t>(differ - small.elements.begin());
  const bool selects = !none && k < kDigestElements;
  if (selects) aux(row, places::kSelected + k) = Element::one();
  const Element x = selects ? small[k] : Element::zero();
  const Element y = selects ? large[k] : Element::zero();
  const auto x_limbs = shared_.canonical.add(x), y_limbs = shared_.canonical.add(y);
  const std::size_t below = row + 1;
  limbs(below, places::kSmall, std::array{x_limbs.lo, x_limbs.hi});
  limbs(below, places::kLarge, std::array{y_limbs.lo, y_limbs.hi});
  const std::int64_t need = none ? 0 : 1;
  const auto low = static_cast<std::int64_t>(y_limbs.lo.as_canonical_u64()) -
                   static_cast<std::int64_t>(x_limbs.lo.as_canonical_u64()) - need;
  const std::int64_t borrow = low < 0 ? 1 : 0;
  aux(below, places::kBorrow) = Element::from_i64(borrow);
  aux(below, places::kGap) = Element::from_i64(low + (borrow << kLimbBits));
  aux(below, places::kGap + 1) = y_limbs.hi - x_limbs.hi - Element::from_i64(borrow);
}

// Both leaves change in deep tree i.
void IdentityWriter::accounts() {
  std::vector<LeafUpdate> updates;
  const auto leaf = [this](AccountLeaf which) {
    return account_leaves_[static_cast<std::size_t>(which)];
  };
  const Digest empty = hash_empty(Tag::kAccount);
  updates.push_back({identity_.low_index, leaf(AccountLeaf::kLowBefore),
                     leaf(AccountLeaf::kLowAfter), identity_.low_path});
  // A tree has one leaf at a position: the other one stays unanswered.
  if (identity_.low_index != position_) {
    updates.push_back({position_, empty, leaf(AccountLeaf::kNew), identity_.new_path});
  }
  std::ranges::sort(updates, {}, &LeafUpdate::position);
  const UpdatedRoots roots = shared_.joints.add_updates(index_, updates, shared_.updates,
                                                        shared_.lists.hasher, shared_.lists.range);
  const auto place = [this](std::size_t row, const Digest& digest, std::uint32_t position) {
    word(row, digest);
    aux(row, places::kUpper) = element(position >> kHalfDepth);
    aux(row, places::kPlace) = element(position & 0xffff);
    aux(row, places::kTree) =
        element(std::uint64_t{deep_subtree(index_)} + (position >> kHalfDepth));
  };
  place(rows::kBefore, leaf(AccountLeaf::kLowBefore), identity_.low_index);
  place(rows::kAfter, leaf(AccountLeaf::kLowAfter), identity_.low_index);
  place(rows::kNew, leaf(AccountLeaf::kNew), position_);
  place(rows::kEmpty, empty, position_);
  range(rows::kBefore, 0);
  range(rows::kNew, 0);
  word(rows::kAccountsBefore, roots.before);
  word(rows::kAccountsAfter, roots.after);
  for (const std::size_t row : {rows::kAccountsBefore, rows::kAccountsAfter}) {
    aux(row, places::kTree) = element(deep_tree(index_));
  }
  aux(rows::kAccountsBefore, places::kCarry) = element((position_ & 0xffff) == 0xffff ? 1 : 0);
  aux(rows::kSet, places::kTree) = element(kFirstSetTree + index_);
  aux(rows::kLeaf, places::kPlace) = element(index_);
}

}  // namespace rpp
