// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include "rpp/gadgets/buses.h"
#include "rpp/gadgets/globals.h"
#include "rpp/gadgets/rows.h"

// The messages that members, ballots and tickets exchange, all on one bus, so that a table needs
// one lookup column for all of them. Every tuple is (kind, ...), filled with zeros; one demand
// takes one supply. What each message means: docs/spec/circuits/consensus-tables.md.
namespace rpp {

namespace bus {
inline constexpr const char* kLink = "link";
}

inline constexpr std::size_t kLinkWidth = 18;

enum class LinkKind : std::uint32_t {
  kAddress = 1,    // i, address 8
  kKey = 2,        // i, stage, leaf, active, pp 4
  kLeaderKey = 3,  // the same of the leader, for the header's slot
  kOpened = 4,     // i, wots 8, c 8
  kOutput = 5,     // i, lead, y_0, y_1
  kWeight = 6,     // i, lead, weight
  kLeader = 7,     // i, validator leaf 8
  kRoster = 8      // members so far, group, bit weight, two words, six sums
};

template <class E>
using LinkWriter = TupleWriter<E, kLinkWidth>;
template <class E>
using LinkTuple = p3::LookupTuple<E, kLinkWidth>;

template <class E>
P3_INLINE E kind_constant(LinkKind kind) {
  return small_constant<E>(static_cast<std::uint32_t>(kind));
}

template <class E>
P3_INLINE LinkTuple<E> address_link(const E& member, const E* address) {
  LinkWriter<E> w;
  w.add(kind_constant<E>(LinkKind::kAddress));
  w.add(member);
  w.add(address, 8);
  return w.filled();
}

// `lead` is 1 for the leader's own opening.
template <class E>
P3_INLINE LinkTuple<E> key_link(const E& lead, const E& member, const E& stage, const E& leaf,
                                const E& active, const E* pp) {
  LinkWriter<E> w;
  w.add(kind_constant<E>(LinkKind::kKey) + lead);
  w.add(member);
  w.add(stage);
  w.add(leaf);
  w.add(active);
  w.add(pp, 4);
  return w.filled();
}

template <class E>
P3_INLINE LinkTuple<E> opened_link(const E& member, const E* wots, const E* c) {
  LinkWriter<E> w;
  w.add(kind_constant<E>(LinkKind::kOpened));
  w.add(member);
  w.add(wots, 8);
  w.add(c, 8);
  return w.filled();
}

template <class E>
P3_INLINE LinkTuple<E> output_link(const E& member, const E& lead, const E& y0, const E& y1) {
  LinkWriter<E> w;
  w.add(kind_constant<E>(LinkKind::kOutput));
  w.add(member);
  w.add(lead);
  w.add(y0);
  w.add(y1);
  return w.filled();
}

template <class E>
P3_INLINE LinkTuple<E> weight_link(const E& member, const E& lead, const E& weight) {
  LinkWriter<E> w;
  w.add(kind_constant<E>(LinkKind::kWeight));
  w.add(member);
  w.add(lead);
  w.add(weight);
  return w.filled();
}

template <class E>
P3_INLINE LinkTuple<E> leader_link(const E& member, const E* leaf) {
  LinkWriter<E> w;
  w.add(kind_constant<E>(LinkKind::kLeader));
  w.add(member);
  w.add(leaf, 8);
  return w.filled();
}

// `state`: group, bit weight, word 0, word 1; `sums`: total, prevote and precommit power, each low
// limb first.
template <class E>
P3_INLINE LinkTuple<E> roster_link(const E& members, const E* state, const E* sums) {
  LinkWriter<E> w;
  w.add(kind_constant<E>(LinkKind::kRoster));
  w.add(members);
  w.add(state, 4);
  w.add(sums, 6);
  return w.filled();
}

}  // namespace rpp
