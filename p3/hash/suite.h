// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include <memory>

#include "p3/hash/permutation.h"
#include "p3/hash/poseidon2_tree_hasher.h"
#include "p3/hash/tree_hasher.h"

// HashSuite<F>: the hashing that prover and verifier must agree on: tree and transcript.
//
// Suites are values that share their immutable hashers. make_hash_suite gives the shipped ones with
// the public default constants; make_poseidon2_suite takes constants of the user.
namespace p3 {

enum class TreeHash {
  kPoseidon2,  // 31-bit: leaves 24/16, transcript 24/16; Goldilocks: leaves and transcript 8/4
  kPoseidon2Width16,  // 31-bit only: leaves 16/8, transcript 16/8
  kKeccakF,           // Keccak-f sponge over u64 words, transcript over Keccak-256
  kKeccak256,         // Keccak-256 over bytes, transcript over Keccak-256
};

template <class F>
struct HashSuite {
  TreeHash name = TreeHash::kKeccakF;
  unsigned arity = 2;  // 2 or 4, equal to hasher->max_arity()
  std::shared_ptr<const TreeHasher<F>> hasher;

  // Duplex transcript: permutation and rate. Null and 0 for the Keccak suites, whose transcript
  // serialises elements for Keccak-256.
  std::shared_ptr<const Permutation<F>> challenger_permutation;
  unsigned challenger_rate = 0;
};

// Whether field and hash go together: all but Goldilocks with kPoseidon2Width16. arity is 2 or 4.
template <class F>
[[nodiscard]] bool hash_suite_exists(TreeHash name, unsigned arity);

// A shipped suite; hash_suite_exists must hold. Poseidon2 nodes are as wide as arity digests.
template <class F>
HashSuite<F> make_hash_suite(TreeHash name, unsigned arity);

// A Poseidon2 suite over the user's constants. The transcript runs on the leaf permutation.
template <class F, unsigned LeafWidth, unsigned LeafRate, unsigned NodeWidth>
HashSuite<F> make_poseidon2_suite(TreeHash name, const Poseidon2Constants<F, LeafWidth>& leaf,
                                  const Poseidon2Constants<F, NodeWidth>& node) {
  using Hasher = Poseidon2TreeHasher<F, LeafWidth, LeafRate, NodeWidth>;
  HashSuite<F> suite;
  suite.name = name;
  suite.arity = Hasher::kArity;
  const auto hasher = std::make_shared<const Hasher>(leaf, node);
  suite.hasher = hasher;
  // Shares the life time of the hasher that holds the permutation.
  suite.challenger_permutation = std::shared_ptr<const Permutation<F>>(hasher, &hasher->leaf());
  suite.challenger_rate = LeafRate;
  return suite;
}

}  // namespace p3
