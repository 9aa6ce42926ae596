// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "p3/hash/poseidon2.h"
#include "rpp/hash/digest.h"
#include "rpp/hash/limbs.h"
#include "rpp/hash/tags.h"

// C8 and the tagged sponge H of the chain, scalar (docs/spec/hashing.md, "Functions").
//
// Many independent calls at once: batch.h. Everything here is safe to call from several threads.
namespace rpp {

inline constexpr std::size_t kWidth = 16;
inline constexpr std::size_t kRate = 8;

// Where H keeps tag and length in its first state; the elements behind them are zero.
inline constexpr std::size_t kTagPosition = 8;
inline constexpr std::size_t kLengthPosition = 9;

using HashState = std::array<Element, kWidth>;
using HashPermutation = p3::Poseidon2<Element, kWidth>;

// P, with the public default constants of Plonky3 0.8.0. One immutable object for the program.
const HashPermutation& hash_permutation() noexcept;

// C8(x) = the first 8 elements of P(x) + x.
Digest compress(const HashState& x) noexcept;

// A node of a tree: C8(left | right).
Digest compress(const Digest& left, const Digest& right) noexcept;

// out[i] = compress(children[2 i], children[2 i + 1]); children.size() == 2 * out.size(). `out` may
// be the front of `children`.
void compress_pairs(std::span<const Digest> children, std::span<Digest> out) noexcept;

// H for any tag number and length, for tests and tools: m.size() < p.
Digest sponge_unchecked(std::uint32_t tag, std::span<const Element> m) noexcept;

// H(tag; m). The tag must allow this length: another one is a bug of the caller.
Digest hash(Tag tag, std::span<const Element> m) noexcept;

// H(tag; empty), the leaf at unused positions.
inline Digest hash_empty(Tag tag) noexcept { return hash(tag, {}); }

// How many permutations H takes for so many elements.
constexpr std::size_t sponge_permutations(std::size_t length) {
  return length == 0 ? 1 : (length + kRate - 1) / kRate;
}

// HashInput: the elements of one call of H, appended field by field in the order of the table.
//
//   const Digest d = HashInput(Tag::kEpochNonce).digest(chain).u64(epoch).digest(beacon).hash();
//
// The capacity holds the length, so elements are kept until hash().
class HashInput {
 public:
  explicit HashInput(Tag tag) : tag_(tag) { elements_.reserve(info_of(tag).base); }

  HashInput& digest(const Digest& x) { return elements(x.elements); }
  HashInput& u64(std::uint64_t x) { return elements(u64_limbs(x)); }
  HashInput& u32(std::uint32_t x) { return elements(u32_limbs(x)); }
  // A tier, stage, kind, flag, hour or count: one element, its integer must be below p.
  HashInput& small(std::uint32_t x);
  HashInput& elements(std::span<const Element> x) {
    elements_.insert(elements_.end(), x.begin(), x.end());
    return *this;
  }

  Tag tag() const { return tag_; }
  std::span<const Element> view() const { return elements_; }
  Digest hash() const noexcept { return rpp::hash(tag_, elements_); }

 private:
  Tag tag_;
  std::vector<Element> elements_;
};

}  // namespace rpp
