// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include "rpp/chain/transaction.h"
#include "rpp/gadgets/buses.h"
#include "rpp/gadgets/globals.h"
#include "rpp/hash/tags.h"
#include "rpp/state/air/effects_rows.h"
#include "rpp/state/air/trees.h"

// What table `effects` puts on the buses.
namespace rpp {

namespace bus {
inline constexpr const char* kEffectsNote = "effects-note";  // inside the table
}  // namespace bus

inline constexpr std::size_t kEffectsNoteWidth = 10;

class EffectsMessages {
 public:
  using F = p3::KoalaBear;

  template <class B, class Row>
  P3_INLINE static void push(B& b, const Row& row) {
    push_notes(b, row);
    push_memory(b, row);
    push_hasher(b, row);
    push_globals(b, row);
    push_ranges(b, row);
  }

 private:
  // Notes of u and of v: the source supplies as many as there are copies.
  template <bool kInV, class B, class Row>
  P3_INLINE static void push_note(B& b, const Row& row) {
    using E = typename B::Expr;
    E note(F::zero()), count(F::zero());
    for (const EffectsNotePlace& place : kEffectsNotes) {
      if (place.in_v != kInV) continue;
      note = note + row.row[place.row] * F::from_u64(static_cast<std::uint32_t>(place.note));
      const std::int64_t copies = place.copies;
      count = count + row.row[place.row] * F::from_i64(copies == 0 ? 1 : -copies);
    }
    TupleWriter<E, kEffectsNoteWidth> w;
    w.add(row.index);
    w.add(note);
    w.add(kInV ? row.v : row.u, 8);
    b.push_global(bus::kEffectsNote, w.filled(), B::Count::bounded(count, 2));
  }

  template <class B, class Row>
  P3_INLINE static void push_notes(B& b, const Row& row) {
    push_note<false>(b, row);
    push_note<true>(b, row);
  }

  // Every access demands the version that was there and supplies the next one.
  template <class B, class Row>
  P3_INLINE static void push_memory(B& b, const Row& row) {
    using E = typename B::Expr;
    using Count = typename B::Count;
    E word = row.row[effects_row::kReceived] *
             F::from_u64(static_cast<std::uint32_t>(AccountWord::kBalance));
    for (std::size_t k = 0; k < sizeof(effects_row::kSenderAccesses) / sizeof(std::size_t); ++k) {
      word = word + row.row[effects_row::kSenderAccesses[k]] *
                        F::from_u64(static_cast<std::uint32_t>(effects_row::kSenderWords[k]));
    }
    const E late = any_of(row, effects_row::kRecipientAccesses);
    const E access =
        any_of(row, effects_row::kSenderAccesses) + row.row[effects_row::kCount] + late;
    static_assert(sender_time(1) == sender_time(0) + 2 && recipient_time(0) == sender_time(0) + 1);
    const E time = row.index + row.index + late + F::from_u64(sender_time(0));
    const E account = row.sender + row.offset;
    b.push_global(bus::kMemory, memory_tuple(account, word, time - F::one() - row.gap, row.u),
                  Count::bounded(access, 1));
    b.push_global(bus::kMemory, memory_tuple(account, word, time, row.v),
                  Count::bounded(-access, 1));
  }

  // Parts of a sponge: the rows of its blocks, then of its digest. Adds to (flags, offset of ids).
  template <std::size_t N, class Row, class E>
  P3_INLINE static void add_parts(const Row& row, const std::size_t (&rows)[N], E& middle,
                                  E& offset) {
    for (std::size_t j = 1; j + 1 < N; ++j) {
      middle = middle + row.row[rows[j]];
      offset = offset + row.row[rows[j]] * F::from_u64(j);
    }
    offset = offset + row.row[rows[N - 1]] * F::from_u64(N - 2);
  }

  // Both sponges in one: of a rotation the second too.
  template <class B, class Row>
  P3_INLINE static void push_hasher(B& b, const Row& row) {
    using namespace effects_row;
    using E = typename B::Expr;
    using Count = typename B::Count;
    constexpr std::size_t kAct[] = {kChain,    kKindFrom,   kFromKey, kKeyTo, kToAmount,
                                    kFeeNonce, kExpiryMemo, kMemo,    kHash};
    constexpr std::size_t kKeys[] = {kWalletPart, kRootPart, kSlotPart, kHeightPart, kKeysDigest};
    E acts(F::zero()), keys(F::zero()), offset(F::zero());
    add_parts(row, kAct, acts, offset);
    add_parts(row, kKeys, keys, offset);
    const E first = row.row[kChain] + row.row[kWalletPart];
    const E digest = row.row[kHash] + row.row[kKeysDigest];
    const E all_keys = keys + row.row[kWalletPart] + row.row[kKeysDigest];
    const E all_acts = acts + row.row[kChain] + row.row[kHash];
    const E id = row.index * F::from_u64(kHashIdStride) + offset +
                 all_acts * F::from_u64(hash_id(HashKind::kAct, 0)) +
                 all_keys * F::from_u64(hash_id(HashKind::kKeyChange, 0));
    const E part = first * F::from_u64(static_cast<std::uint32_t>(HasherKind::kFirst)) +
                   (acts + keys) * F::from_u64(static_cast<std::uint32_t>(HasherKind::kNext)) +
                   digest * F::from_u64(static_cast<std::uint32_t>(HasherKind::kDigest));
    const E tag = row.row[kChain] * F::from_u64(static_cast<std::uint32_t>(Tag::kTx)) +
                  row.row[kWalletPart] * F::from_u64(static_cast<std::uint32_t>(Tag::kKeys));
    const E length = row.row[kChain] * F::from_u64(kTransactionTable.num_elements()) +
                     row.row[kWalletPart] * F::from_u64(kKeyChangeTable.num_elements());
    b.push_global(bus::kHasher, hash_part_tuple(part, id, row.v, tag, length),
                  Count::bounded(all_acts + row.rotation() * all_keys, 1));
    push_leaf(b, row);
  }

  // A leaf is a hash of one block, so the digest is C8 minus the block.
  template <class B, class Row>
  P3_INLINE static void push_leaf(B& b, const Row& row) {
    using E = typename B::Expr;
    using Count = typename B::Count;
    const E& at = row.row[effects_row::kHash];
    const E zero(F::zero());
    E leaf[8];
    for (std::size_t k = 0; k < 8; ++k) leaf[k] = row.u[k] - row.v[k];
    b.push_global(bus::kHasher,
                  single_block_tuple(small_constant<E>(static_cast<std::uint32_t>(Tag::kTxLeaf)),
                                     small_constant<E>(8), row.v, leaf),
                  Count::bounded(at, 1));
    const E tree = small_constant<E>(static_cast<std::uint32_t>(StateTree::kTransactions));
    b.push_global(bus::kNode, node_tuple(zero, tree, zero, row.index, leaf),
                  Count::bounded(-at, 1));
  }

  // What the statement exports; and the number and the fees of the transactions before this one,
  // taken from the block before and given to the next one.
  template <class B, class Row>
  P3_INLINE static void push_globals(B& b, const Row& row) {
    using namespace effects_row;
    using E = typename B::Expr;
    using Count = typename B::Count;
    const E zero(F::zero());
    const auto name = [](GlobalName n) { return F::from_u64(static_cast<std::uint32_t>(n)); };
    b.push_global(bus::kGlobal,
                  global_tuple(row.row[kChain] * name(GlobalName::kChainId) +
                                   row.row[kBlock] * name(GlobalName::kStateBlock) +
                                   row.row[kLeast] * name(GlobalName::kActivation),
                               zero, row.v),
                  Count::bounded(row.row[kChain] + row.row[kBlock] + row.row[kLeast], 1));
    const E end = global_name<E>(GlobalName::kTransactionsEnd);
    E before[8] = {row.index, row.v[4], row.v[5], row.v[6], row.v[7], zero, zero, zero};
    b.push_global(bus::kGlobal, global_tuple(end, zero, before), Count::bounded(row.row[kSum], 1));
    E after[8] = {row.index + row.row[kSum], zero, zero, zero, zero, zero, zero, zero};
    for (std::size_t k = 0; k < 4; ++k) after[1 + k] = row.v[4 + k] + row.u[4 + k];
    b.push_global(bus::kGlobal, global_tuple(end, zero, after),
                  Count::bounded(-(row.row[kSum] + row.start), 1));
  }

  template <class B, class Row>
  P3_INLINE static void push_ranges(B& b, const Row& row) {
    using E = typename B::Expr;
    using Count = typename B::Count;
    const auto sums = Count::bounded(any_of(row, effects_row::kAdders), 1);
    for (const E* x : {row.u, row.u + 4, row.v}) {
      b.push_global(bus::kRange, range_tuple(x[0], x[1], x[2], x[3]), sums);
    }
    const E access = any_of(row, effects_row::kSenderAccesses) + row.row[effects_row::kCount] +
                     any_of(row, effects_row::kRecipientAccesses);
    b.push_global(bus::kRange, range_tuple(row.gap, row.extra[0], row.extra[1], row.extra[2]),
                  Count::bounded(access + row.row[effects_row::kVoteSlots], 1));
  }
};

}  // namespace rpp
