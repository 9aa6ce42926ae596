// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include "p3/air/shape.h"
#include "rpp/consensus/air/links.h"
#include "rpp/hash/digest.h"
#include "rpp/hash/tags.h"

// Table `ballots`: every counted vote, and every opening of a vote key's VRF.
//
// A VOTE block of 8 rows belongs to one set bit of the quorum bitmap (member, stage): it hashes the
// message, hands it to the signature check and joins the key-tree leaf that the member's root must
// contain. An OPEN block of 5 rows computes one VRF output: of a precommitting member whose key is
// active, or, with `mark` set, of the leader at the header's slot. Row flags are one-hot columns
// that shift from row to row, so blocks start anywhere and are complete; all constraints hold
// cyclically. Rules and soundness: docs/spec/circuits/consensus-tables.md.
namespace rpp {

struct BallotsColumns {
  static constexpr std::size_t kLeft = 0;
  static constexpr std::size_t kRight = 8;
  static constexpr std::size_t kOut = 16;
  // Constant within a block.
  static constexpr std::size_t kMember = 24;
  static constexpr std::size_t kStage = 25;
  static constexpr std::size_t kLeaf = 26;
  static constexpr std::size_t kMark = 27;  // VOTE: the key is active; OPEN: the leader's own
  static constexpr std::size_t kVote = 28;
  static constexpr std::size_t kVoteRows = 8;
  static constexpr std::size_t kOpen = kVote + kVoteRows;
  static constexpr std::size_t kOpenRows = 5;
  static constexpr std::size_t kTotal = kOpen + kOpenRows;
};

// First element of tweak(kind, 0, 0, leaf).
inline constexpr std::uint32_t kSecretTweak = 3u << 16;
inline constexpr std::uint32_t kOutputTweak = 4u << 16;

// The cells of one row.
template <class E>
struct BallotsRow {
  E left[8], right[8], out[8];
  E member, stage, leaf, mark;
  E vote[BallotsColumns::kVoteRows];
  E open[BallotsColumns::kOpenRows];

  template <bool kBelow, class B>
  P3_INLINE static BallotsRow read(B& b) {
    using Columns = BallotsColumns;
    BallotsRow row;
    read_cells<8, kBelow>(b, Columns::kLeft, row.left);
    read_cells<8, kBelow>(b, Columns::kRight, row.right);
    read_cells<8, kBelow>(b, Columns::kOut, row.out);
    read_cells<1, kBelow>(b, Columns::kMember, &row.member);
    read_cells<1, kBelow>(b, Columns::kStage, &row.stage);
    read_cells<1, kBelow>(b, Columns::kLeaf, &row.leaf);
    read_cells<1, kBelow>(b, Columns::kMark, &row.mark);
    read_cells<Columns::kVoteRows, kBelow>(b, Columns::kVote, row.vote);
    read_cells<Columns::kOpenRows, kBelow>(b, Columns::kOpen, row.open);
    return row;
  }

  P3_INLINE E any_open() const { return sum_of(open, BallotsColumns::kOpenRows); }
  P3_INLINE E any() const { return sum_of(vote, BallotsColumns::kVoteRows) + any_open(); }
  // Position of the vote's leaf in the signature tree, and number of the signature.
  P3_INLINE E vote_number() const { return member + member + stage; }
};

class BallotsAir {
 public:
  using F = p3::KoalaBear;
  using Columns = BallotsColumns;

  // `none`: H(vrf-none; empty), the c of every leaf that is no precommit leaf.
  explicit BallotsAir(const Digest& none) : none_(none) {}

  p3::AirShape<F> shape() const {
    p3::AirShape<F> shape;
    shape.width = Columns::kTotal;
    shape.declared_degree = 3;
    return shape;
  }

  template <class B>
  P3_INLINE void eval(B& b) const {
    using Row = BallotsRow<typename B::Expr>;
    const Row row = Row::template read<false>(b), next = Row::template read<true>(b);
    eval_blocks(b, row, next);
    eval_vote(b, row, next);
    eval_open(b, row, next);
    push_hasher(b, row);
    push_nodes(b, row);
    push_links(b, row);
    push_globals(b, row);
    b.push_global(bus::kWots, wots_tuple(row.vote_number(), row.leaf, row.right, row.out),
                  B::Count::bounded(row.vote[3], 1));
  }

 private:
  template <class E>
  P3_INLINE static E number(std::uint32_t value) {
    return small_constant<E>(value);
  }

  // Which block a row belongs to.
  template <class B, class Row>
  P3_INLINE void eval_blocks(B& b, const Row& row, const Row& next) const {
    b.label("ballots/flags");
    b.assert_bools(row.vote);
    b.assert_bools(row.open);
    b.assert_bool(row.any());
    b.label("ballots/sequence");
    for (std::size_t k = 0; k + 1 < Columns::kVoteRows; ++k) {
      b.assert_eq(next.vote[k + 1], row.vote[k]);
    }
    for (std::size_t k = 0; k + 1 < Columns::kOpenRows; ++k) {
      b.assert_eq(next.open[k + 1], row.open[k]);
    }
    b.label("ballots/carry");
    auto inside =
        b.when(row.any() - row.vote[Columns::kVoteRows - 1] - row.open[Columns::kOpenRows - 1]);
    inside.assert_eq(next.member, row.member);
    inside.assert_eq(next.stage, row.stage);
    inside.assert_eq(next.leaf, row.leaf);
    inside.assert_eq(next.mark, row.mark);
    b.label("ballots/bits");
    b.assert_bool(row.stage);
    b.assert_bool(row.mark);
    b.when(row.any_open()).assert_one(row.stage);
  }

  // VOTE rows: 0 vote | 1 address | 2 digest, rho, tweak | 3 first C8, pp: D | 4 D | 5 wots, c: key
  // leaf | 6 key leaf | 7 leaf of the signature tree.
  template <class B, class Row>
  P3_INLINE void eval_vote(B& b, const Row& row, const Row& next) const {
    using E = typename B::Expr;
    b.label("ballots/message");
    b.when(row.vote[2]).assert_eq(row.right[6], number<E>(kMessageTweak));
    b.when(row.vote[2]).assert_eq(row.right[7], row.leaf);
    for (std::size_t k = 4; k < 8; ++k) b.when(row.vote[3]).assert_zero(row.right[k]);
    // Each result is the left half of the row below: first C8, D, key leaf.
    b.label("ballots/result");
    const E handed_down = row.vote[2] + row.vote[3] + row.vote[5];
    for (std::size_t k = 0; k < 8; ++k) b.when(handed_down).assert_eq(next.left[k], row.out[k]);
    b.label("ballots/prevote-leaf");
    auto prevote = b.when(row.vote[5] * (E(F::one()) - row.stage));
    for (std::size_t k = 0; k < 8; ++k) prevote.assert_eq(row.right[k], b.constant(none_[k]));
  }

  // OPEN rows: 0 wots, c: the leader's key leaf | 1 r, pp, tweak: c | 2 r, mu, tweak: y | 3 y: leaf
  // of the output tree | 4 leaf of the proof tree.
  template <class B, class Row>
  P3_INLINE void eval_open(B& b, const Row& row, const Row& next) const {
    using E = typename B::Expr;
    b.label("ballots/secret");
    auto secret = b.when(row.open[1]);
    secret.assert_eq(row.right[4], number<E>(kSecretTweak));
    secret.assert_eq(row.right[5], row.leaf);
    secret.assert_zero(row.right[6]);
    secret.assert_zero(row.right[7]);
    for (std::size_t k = 0; k < 8; ++k) b.when(row.open[0]).assert_eq(next.out[k], row.right[k]);
    b.label("ballots/output");
    b.when(row.open[2]).assert_eq(row.right[6], number<E>(kOutputTweak));
    b.when(row.open[2]).assert_zero(row.right[7]);
    for (std::size_t k = 0; k < 8; ++k) {
      b.when(row.open[1]).assert_eq(next.left[k], row.left[k]);
      b.when(row.open[2]).assert_eq(next.left[k], row.out[k]);
    }
    b.label("ballots/output-leaf");
    auto leaf = b.when(row.open[3]);
    leaf.assert_eq(row.right[0], number<E>(static_cast<std::uint32_t>(Tag::kVrfOut)));
    leaf.assert_eq(row.right[1], number<E>(8));
    for (std::size_t k = 2; k < 8; ++k) leaf.assert_zero(row.right[k]);
  }

  // C8(left | right) = out, and one part of a sponge over `left`. Both share a lookup column.
  template <class B, class Row>
  P3_INLINE static void push_hasher(B& b, const Row& row) {
    using E = typename B::Expr;
    using Count = typename B::Count;
    const E own = E(F::one()) - row.mark;  // OPEN block of a member
    const E compressed = row.vote[2] + row.vote[3] + row.vote[5] + row.open[1] + row.open[2] +
                         row.open[0] * row.mark + row.open[3] * own;
    b.push_global(bus::kHasher, c8_pair_tuple(row.left, row.right, row.out),
                  Count::bounded(compressed, 1));

    const E vote_by = row.vote[0] + row.vote[1] + row.vote[2];
    const E sig = row.vote[4] + row.vote[6] + row.vote[7];
    const E proof = row.open[0] + row.open[1] + row.open[4];
    const E first = row.vote[0] + row.vote[4] + row.open[1];
    const E second = row.vote[1] + row.vote[6] + row.open[0];
    const E digest = row.vote[2] + row.vote[7] + row.open[4];
    const E id = base(HashKind::kVoteBy, vote_by) + base(HashKind::kSig, sig) +
                 base(HashKind::kVrfProof, proof) + base(HashKind::kWots, row.vote[5]) +
                 row.vote_number() * F::from_u64(kHashIdStride) + second + digest +
                 row.vote[5] * F::from_u64(kWotsLastBlock);
    const E tag = first_tag(Tag::kVoteBy, row.vote[0]) + first_tag(Tag::kSig, row.vote[4]) +
                  first_tag(Tag::kVrfProof, row.open[1]);
    const E kind =
        first * F::from_u64(2) + second * F::from_u64(3) + (digest + row.vote[5]) * F::from_u64(4);
    b.push_global(bus::kHasher, hash_part_tuple(kind, id, row.left, tag, first * F::from_u64(16)),
                  Count::bounded(vote_by + sig + row.vote[5] + proof * own, 1));
  }

  template <class E>
  P3_INLINE static E base(HashKind kind, const E& flag) {
    return flag * F::from_u64(hash_id(kind, 0));
  }
  template <class E>
  P3_INLINE static E first_tag(Tag tag, const E& flag) {
    return flag * F::from_u64(static_cast<std::uint32_t>(tag));
  }

  template <class B, class Row>
  P3_INLINE static void push_nodes(B& b, const Row& row) {
    using E = typename B::Expr;
    using Count = typename B::Count;
    const E zero(F::zero());
    const E own = E(F::one()) - row.mark;
    E output_leaf[8];  // the digest is C8 minus the block
    for (std::size_t k = 0; k < 8; ++k) output_leaf[k] = row.out[k] - row.left[k];
    const E statement = number<E>(static_cast<std::uint32_t>(NodeKind::kStatement));
    const E key = number<E>(static_cast<std::uint32_t>(NodeKind::kKey));
    b.push_exclusive(
        bus::kNode,
        b.arm(row.vote[5], Count::integer(-1),
              node_tuple(key, row.member, zero, row.leaf, row.out)),
        b.arm(
            row.vote[7], Count::integer(-1),
            node_tuple(statement, tree<E>(TreeId::kSignatures), zero, row.vote_number(), row.left)),
        b.arm(row.open[0], Count::bounded(-row.mark, 1),
              node_tuple(key, number<E>(kLeaderTree), zero, row.leaf, row.out)),
        b.arm(row.open[3], Count::bounded(-own, 1),
              node_tuple(statement, tree<E>(TreeId::kVrfOutputs), zero, row.member, output_leaf)),
        b.arm(row.open[4], Count::bounded(-own, 1),
              node_tuple(statement, tree<E>(TreeId::kVrfProofs), zero, row.member, row.left)));
  }

  template <class E>
  P3_INLINE static E tree(TreeId id) {
    return number<E>(static_cast<std::uint32_t>(id));
  }

  template <class B, class Row>
  P3_INLINE static void push_links(B& b, const Row& row) {
    using E = typename B::Expr;
    using Count = typename B::Count;
    const E zero(F::zero()), one(F::one());
    b.push_exclusive(bus::kLink,
                     b.arm(row.vote[1], Count::integer(1), address_link(row.member, row.left)),
                     b.arm(row.vote[3], Count::integer(1),
                           key_link(zero, row.member, row.stage, row.leaf, row.mark, row.right)),
                     b.arm(row.vote[5], Count::bounded(-(row.stage * row.mark), 1),
                           opened_link(row.member, row.left, row.right)),
                     b.arm(row.open[0], Count::bounded(one - row.mark, 1),
                           opened_link(row.member, row.left, row.right)),
                     b.arm(row.open[1], Count::integer(1),
                           key_link(row.mark, row.member, one, row.leaf, one, row.right)),
                     b.arm(row.open[3], Count::integer(-1),
                           output_link(row.member, row.mark, row.left[0], row.left[1])));
  }

  template <class B, class Row>
  P3_INLINE static void push_globals(B& b, const Row& row) {
    using E = typename B::Expr;
    using Count = typename B::Count;
    E mu[8];
    for (std::size_t k = 0; k < 8; ++k) mu[k] = k < 6 ? row.right[k] : E(F::zero());
    b.push_exclusive(
        bus::kGlobal,
        b.arm(row.vote[0], Count::integer(1),
              global_tuple(global_name<E>(GlobalName::kVote), row.stage, row.left)),
        b.arm(row.open[2], Count::integer(1),
              global_tuple(global_name<E>(GlobalName::kMu), row.mark, mu)),
        b.arm(row.open[3], Count::bounded(-row.mark, 1),
              global_tuple(global_name<E>(GlobalName::kOutput), E(F::zero()), row.left)));
  }

  Digest none_;
};

}  // namespace rpp
