// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include "p3/air/shape.h"
#include "rpp/chain/limits.h"
#include "rpp/chain/transaction.h"
#include "rpp/gadgets/buses.h"
#include "rpp/gadgets/globals.h"
#include "rpp/gadgets/rows.h"
#include "rpp/hash/tags.h"
#include "rpp/transaction/air/transactions_columns.h"

// Table `transactions`: every transaction of a list, with its rules.
//
// A block of 12 rows hashes the transaction and its statement, which share most of their blocks,
// supplies a leaf to the tree of transactions and one to the tree of statements, keeps the numbers
// in their ranges, and demands the owner's signature. Row flags are one-hot columns that shift from
// row to row, so blocks start anywhere and are complete; all rules hold cyclically. Rules and
// soundness: docs/spec/circuits/transaction-tables.md.
namespace rpp {

// Statement trees of the circuit.
inline constexpr std::uint32_t kListTree = 0;
inline constexpr std::uint32_t kTransactionTree = 1;

inline constexpr std::uint32_t kAttemptCount = 4;  // leaves of a nonce

// The cells of one row.
template <class E>
struct TransactionsRow {
  E word[8], aux[8];
  E index, leaf;
  E kinds[TransactionsColumns::kKinds];  // rotation, bond, unbond; none: a transfer
  E row[TransactionsColumns::kRows];
  E start;

  template <bool kBelow, class B>
  P3_INLINE static TransactionsRow read(B& b) {
    using C = TransactionsColumns;
    TransactionsRow row;
    read_cells<8, kBelow>(b, C::kWord, row.word);
    read_cells<8, kBelow>(b, C::kAux, row.aux);
    read_cells<1, kBelow>(b, C::kIndex, &row.index);
    read_cells<1, kBelow>(b, C::kLeaf, &row.leaf);
    read_cells<C::kKinds, kBelow>(b, C::kRotation, row.kinds);
    read_cells<C::kRows, kBelow>(b, C::kRow, row.row);
    read_cells<1, kBelow>(b, C::kStart, &row.start);
    return row;
  }

  P3_INLINE const E& rotation() const { return kinds[0]; }
  // 1 but for transfers.
  P3_INLINE E own() const { return kinds[0] + kinds[1] + kinds[2]; }
  P3_INLINE E kind() const {
    return kinds[0] + kinds[1] + kinds[1] + kinds[2] + kinds[2] + kinds[2];
  }
};

class TransactionsAir {
 public:
  using F = p3::KoalaBear;
  using C = TransactionsColumns;

  p3::AirShape<F> shape() const {
    p3::AirShape<F> shape;
    shape.width = C::kWidth;
    shape.declared_degree = 3;
    return shape;
  }

  template <class B>
  P3_INLINE void eval(B& b) const {
    using Row = TransactionsRow<typename B::Expr>;
    const Row row = Row::template read<false>(b), next = Row::template read<true>(b);
    eval_blocks(b, row, next);
    eval_copies(b, row, next);
    eval_recipient(b, row, next);
    eval_amounts(b, row, next);
    eval_nonce(b, row, next);
    eval_expiry(b, row, next);
    push_hasher(b, row);
    push_leaves(b, row);
    push_signature(b, row, next);
    push_globals(b, row);
    push_ranges(b, row);
  }

 private:
  P3_INLINE static F power(unsigned bits) { return F::from_u64(std::uint64_t{1} << bits); }

  template <class B, class Row>
  P3_INLINE static void eval_blocks(B& b, const Row& row, const Row& next) {
    b.label("transactions/flags");
    b.assert_bools(row.row);
    b.assert_bool(row.start);
    b.assert_bool(sum_of(row.row, C::kRows) + row.start);
    b.label("transactions/sequence");
    for (std::size_t k = 0; k + 1 < C::kRows; ++k) b.assert_eq(next.row[k + 1], row.row[k]);
    b.label("transactions/carry");
    auto inside = b.when(sum_of(row.row, C::kRows - 1));
    inside.assert_eq(next.index, row.index);
    inside.assert_eq(next.leaf, row.leaf);
    for (std::size_t k = 0; k < C::kKinds; ++k) inside.assert_eq(next.kinds[k], row.kinds[k]);
    b.label("transactions/start");
    b.when(row.start).assert_zero(row.index);
    b.label("transactions/kinds");
    b.assert_bools(row.kinds);
    b.assert_bool(row.own());
  }

  // A field that stands in several rows is the same in all of them.
  template <class B, class Row>
  P3_INLINE static void eval_copies(B& b, const Row& row, const Row& next) {
    using namespace transaction_row;
    b.label("transactions/kind");
    b.when(row.row[kKindHash] + row.row[kKindFrom]).assert_eq(row.word[0], row.kind());
    b.label("transactions/hash");
    for (std::size_t k = 0; k < 7; ++k) {
      b.when(row.row[kKindHash]).assert_eq(next.word[k], row.word[k + 1]);
    }
    b.when(row.row[kHash]).assert_eq(next.word[0], row.word[7]);
    b.label("transactions/from");
    for (std::size_t k = 1; k < 8; ++k) {
      b.when(row.row[kHashFrom]).assert_eq(next.word[k], row.word[k]);
    }
    b.label("transactions/zeros");
    for (std::size_t k = 1; k < 8; ++k) b.when(row.row[kMemo]).assert_zero(row.word[k]);
  }

  // to = from but for a transfer. `aux` carries from down to where to is.
  template <class B, class Row>
  P3_INLINE static void eval_recipient(B& b, const Row& row, const Row& next) {
    using namespace transaction_row;
    using namespace transaction_aux;
    b.label("transactions/sender-copy");
    for (std::size_t k = 0; k < 7; ++k) {
      b.when(row.row[kKindFrom]).assert_eq(next.aux[k], row.word[k + 1]);
    }
    b.when(row.row[kFromKey]).assert_eq(next.aux[kFrom7], row.word[0]);
    b.label("transactions/recipient");
    auto first = b.when(row.row[kFromKey] * row.own());
    for (std::size_t k = 0; k < 7; ++k) first.assert_eq(next.word[k + 1], row.aux[k]);
    b.when(row.row[kKeyTo] * row.own()).assert_eq(next.word[0], row.aux[kFrom7]);
  }

  // amount + fee = sum in 16-bit limbs: carry k is (a_k + f_k + carry k-1 - s_k) / 2^16, a bit, and
  // none comes out of the last limb.
  template <class B, class Row>
  P3_INLINE static void eval_amounts(B& b, const Row& row, const Row& next) {
    using namespace transaction_row;
    using namespace transaction_aux;
    using E = typename B::Expr;
    auto at = b.when(row.row[kToAmount]);
    b.label("transactions/amount-copy");
    for (std::size_t k = 0; k < 7; ++k) at.assert_eq(row.aux[k], row.word[k + 1]);
    at.assert_eq(row.aux[kFee + 3], next.word[0]);
    b.label("transactions/amount-fee");
    const F unit = power(16).inverse();
    E carry(F::zero());
    for (std::size_t k = 0; k < 4; ++k) {
      const E rest = row.aux[kAmount + k] + row.aux[kFee + k] + carry - next.aux[kSum + k];
      if (k == 3) {
        at.assert_zero(rest);
      } else {
        carry = rest * unit;
        at.assert_bool(carry);
      }
    }
    // The sum of the limbs is below 2^18: zero exactly if all of them are.
    const E limbs = sum_of(next.aux + kAmount, 4);
    auto above = b.when(row.row[kKeyTo]);
    b.label("transactions/amount");
    above.assert_eq(limbs * row.aux[kAmountInverse], E(F::one()) - row.rotation());
    b.label("transactions/rotation-amount");
    above.assert_zero(limbs * row.rotation());
  }

  // 1 <= nonce < 2^14, or 2^14 - 64 but for rotations; leaf = 4 nonce + attempt with attempt < 4:
  // below 2^16.
  template <class B, class Row>
  P3_INLINE static void eval_nonce(B& b, const Row& row, const Row& next) {
    using namespace transaction_row;
    using namespace transaction_aux;
    using E = typename B::Expr;
    auto at = b.when(row.row[kFeeNonce]);
    b.label("transactions/nonce-copy");
    for (std::size_t k = 0; k < 3; ++k) {
      at.assert_eq(row.aux[kRotationCount + k], row.word[1 + k]);
    }
    at.assert_zero(row.word[4]);
    const E& nonce = row.aux[kNonce];
    const E& attempt = row.aux[kAttempt];
    b.label("transactions/nonce-range");
    at.assert_eq(next.aux[kNonceBefore], nonce - F::one());
    at.assert_eq(next.aux[kNoncesLeft], small_constant<E>(kNonceEnd - 1 - kRotationNonces) +
                                            row.rotation() * F::from_u64(kRotationNonces) - nonce);
    b.label("transactions/attempt");
    at.assert_eq(next.aux[kAttemptsLeft], small_constant<E>(kAttemptCount - 1) - attempt);
    b.label("transactions/leaf");
    at.assert_eq(row.leaf, nonce * F::from_u64(kAttemptCount) + attempt);
  }

  template <class B, class Row>
  P3_INLINE static void eval_expiry(B& b, const Row& row, const Row& next) {
    using namespace transaction_row;
    using namespace transaction_aux;
    b.label("transactions/expiry-copy");
    for (std::size_t k = 0; k < 3; ++k) {
      b.when(row.row[kFeeNonce]).assert_eq(next.aux[kExpiry + k], row.word[5 + k]);
    }
    auto at = b.when(row.row[kExpiryMemo]);
    at.assert_eq(row.aux[kExpiry + 3], row.word[0]);
    b.label("transactions/expiry");
    at.assert_one(sum_of(row.aux + kExpiry, 4) * next.aux[kExpiryInverse]);
  }

  // One part of a sponge: the rows of `parts` in the order of its blocks, then its digest.
  template <std::size_t N, class B, class Row>
  P3_INLINE static void push_sponge(B& b, const Row& row, HashKind kind, Tag tag,
                                    std::size_t length, const std::size_t (&parts)[N]) {
    using E = typename B::Expr;
    const E& first = row.row[parts[0]];
    const E& digest = row.row[parts[N - 1]];
    E middle(F::zero());
    E offset = digest * F::from_u64(N - 2);
    for (std::size_t j = 1; j + 1 < N; ++j) {
      middle = middle + row.row[parts[j]];
      offset = offset + row.row[parts[j]] * F::from_u64(j);
    }
    const E id = row.index * F::from_u64(kHashIdStride) + F::from_u64(hash_id(kind, 0)) + offset;
    const E part = first * F::from_u64(2) + middle * F::from_u64(3) + digest * F::from_u64(4);
    b.push_global(
        bus::kHasher,
        hash_part_tuple(part, id, row.word, first * F::from_u64(static_cast<std::uint32_t>(tag)),
                        first * F::from_u64(length)),
        B::Count::bounded(first + middle + digest, 1));
  }

  template <class B, class Row>
  P3_INLINE static void push_hasher(B& b, const Row& row) {
    using namespace transaction_row;
    constexpr std::size_t kAct[] = {kChain,    kKindFrom,   kFromKey, kKeyTo, kToAmount,
                                    kFeeNonce, kExpiryMemo, kMemo,    kHash};
    constexpr std::size_t kListed[] = {kChain,    kKindHash, kHashFrom,   kFromKey, kKeyTo,
                                       kToAmount, kFeeNonce, kExpiryMemo, kMemo,    kStatement};
    push_sponge(b, row, HashKind::kAct, Tag::kTx, kTransactionTable.num_elements(), kAct);
    push_sponge(b, row, HashKind::kListed, Tag::kStatementTransaction,
                kTransactionStatementTable.num_elements(), kListed);
  }

  // Leaves of both trees: hashes of one block, so the digest is C8 minus the block.
  template <class B, class Row>
  P3_INLINE static void push_leaves(B& b, const Row& row) {
    using namespace transaction_row;
    using E = typename B::Expr;
    using Count = typename B::Count;
    const E zero(F::zero());
    const E transaction = row.row[kHash];
    const E leaves = transaction + row.row[kStatement];
    E leaf[8];
    for (std::size_t k = 0; k < 8; ++k) leaf[k] = row.aux[k] - row.word[k];
    const E tag = row.row[kStatement] * F::from_u64(static_cast<std::uint32_t>(Tag::kList)) +
                  transaction * F::from_u64(static_cast<std::uint32_t>(Tag::kTxLeaf));
    b.push_global(bus::kHasher, single_block_tuple(tag, small_constant<E>(8), row.word, leaf),
                  Count::bounded(leaves, 1));
    static_assert(kListTree == 0 && kTransactionTree == 1);
    b.push_global(bus::kNode, node_tuple(zero, transaction, zero, row.index, leaf),
                  Count::bounded(-leaves, 1));
  }

  // The key's digest stands across two rows.
  template <class B, class Row>
  P3_INLINE static void push_signature(B& b, const Row& row, const Row& next) {
    using namespace transaction_row;
    using E = typename B::Expr;
    using Count = typename B::Count;
    const E zero(F::zero());
    const E no_pp[4] = {zero, zero, zero, zero};
    E key[8];
    for (std::size_t k = 0; k < 7; ++k) key[k] = row.word[k + 1];
    key[7] = next.word[0];
    b.push_exclusive(bus::kSignature,
                     b.arm(row.row[kHash], Count::integer(1),
                           signature_tuple(signature_kind<E>(SignatureKind::kMessage), row.index,
                                           row.leaf, row.word, no_pp)),
                     b.arm(row.row[kFromKey], Count::integer(1),
                           signature_tuple(signature_kind<E>(SignatureKind::kKey), row.index, zero,
                                           key, no_pp)));
  }

  template <class E>
  P3_INLINE static E signature_kind(SignatureKind kind) {
    return small_constant<E>(static_cast<std::uint32_t>(kind));
  }

  // The list's chain id; and the number of transactions before this one, taken from the block
  // before and given to the next one.
  template <class B, class Row>
  P3_INLINE static void push_globals(B& b, const Row& row) {
    using namespace transaction_row;
    using E = typename B::Expr;
    using Count = typename B::Count;
    const E zero(F::zero());
    b.push_global(bus::kGlobal, global_tuple(global_name<E>(GlobalName::kChainId), zero, row.word),
                  Count::bounded(row.row[kChain], 1));
    const E place[8] = {row.index + row.row[kStatement], zero, zero, zero, zero, zero, zero, zero};
    b.push_global(bus::kGlobal, global_tuple(global_name<E>(GlobalName::kListEnd), zero, place),
                  Count::bounded(row.row[kChain] - row.row[kStatement] - row.start, 1));
  }

  template <class B, class Row>
  P3_INLINE static void push_ranges(B& b, const Row& row) {
    using namespace transaction_row;
    const auto numbers =
        B::Count::bounded(row.row[kToAmount] + row.row[kFeeNonce] + row.row[kExpiryMemo], 1);
    for (std::size_t k = 0; k < 8; k += 4) {
      const auto* x = row.aux + k;
      b.push_global(bus::kRange, range_tuple(x[0], x[1], x[2], x[3]), numbers);
    }
  }
};

}  // namespace rpp
