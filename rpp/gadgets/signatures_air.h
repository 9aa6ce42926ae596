// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include "p3/air/shape.h"
#include "rpp/gadgets/buses.h"
#include "rpp/gadgets/rows.h"
#include "rpp/gadgets/signatures_columns.h"
#include "rpp/hash/digest.h"
#include "rpp/hash/tags.h"

// Table `signatures`: XMSS signatures at leaves that carry no VRF secret.
//
// A block joins one signature: it hashes the message to D, hands D to `wots`, takes back the hash
// of the chain ends, and supplies the leaf C8(wots | H(vrf-none; empty)) to key tree `number`. A
// keyed block demands the root of that tree too and hashes it to the key digest; otherwise the root
// is the user's to demand. Row flags are one-hot columns that shift from row to row, so blocks
// start anywhere and are complete; all rules hold cyclically. Why it is sound:
// docs/spec/circuits/gadgets.md.
namespace rpp {

// The cells of one row.
template <class E>
struct SignaturesRow {
  E left[8], right[8], out[8];
  E number, leaf, keyed;
  E row[SignaturesColumns::kRows];

  template <bool kBelow, class B>
  P3_INLINE static SignaturesRow read(B& b) {
    using C = SignaturesColumns;
    SignaturesRow row;
    read_cells<8, kBelow>(b, C::kLeft, row.left);
    read_cells<8, kBelow>(b, C::kRight, row.right);
    read_cells<8, kBelow>(b, C::kOut, row.out);
    read_cells<1, kBelow>(b, C::kNumber, &row.number);
    read_cells<1, kBelow>(b, C::kLeaf, &row.leaf);
    read_cells<1, kBelow>(b, C::kKeyed, &row.keyed);
    read_cells<C::kRows, kBelow>(b, C::kRow, row.row);
    return row;
  }
};

class SignaturesAir {
 public:
  using F = p3::KoalaBear;
  using C = SignaturesColumns;

  // `none`: H(vrf-none; empty), the c of every leaf here.
  explicit SignaturesAir(const Digest& none) : none_(none) {}

  p3::AirShape<F> shape() const {
    p3::AirShape<F> shape;
    shape.width = C::kWidth;
    shape.declared_degree = 3;
    return shape;
  }

  template <class B>
  P3_INLINE void eval(B& b) const {
    using Row = SignaturesRow<typename B::Expr>;
    const Row row = Row::template read<false>(b), next = Row::template read<true>(b);
    eval_blocks(b, row, next);
    eval_signature(b, row, next);
    eval_key(b, row, next);
    push_hasher(b, row);
    push_tables(b, row);
    push_signature(b, row, next);
  }

 private:
  template <class B, class Row>
  P3_INLINE static void eval_blocks(B& b, const Row& row, const Row& next) {
    using namespace signature_row;
    b.label("signatures/flags");
    b.assert_bools(row.row);
    b.assert_bool(sum_of(row.row, C::kRows));
    // The key's rows follow D exactly if the block is keyed; so `keyed` is a bit wherever it is
    // read.
    b.label("signatures/sequence");
    for (std::size_t k = 0; k + 1 < C::kRows; ++k) {
      const auto& above = row.row[k];
      b.assert_eq(next.row[k + 1], k == kDigits ? above * row.keyed : above);
    }
    b.label("signatures/carry");
    auto inside = b.when(sum_of(next.row + 1, C::kRows - 1));
    inside.assert_eq(next.number, row.number);
    inside.assert_eq(next.keyed, row.keyed);
    b.when(row.row[kKeyLeaf] + row.row[kMessage] + row.row[kRest] + row.row[kRoot])
        .assert_eq(next.leaf, row.leaf);
  }

  template <class B, class Row>
  P3_INLINE void eval_signature(B& b, const Row& row, const Row& next) const {
    using namespace signature_row;
    using E = typename B::Expr;
    b.label("signatures/message");
    b.when(row.row[kMessage]).assert_eq(row.right[6], small_constant<E>(kMessageTweak));
    b.when(row.row[kMessage]).assert_eq(row.right[7], row.leaf);
    for (std::size_t k = 4; k < 8; ++k) b.when(row.row[kDigits]).assert_zero(row.right[k]);
    b.label("signatures/result");
    for (std::size_t k = 0; k < 8; ++k) {
      b.when(row.row[kMessage]).assert_eq(next.left[k], row.out[k]);
    }
    b.label("signatures/vrf-none");
    for (std::size_t k = 0; k < 8; ++k) {
      b.when(row.row[kKeyLeaf]).assert_eq(row.right[k], b.constant(none_[k]));
    }
  }

  // The key is h, root, pp: block 0 is h and root_0 .. root_6, block 1 root_7, pp and zeros. `out`
  // beside block 1 holds the root in one piece.
  template <class B, class Row>
  P3_INLINE static void eval_key(B& b, const Row& row, const Row& next) {
    using namespace signature_row;
    using E = typename B::Expr;
    auto rest = b.when(row.row[kRest]);
    b.label("signatures/key-parameter");
    for (std::size_t k = 0; k < 4; ++k) {
      b.when(next.row[kRest]).assert_eq(next.left[1 + k], row.right[k]);
    }
    b.label("signatures/key-height");
    b.when(row.row[kRoot]).assert_eq(row.left[0], small_constant<E>(kWalletTreeDepth));
    b.label("signatures/key-root");
    for (std::size_t k = 0; k < 7; ++k) rest.assert_eq(next.left[1 + k], row.out[k]);
    rest.assert_eq(row.left[0], row.out[7]);
    b.label("signatures/key-zeros");
    for (std::size_t k = 5; k < 8; ++k) rest.assert_zero(row.left[k]);
    // The place of the root in its tree, and what stands beside the key digest.
    b.label("signatures/key-leaf");
    rest.assert_zero(row.leaf);
  }

  // C8(left | right) = out, and one part of a sponge over `left`.
  template <class B, class Row>
  P3_INLINE static void push_hasher(B& b, const Row& row) {
    using namespace signature_row;
    using E = typename B::Expr;
    using Count = typename B::Count;
    const E& first = row.row[kRoot];
    const E& second = row.row[kRest];
    const E digest = row.row[kKeyLeaf] + row.row[kKey];
    const E key = first + second + row.row[kKey];
    b.push_global(bus::kHasher, c8_pair_tuple(row.left, row.right, row.out),
                  Count::bounded(row.row[kKeyLeaf] + row.row[kMessage] + row.row[kDigits], 1));
    const E id = row.row[kKeyLeaf] * F::from_u64(hash_id(HashKind::kWots, 0) + kWotsLastBlock) +
                 key * F::from_u64(hash_id(HashKind::kKey, 0)) + second + row.row[kKey] +
                 row.number * F::from_u64(kHashIdStride);
    const E kind = first * F::from_u64(2) + second * F::from_u64(3) + digest * F::from_u64(4);
    const E tag = first * F::from_u64(static_cast<std::uint32_t>(Tag::kKey));
    b.push_global(bus::kHasher,
                  hash_part_tuple(kind, id, row.left, tag, first * F::from_u64(kKeyElements)),
                  Count::bounded(key + row.row[kKeyLeaf], 1));
  }

  // The leaf (level 0, its index) or the root (level h, index 0) of the key tree.
  template <class B, class Row>
  P3_INLINE static void push_tables(B& b, const Row& row) {
    using namespace signature_row;
    using E = typename B::Expr;
    using Count = typename B::Count;
    const E kind = small_constant<E>(static_cast<std::uint32_t>(NodeKind::kKey));
    const E level = row.row[kRest] * F::from_u64(kWalletTreeDepth);
    b.push_global(bus::kNode, node_tuple(kind, row.number, level, row.leaf, row.out),
                  Count::bounded(row.row[kRest] - row.row[kKeyLeaf], 1));
    b.push_global(bus::kWots, wots_tuple(row.number, row.leaf, row.right, row.out),
                  Count::bounded(row.row[kDigits], 1));
  }

  // A bare block shows pp, which stands in the row below the message.
  template <class B, class Row>
  P3_INLINE static void push_signature(B& b, const Row& row, const Row& next) {
    using namespace signature_row;
    using E = typename B::Expr;
    const E bare = E(F::one()) - row.keyed;
    const E kind = row.row[kMessage] * (E(F::one()) + bare + bare) + row.row[kKey] * F::two();
    E pp[4];
    for (std::size_t k = 0; k < 4; ++k) pp[k] = bare * next.right[k];
    b.push_global(bus::kSignature, signature_tuple(kind, row.number, row.leaf, row.left, pp),
                  B::Count::bounded(-(row.row[kMessage] + row.row[kKey]), 1));
  }

  Digest none_;
};

}  // namespace rpp
