// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include "rpp/chain/account.h"
#include "rpp/chain/identity.h"
#include "rpp/chain/limits.h"
#include "rpp/gadgets/buses.h"
#include "rpp/gadgets/deep_tree.h"
#include "rpp/gadgets/globals.h"
#include "rpp/hash/tags.h"
#include "rpp/identity/air/identities_row.h"
#include "rpp/identity/air/trees.h"

// What the table `identities` demands and supplies: docs/spec/circuits/identity-tables.md.
namespace rpp::identities {

template <class B>
class Buses {
 public:
  using F = p3::KoalaBear;
  using E = typename B::Expr;
  using Count = typename B::Count;
  using Row = IdentitiesRow<E>;

  P3_INLINE Buses(B& b, const Row& row, const Row& next) : b_(b), row_(row), next_(next) {}

  P3_INLINE void hashes() {
    using namespace identity_row;
    constexpr std::size_t kDeclared[] = {kChain, kAddress, kRoot,       kParameter,
                                         kEpoch, kNonce,   kDeclaration};
    constexpr std::size_t kListed[] = {kChain,      kAddress,  kRoot,     kParameter, kHeight,
                                       kEpochNonce, kNonceSet, kSetCount, kStatement};
    constexpr std::size_t kAccount[] = {kAddress,  kNext,  kNewLink,    kStake,    kWallet,
                                        kRootRest, kSlot,  kActivation, kPrevious, kStanding,
                                        kWindow,   kDecay, kNew};
    constexpr std::size_t kBeforeParts[] = {kLow,      kNext,     kLowLink,  kRest,     kRest + 1,
                                            kRest + 2, kRest + 3, kRest + 4, kRest + 5, kRest + 6,
                                            kRest + 7, kRest + 8, kBefore};
    constexpr std::size_t kAfterParts[] = {
        kLow,      kAddress,  kLowLinkAfter, kRest,     kRest + 1, kRest + 2, kRest + 3,
        kRest + 4, kRest + 5, kRest + 6,     kRest + 7, kRest + 8, kAfter};
    sponge(row_.index, hash_id(HashKind::kAct, 0), Tag::kIdentity,
           kIdentityDeclarationTable.num_elements(), kDeclared);
    sponge(row_.index, hash_id(HashKind::kListed, 0), Tag::kStatementIdentity,
           kIdentityStatementTable.num_elements(), kListed);
    leaf(AccountLeaf::kNew, kAccount);
    leaf(AccountLeaf::kLowBefore, kBeforeParts);
    leaf(AccountLeaf::kLowAfter, kAfterParts);
    // The leaf of the list has one block and stands in the row below.
    b_.push_global(bus::kHasher,
                   single_block_tuple(tag(Tag::kList), small_constant<E>(8), row_.word, next_.word),
                   Count::bounded(row_.row[kStatement], 1));
  }

  // Leaves of the list, of the accounts before and after, and roots.
  P3_INLINE void nodes() {
    using namespace identity_row;
    const auto& r = row_.row;
    const E roots = r[kAccountsBefore] + r[kAccountsAfter];
    const E leaves = r[kBefore] + r[kAfter] + r[kNew] + r[kEmpty];
    const E before = r[kBefore] + r[kEmpty] + r[kAccountsBefore];
    const E after = r[kAfter] + r[kNew] + r[kAccountsAfter];
    const E kind = r[kSet] * number(NodeKind::kKey) + before * number(NodeKind::kBefore) +
                   after * number(NodeKind::kAfter);
    const E level = r[kSet] * F::from_u64(kValidatorSetDepth) + roots * F::from_u64(kHalfDepth);
    b_.push_global(bus::kNode,
                   node_tuple(kind, row_.aux[identity_aux::kTree], level,
                              row_.aux[identity_aux::kPlace], row_.word),
                   Count::bounded(r[kSet] + roots - leaves - r[kLeaf], 1));
  }

  P3_INLINE void signature() {
    using namespace identity_row;
    const E& message = row_.row[kDeclaration];
    const E& key = row_.row[kAddress];
    const E kind = message * number(SignatureKind::kMessage) + key * number(SignatureKind::kKey);
    const E no_pp[4] = {zero(), zero(), zero(), zero()};
    b_.push_global(
        bus::kSignature,
        signature_tuple(kind, row_.index, row_.aux[identity_aux::kKeyLeaf], row_.word, no_pp),
        Count::bounded(message + key, 1));
  }

  P3_INLINE void globals() {
    using namespace identity_row;
    using G = GlobalName;
    const auto& r = row_.row;
    const E words = r[kChain] * name(G::kChainId) + r[kEpochNonce] * name(G::kEpochWord) +
                    r[kNonce] * name(G::kEpochNonce) + r[kNonceSet] * name(G::kNonceSetWord) +
                    r[kSet] * name(G::kMemberSet) + row_.start * name(G::kAccountsBefore) +
                    row_.end * name(G::kAccountsAfter);
    b_.push_global(bus::kGlobal, global_tuple(words, zero(), row_.word),
                   Count::bounded(r[kChain] + r[kEpochNonce] + r[kNonce] + r[kNonceSet] + r[kSet] +
                                      row_.start - row_.end,
                                  1));
    const E least = r[kHeight] + r[kWindow];
    b_.push_global(bus::kGlobal,
                   global_tuple(r[kEpoch] * name(G::kListTimes) + least * name(G::kLeastActivation),
                                zero(), row_.aux),
                   Count::bounded(r[kEpoch] + least, 1));
    chains();
  }

  P3_INLINE void numbers() {
    using namespace identity_row;
    const auto& r = row_.row;
    const E* x = row_.aux;
    b_.push_global(bus::kRange, range_tuple(x[0], x[1], x[2], x[3]),
                   Count::bounded(r[kParameter] + r[kActivation] + r[kEpochNonce] +
                                      r[kDeclaration] + r[kBefore] + r[kNew],
                                  1));
    const E compared = r[kRest] + r[kNewLink];
    b_.push_global(bus::kRange, range_tuple(x[4], x[5], x[6], x[7]),
                   Count::bounded(r[kActivation] + compared, 1));
    for (const std::size_t k : {identity_aux::kSmall, identity_aux::kLarge}) {
      const E value = x[k] + x[k + 1] * F::from_u64(1u << 16);
      b_.push_global(bus::kCanonical, canonical_tuple(value, x[k], x[k + 1]),
                     Count::bounded(compared, 1));
    }
  }

 private:
  P3_INLINE static E zero() { return E(F::zero()); }
  template <class Name>
  P3_INLINE static F number(Name name) {
    return F::from_u64(static_cast<std::uint64_t>(name));
  }
  P3_INLINE static F name(GlobalName name) { return number(name); }
  P3_INLINE static E tag(Tag tag) { return E(number(tag)); }

  // What an identity finds and what it leaves: its number with the number of accounts, the root of
  // the accounts, the declaration for its attestations and their chain.
  P3_INLINE void chains() {
    using namespace identity_row;
    using G = GlobalName;
    const auto& r = row_.row;
    const E index = row_.index + r[kAccountsAfter];
    const E place[8] = {index,  row_.position[0], row_.position[1], zero(),
                        zero(), zero(),           zero(),           zero()};
    b_.push_global(bus::kGlobal, global_tuple(E(name(G::kListEnd)), zero(), place),
                   Count::bounded(r[kChain] - r[kAccountsAfter] - row_.start, 1));
    b_.push_global(
        bus::kGlobal, global_tuple(E(name(G::kAccountsChain)), index, row_.word),
        Count::bounded(r[kAccountsBefore] + row_.end - r[kAccountsAfter] - row_.start, 1));
    const E attested[8] = {row_.aux[identity_aux::kAttested],
                           row_.aux[identity_aux::kMember],
                           zero(),
                           zero(),
                           zero(),
                           zero(),
                           zero(),
                           zero()};
    b_.push_global(bus::kGlobal, global_tuple(E(name(G::kAttested)), row_.index, attested),
                   Count::bounded(r[kSetCount] - r[kEpochNonce], 1));
    const E attestations = row_.aux[identity_aux::kAboveLeast] + F::from_u64(kMinAttestations);
    b_.push_global(bus::kGlobal, global_tuple(E(name(G::kDeclared)), row_.index, row_.word),
                   Count::provided(-(r[kDeclaration] * attestations)));
  }

  template <std::size_t N>
  P3_INLINE void leaf(AccountLeaf which, const std::size_t (&parts)[N]) {
    sponge(row_.index * F::from_u64(kAccountLeaves),
           hash_id(HashKind::kInsertion, static_cast<std::uint32_t>(which)), Tag::kAccount,
           kAccountTable.num_elements(), parts);
  }

  // One part of a sponge: the rows of `parts` in the order of its blocks, then its digest.
  template <std::size_t N>
  P3_INLINE void sponge(const E& index, std::uint32_t first_id, Tag with, std::size_t length,
                        const std::size_t (&parts)[N]) {
    const E& first = row_.row[parts[0]];
    const E& digest = row_.row[parts[N - 1]];
    E middle = zero();
    E offset = digest * F::from_u64(N - 2);
    for (std::size_t j = 1; j + 1 < N; ++j) {
      middle = middle + row_.row[parts[j]];
      offset = offset + row_.row[parts[j]] * F::from_u64(j);
    }
    const E id = index * F::from_u64(kHashIdStride) + F::from_u64(first_id) + offset;
    const E part = first * F::from_u64(2) + middle * F::from_u64(3) + digest * F::from_u64(4);
    b_.push_global(
        bus::kHasher,
        hash_part_tuple(part, id, row_.word, first * number(with), first * F::from_u64(length)),
        Count::bounded(first + middle + digest, 1));
  }

  B& b_;
  const Row& row_;
  const Row& next_;
};

}  // namespace rpp::identities
