// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include "p3/air/shape.h"
#include "rpp/chain/limits.h"
#include "rpp/chain/validator.h"
#include "rpp/gadgets/buses.h"
#include "rpp/gadgets/globals.h"
#include "rpp/gadgets/rows.h"
#include "rpp/hash/tags.h"
#include "rpp/identity/air/trees.h"
#include "rpp/xmss/leaves.h"

// Table `attestations`: the members of the validator set that sign an identity's declaration.
//
// A block of 7 rows hashes what the member signs and the member's leaf, supplies that to the
// identity's own copy of the set, demands the signature and the root of the vote key. Blocks of one
// identity form a chain by their number and the member's index, which grows. Rules and soundness:
// docs/spec/circuits/identity-tables.md.
namespace rpp {

struct AttestationsColumns {
  static constexpr std::size_t kWord = 0;
  // Constant within a block, but for the last.
  static constexpr std::size_t kIdentity = 8;
  static constexpr std::size_t kAttestation = 9;  // of the identity, from 0
  static constexpr std::size_t kMember = 10;
  static constexpr std::size_t kLeaf = 11;  // of the vote key
  // In the first row the member before, p - 1 for none; in the last row this one.
  static constexpr std::size_t kPrevious = 12;
  static constexpr std::size_t kRow = 13;  // one-hot flags
  static constexpr std::size_t kRows = 7;
  static constexpr std::size_t kWidth = kRow + kRows;
};

// What `word` holds; M: the message of two blocks, V: the member's leaf of four.
namespace attestation_row {
inline constexpr std::size_t kDeclaration = 0;  // M 0: declaration digest
inline constexpr std::size_t kAddress = 1;      // M 1, V 0: the member's address
inline constexpr std::size_t kMessage = 2;      // digest of M
inline constexpr std::size_t kParameter = 3;    // V 2: pp, first slot
inline constexpr std::size_t kRoot = 4;         // V 1: root of the vote key
inline constexpr std::size_t kRest = 5;         // V 3: activation height, power, tier, hours
inline constexpr std::size_t kMember = 6;       // digest of V
}  // namespace attestation_row

template <class E>
struct AttestationsRow {
  E word[8];
  E identity, attestation, member, leaf, previous;
  E row[AttestationsColumns::kRows];

  template <bool kBelow, class B>
  P3_INLINE static AttestationsRow read(B& b) {
    using C = AttestationsColumns;
    AttestationsRow row;
    read_cells<8, kBelow>(b, C::kWord, row.word);
    read_cells<1, kBelow>(b, C::kIdentity, &row.identity);
    read_cells<1, kBelow>(b, C::kAttestation, &row.attestation);
    read_cells<1, kBelow>(b, C::kMember, &row.member);
    read_cells<1, kBelow>(b, C::kLeaf, &row.leaf);
    read_cells<1, kBelow>(b, C::kPrevious, &row.previous);
    read_cells<C::kRows, kBelow>(b, C::kRow, row.row);
    return row;
  }

  // attestation_number without its constant.
  P3_INLINE E number() const {
    return identity * p3::KoalaBear::from_u64(kMaxAttestations) + attestation;
  }
};

class AttestationsAir {
 public:
  using F = p3::KoalaBear;
  using C = AttestationsColumns;

  // Height of vote keys, kMinAttestationHeight .. kMaxAttestedHeight.
  explicit AttestationsAir(unsigned key_height) : key_height_(key_height) {}

  p3::AirShape<F> shape() const {
    p3::AirShape<F> shape;
    shape.width = C::kWidth;
    shape.declared_degree = 3;
    return shape;
  }

  template <class B>
  P3_INLINE void eval(B& b) const {
    using Row = AttestationsRow<typename B::Expr>;
    const Row row = Row::template read<false>(b), next = Row::template read<true>(b);
    eval_blocks(b, row, next);
    push_hasher(b, row);
    push_node(b, row);
    push_signature(b, row, next);
    push_globals(b, row);
    push_range(b, row);
  }

 private:
  template <class B, class Row>
  P3_INLINE static void eval_blocks(B& b, const Row& row, const Row& next) {
    b.label("attestations/flags");
    b.assert_bools(row.row);
    b.assert_bool(sum_of(row.row, C::kRows));
    b.label("attestations/sequence");
    for (std::size_t k = 0; k + 1 < C::kRows; ++k) b.assert_eq(next.row[k + 1], row.row[k]);
    b.label("attestations/carry");
    auto inside = b.when(sum_of(row.row, C::kRows - 1));
    inside.assert_eq(next.identity, row.identity);
    inside.assert_eq(next.attestation, row.attestation);
    inside.assert_eq(next.member, row.member);
    inside.assert_eq(next.leaf, row.leaf);
    b.label("attestations/previous");
    b.when(row.row[attestation_row::kMember]).assert_eq(row.previous, row.member);
  }

  template <class B, class Row>
  P3_INLINE static void push_hasher(B& b, const Row& row) {
    using namespace attestation_row;
    const auto& r = row.row;
    push_part(b, row, HashKind::kAttest, Tag::kAttest, 16, r[kDeclaration], r[kAddress],
              r[kMessage], r[kAddress] + r[kMessage]);
    push_part(b, row, HashKind::kValidator, Tag::kValidator, kValidatorTable.num_elements(),
              r[kAddress], r[kRoot] + r[kParameter] + r[kRest], r[attestation_row::kMember],
              r[kRoot] + r[kParameter] * F::two() +
                  (r[kRest] + r[attestation_row::kMember]) * F::from_u64(3));
  }

  template <class B, class Row, class E>
  P3_INLINE static void push_part(B& b, const Row& row, HashKind kind, Tag tag, std::size_t length,
                                  const E& first, const E& middle, const E& digest,
                                  const E& offset) {
    const E id = row.number() * F::from_u64(kHashIdStride) + F::from_u64(hash_id(kind, 0)) + offset;
    const E part = first * F::two() + middle * F::from_u64(3) + digest * F::from_u64(4);
    b.push_global(
        bus::kHasher,
        hash_part_tuple(part, id, row.word, first * F::from_u64(static_cast<std::uint32_t>(tag)),
                        first * F::from_u64(length)),
        B::Count::bounded(first + middle + digest, 1));
  }

  // The member in the set, and the root of its key.
  template <class B, class Row>
  P3_INLINE void push_node(B& b, const Row& row) const {
    using namespace attestation_row;
    using E = typename B::Expr;
    using Count = typename B::Count;
    const E key = small_constant<E>(static_cast<std::uint32_t>(NodeKind::kKey));
    const E zero(F::zero());
    b.push_exclusive(bus::kNode,
                     b.arm(row.row[attestation_row::kMember], Count::integer(-1),
                           node_tuple(key, row.identity + F::from_u64(kFirstSetTree), zero,
                                      row.member, row.word)),
                     b.arm(row.row[kRoot], Count::integer(1),
                           node_tuple(key, row.number() + F::from_u64(kFirstAttestation),
                                      small_constant<E>(key_height_), zero, row.word)));
  }

  // pp stands in the row below the message.
  template <class B, class Row>
  P3_INLINE static void push_signature(B& b, const Row& row, const Row& next) {
    using E = typename B::Expr;
    b.push_global(bus::kSignature,
                  signature_tuple(
                      small_constant<E>(static_cast<std::uint32_t>(SignatureKind::kBare)),
                      row.number() + F::from_u64(kFirstAttestation), row.leaf, row.word, next.word),
                  B::Count::bounded(row.row[attestation_row::kMessage], 1));
  }

  template <class B, class Row>
  P3_INLINE static void push_globals(B& b, const Row& row) {
    using E = typename B::Expr;
    using Count = typename B::Count;
    const E& first = row.row[attestation_row::kDeclaration];
    const E& last = row.row[attestation_row::kMember];
    const E zero(F::zero());
    const E chain[8] = {row.attestation + last, row.previous, zero, zero, zero, zero, zero, zero};
    b.push_global(bus::kGlobal,
                  global_tuple(global_name<E>(GlobalName::kAttested), row.identity, chain),
                  Count::bounded(first - last, 1));
    b.push_global(bus::kGlobal,
                  global_tuple(global_name<E>(GlobalName::kDeclared), row.identity, row.word),
                  Count::bounded(first, 1));
  }

  // The leaf is one for attestations: below 2^h by the key's tree. Members grow.
  template <class B, class Row>
  P3_INLINE void push_range(B& b, const Row& row) const {
    using E = typename B::Expr;
    const E zero(F::zero());
    b.push_global(bus::kRange,
                  range_tuple(row.leaf - F::from_u64(vote_leaves(key_height_)),
                              row.member - row.previous - F::one(), zero, zero),
                  B::Count::bounded(row.row[attestation_row::kDeclaration], 1));
  }

  unsigned key_height_;
};

}  // namespace rpp
