// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include <cstdint>
#include <span>
#include <type_traits>

#include "p3/hash/tree_hasher.h"
#include "p3/merkle/opening.h"

// The verifier's side of the Merkle trees: checks one shared opening of many queries against a cap.
//
// Total: any opening gives kNone or a named error. Memory is bounded by the number of indices and
// the dimensions, which are the verifier's own; nothing is sized by the opening. Row widths are
// checked because the leaf hash has no separators: without that check columns could move between
// matrices.
namespace p3 {

enum class MerkleError {
  kNone,
  kEmptyBatch,                     // no matrix
  kIncompatibleHeights,            // a height is zero or off the ladder of the tallest
  kMatrixAboveCap,                 // a matrix is shorter than the cap layer, which does not bind it
  kWrongCapSize,                   // not the length that an honest prover writes
  kWrongBatchSize,                 // row sets per index, or rows per matrix
  kWrongWidth,                     // a row is not as wide as its matrix
  kIndexOutOfBounds,               // an index is not below the tallest height
  kInconsistentDuplicateOpenings,  // equal indices with different rows
  kSiblingCountMismatch,           // too few or too many sibling digests
  kInconsistentGroupOpening,       // merged paths with different rows of an injected matrix
  kCapMismatch,                    // a recomputed digest is not the one in the cap
};

const char* name(MerkleError error);

// indices are relative to the tallest height; a matrix of height h_j is read at row
// index >> (log2_ceil(max height) - log2_ceil(h_j)). The arity is hasher.max_arity().
template <class F>
[[nodiscard]] MerkleError verify_multi_opening(
    const TreeHasher<F>& hasher, std::span<const Dimensions> dimensions, unsigned cap_height,
    std::span<const Digest> cap, std::span<const std::uint64_t> indices,
    std::type_identity_t<MultiOpeningView<F>> opening) noexcept;

}  // namespace p3
