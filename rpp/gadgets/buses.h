// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include <cstddef>
#include <cstdint>

#include "p3/air/builder_ops.h"
#include "p3/base/inline.h"
#include "p3/field/koala_bear.h"

// The buses of the chain's circuits: names, kinds, and the layout of every tuple of the shared
// tables, each written once, as a function over expressions, packed rows or plain elements.
//
// A *demand* has count +1, a *supply* count -1; a bus balances when every tuple cancels. One demand
// takes one supply, unless the bus is *counted*: then the supplier's row carries a count of its own
// and serves any number of demands. Rules for users: docs/spec/circuits/gadgets.md.
namespace rpp {

namespace bus {
// Shared tables (rpp/gadgets).
inline constexpr const char* kHasher = "hasher";
inline constexpr const char* kNode = "node";
inline constexpr const char* kWots = "wots";
inline constexpr const char* kSignature = "signature";
inline constexpr const char* kRange = "range";          // counted
inline constexpr const char* kCanonical = "canonical";  // counted
inline constexpr const char* kGlobal = "global";        // see globals.h
inline constexpr const char* kMemory = "memory";        // see rpp/state/air/memory.h
}  // namespace bus

inline constexpr std::size_t kHasherWidth = 25;
inline constexpr std::size_t kNodeWidth = 12;
inline constexpr std::size_t kWotsWidth = 12;
inline constexpr std::size_t kSignatureWidth = 15;
inline constexpr std::size_t kRangeWidth = 4;
inline constexpr std::size_t kCanonicalWidth = 3;

// The first element of a tuple on `hasher`. A hash of one block needs no kind of its own: its
// digest is C8 minus the block (see single_block_tuple).
enum class HasherKind : std::uint32_t { kC8 = 0, kFirst = 2, kNext = 3, kDigest = 4, kChain = 5 };

// The first element of a tuple on `node`. kStatement: every child of a node is demanded (or an
// empty subtree); kKey: one child of a node may be free, a private sibling; kEmpty: the digest of a
// subtree without used positions, counted, index 0. kBefore, kAfter: a node above leaves that
// change; kShared: what a row before gives to the row after at the same place (table `updates`).
enum class NodeKind : std::uint32_t {
  kStatement = 0,
  kKey = 1,
  kEmpty = 2,
  kBefore = 3,
  kAfter = 4,
  kShared = 5
};

// The first element of a tuple on `signature`: the message that a key signed at a leaf, and the
// digest of that key, under the number of the signature; or the message with the key's pp, whose
// root the user demands at level h of key tree `number`.
enum class SignatureKind : std::uint32_t { kMessage = 1, kKey = 2, kBare = 3 };

// Trees of kind kStatement of the consensus circuit, with their depths. Trees of kind kKey are
// numbered by member; the leader's own opening has kLeaderTree.
enum class TreeId : std::uint32_t {
  kValidators = 0,
  kSignatures = 1,
  kVrfOutputs = 2,
  kVrfProofs = 3,
  kWitnesses = 4,
  kReputations = 5
};
inline constexpr std::size_t kTreeCount = 6;
inline constexpr unsigned kTreeDepth[kTreeCount] = {8, 9, 8, 8, 10, 4};
inline constexpr std::uint32_t kLeaderTree = 256;

// Hash ids. A hash of n blocks occupies the ids id .. id + n - 1: block j is sent under id + j and
// the digest is asked for under id + n - 1. Ids of one kind are kHashIdStride apart, so a hash has
// at most that many blocks.
enum class HashKind : std::uint32_t {
  kWots = 1,       // index 2i + s: the public key of a signature
  kValidator = 2,  // index i; 256: the leader's copy
  kVoteBy = 3,     // index 2i + s
  kSig = 4,        // index 2i + s
  kVrfProof = 5,   // index 2i + 1
  kStatement = 6,  // numbered by the statement table
  // The pruning circuit.
  kBlockLeaf = 7,  // index i, of the range; uptime: of the heads
  kTxRoots = 8,    // index 0
  // The circuits over lists.
  kKey = 16,     // index = number of the signature: the key's digest
  kAct = 17,     // index i: what statement i of a list signs
  kListed = 18,  // index i: statement i of a list
  // The identity circuit (rpp/identity/air/trees.h). Members are kValidator 8 i + k.
  kInsertion = 20,  // index 4 i + leaf: an account's leaf
  kAttest = 21,     // index 8 i + k: what attestation k of identity i signs
  // The state circuit. Bodies of transactions are kAct, uptime statements kListed, validators
  // kValidator.
  kAccountBefore = 24,  // index = number of the account: its leaf before the block
  kAccountAfter = 25,   // the same, after
  kKeyChange = 26       // index i: what rotation i opens
};
inline constexpr std::uint32_t kHashIdStride = 32;
inline constexpr std::uint32_t kHashIdsPerKind = 1u << 16;
constexpr std::uint32_t hash_id(HashKind kind, std::uint32_t index) {
  return (static_cast<std::uint32_t>(kind) * kHashIdsPerKind + index) * kHashIdStride;
}

// One-time signatures: chains, steps, and what their digits look like (docs/spec/hashing.md).
inline constexpr std::size_t kWotsChains = 42;
inline constexpr std::size_t kWotsLimbs = 6;  // of the message digest that are signed
inline constexpr std::uint32_t kWotsDigitSum = 184;
inline constexpr std::uint32_t kWotsMaxHigh =
    1015;  // a limb shifted right by 21, below that of p - 1
inline constexpr std::uint32_t kChainTweak = 1u << 16;    // tweak(1, 0, 0): + 256 chain + step
inline constexpr std::uint32_t kMessageTweak = 2u << 16;  // tweak(2, 0, 0)
inline constexpr std::uint32_t kWotsLastBlock = 20;       // the chain ends are 21 blocks

// Wallet keys: their height, and the elements of H(key; h, root, pp).
inline constexpr std::uint32_t kWalletTreeDepth = 16;
inline constexpr std::uint32_t kKeyElements = 13;

// canonical: hi of the largest element, whose lo is 0.
inline constexpr std::uint32_t kCanonicalMaxHi = 32512;

// A tuple under construction. E is an expression, a packed row or an element.
template <class E, std::size_t N>
struct TupleWriter {
  p3::LookupTuple<E, N> tuple;
  std::size_t size = 0;

  P3_INLINE void add(const E& x) { tuple.items[size++] = x; }
  P3_INLINE void add(const E* x, std::size_t count) {
    for (std::size_t i = 0; i < count; ++i) add(x[i]);
  }
  // Zeros up to the width of the bus.
  P3_INLINE const p3::LookupTuple<E, N>& filled() {
    while (size < N) add(E(p3::KoalaBear::zero()));
    return tuple;
  }
};

template <class E>
P3_INLINE E small_constant(std::uint32_t value) {
  return E(p3::KoalaBear::from_u64(value));
}

template <class E>
using HasherTuple = p3::LookupTuple<E, kHasherWidth>;
template <class E>
using NodeTuple = p3::LookupTuple<E, kNodeWidth>;
template <class E>
using WotsTuple = p3::LookupTuple<E, kWotsWidth>;
template <class E>
using SignatureTuple = p3::LookupTuple<E, kSignatureWidth>;

// out[0..8) = C8(in[0..16)).
template <class E>
P3_INLINE HasherTuple<E> c8_tuple(const E* in, const E* out) {
  TupleWriter<E, kHasherWidth> w;
  w.add(small_constant<E>(static_cast<std::uint32_t>(HasherKind::kC8)));
  w.add(in, 16);
  w.add(out, 8);
  return w.filled();
}

// node = C8(left | right).
template <class E>
P3_INLINE HasherTuple<E> c8_pair_tuple(const E* left, const E* right, const E* out) {
  TupleWriter<E, kHasherWidth> w;
  w.add(small_constant<E>(static_cast<std::uint32_t>(HasherKind::kC8)));
  w.add(left, 8);
  w.add(right, 8);
  w.add(out, 8);
  return w.filled();
}

// digest = H(tag; m) of at most 8 elements, m filled with zeros to a block: one call of C8, because
// C8(m | tag | length | 0...) = P(...) + m and the digest is P(...).
template <class E>
P3_INLINE HasherTuple<E> single_block_tuple(const E& tag, const E& length, const E* m,
                                            const E* digest) {
  TupleWriter<E, kHasherWidth> w;
  w.add(small_constant<E>(static_cast<std::uint32_t>(HasherKind::kC8)));
  w.add(m, 8);
  w.add(tag);
  w.add(length);
  for (std::size_t i = 10; i < 16; ++i) w.add(E(p3::KoalaBear::zero()));
  for (std::size_t i = 0; i < 8; ++i) w.add(digest[i] + m[i]);
  return w.filled();
}

// Block 0 of a hash of two or more blocks.
template <class E>
P3_INLINE HasherTuple<E> hash_first_tuple(const E& id, const E& tag, const E& length,
                                          const E* block) {
  TupleWriter<E, kHasherWidth> w;
  w.add(small_constant<E>(static_cast<std::uint32_t>(HasherKind::kFirst)));
  w.add(id);
  w.add(block, 8);
  w.add(tag);
  w.add(length);
  return w.filled();
}

// Block j >= 1, under id + j.
template <class E>
P3_INLINE HasherTuple<E> hash_next_tuple(const E& id_plus_j, const E* block) {
  TupleWriter<E, kHasherWidth> w;
  w.add(small_constant<E>(static_cast<std::uint32_t>(HasherKind::kNext)));
  w.add(id_plus_j);
  w.add(block, 8);
  return w.filled();
}

// The digest, under the id of the last block.
template <class E>
P3_INLINE HasherTuple<E> hash_digest_tuple(const E& id_of_last, const E* digest) {
  TupleWriter<E, kHasherWidth> w;
  w.add(small_constant<E>(static_cast<std::uint32_t>(HasherKind::kDigest)));
  w.add(id_of_last);
  w.add(digest, 8);
  return w.filled();
}

// A part of a sponge call of any kind, by linear entries: kind is 2, 3 or 4 (HasherKind), tag and
// length are zero unless it is 2.
template <class E>
P3_INLINE HasherTuple<E> hash_part_tuple(const E& kind, const E& id, const E* block, const E& tag,
                                         const E& length) {
  TupleWriter<E, kHasherWidth> w;
  w.add(kind);
  w.add(id);
  w.add(block, 8);
  w.add(tag);
  w.add(length);
  return w.filled();
}

// Chain c of a key's leaf walked from position d (0 to 6) to its end at position 7; the value at d
// is free. tweak = kChainTweak + 256 c.
template <class E>
P3_INLINE HasherTuple<E> chain_tuple(const E& tweak, const E& leaf, const E* pp, const E& d,
                                     const E* end) {
  TupleWriter<E, kHasherWidth> w;
  w.add(small_constant<E>(static_cast<std::uint32_t>(HasherKind::kChain)));
  w.add(tweak);
  w.add(leaf);
  w.add(pp, 4);
  w.add(d);
  w.add(end, 4);
  return w.filled();
}

// The node at (level, index) of a tree; kind is a NodeKind other than kEmpty.
template <class E>
P3_INLINE NodeTuple<E> node_tuple(const E& kind, const E& tree, const E& level, const E& index,
                                  const E* digest) {
  TupleWriter<E, kNodeWidth> w;
  w.add(kind);
  w.add(tree);
  w.add(level);
  w.add(index);
  w.add(digest, 8);
  return w.filled();
}

// The root of an empty subtree whose leaves are at level 0 and its root at `level`.
template <class E>
P3_INLINE NodeTuple<E> empty_node_tuple(const E& tree, const E& level, const E* digest) {
  const E kind = small_constant<E>(static_cast<std::uint32_t>(NodeKind::kEmpty));
  return node_tuple(kind, tree, level, E(p3::KoalaBear::zero()), digest);
}

// Signature `sid` of the limbs D0..D5 with the one-time key of a leaf; its chain ends are absorbed
// by hash hash_id(HashKind::kWots, sid), whose digest the user of the bus asks for.
template <class E>
P3_INLINE WotsTuple<E> wots_tuple(const E& sid, const E& leaf, const E* pp, const E* limbs) {
  TupleWriter<E, kWotsWidth> w;
  w.add(sid);
  w.add(leaf);
  w.add(pp, 4);
  w.add(limbs, kWotsLimbs);
  return w.filled();
}

// Signature `number` (SignatureKind): at `leaf`, of the digest in `digest`; pp is zero but for
// kBare. For kKey the leaf is 0 and `digest` the key digest of a wallet key.
template <class E>
P3_INLINE SignatureTuple<E> signature_tuple(const E& kind, const E& number, const E& leaf,
                                            const E* digest, const E* pp) {
  TupleWriter<E, kSignatureWidth> w;
  w.add(kind);
  w.add(number);
  w.add(leaf);
  w.add(digest, 8);
  w.add(pp, 4);
  return w.filled();
}

// a, b, c, d are integers below 2^16.
template <class E>
P3_INLINE p3::LookupTuple<E, kRangeWidth> range_tuple(const E& a, const E& b, const E& c,
                                                      const E& d) {
  return {{a, b, c, d}};
}

// The integer of v, which is below p, is lo + 2^16 hi.
template <class E>
P3_INLINE p3::LookupTuple<E, kCanonicalWidth> canonical_tuple(const E& v, const E& lo,
                                                              const E& hi) {
  return {{v, lo, hi}};
}

}  // namespace rpp
