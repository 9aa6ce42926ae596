// SPDX-License-Identifier: Apache-2.0 OR MIT
#include "p3/hash/poseidon2_tree_hasher.h"

#include <algorithm>

#include "p3/base/check.h"

namespace p3 {
namespace {

// The digest's elements. Words not below p are reduced, which keeps this total; whoever reads
// digests from outside refuses such words with is_canonical.
template <class F>
void read_digest(const Digest& digest, F* out) {
  if (digest_to_elements<F>(digest, out)) return;
  for (std::size_t i = 0; i < kDigestElements<F>; ++i) {
    std::uint64_t word = digest.words[i * F::kBytes / 8];
    if constexpr (F::kBytes == 4) word = static_cast<std::uint32_t>(word >> (32 * (i % 2)));
    out[i] = F::from_word_unchecked(static_cast<typename F::Word>(word % F::kOrder));
  }
}

}  // namespace

template <class F, unsigned LeafWidth, unsigned LeafRate, unsigned NodeWidth>
Digest Poseidon2TreeHasher<F, LeafWidth, LeafRate, NodeWidth>::hash_elements(
    std::span<const F> elements) const noexcept {
  std::array<F, LeafWidth> state{};
  while (!elements.empty()) {
    const std::size_t count = std::min<std::size_t>(LeafRate, elements.size());
    std::copy_n(elements.begin(), count, state.begin());
    leaf_.permute(state);
    elements = elements.subspan(count);
  }
  return digest_from_elements<F>(state.data());
}

template <class F, unsigned LeafWidth, unsigned LeafRate, unsigned NodeWidth>
Digest Poseidon2TreeHasher<F, LeafWidth, LeafRate, NodeWidth>::compress(
    std::span<const Digest> children) const noexcept {
  P3_CHECK(children.size() == kArity, "a node takes exactly max_arity() children");
  std::array<F, NodeWidth> state;
  for (unsigned i = 0; i < kArity; ++i) read_digest<F>(children[i], state.data() + i * kDigest);
  node_.permute(state);
  return digest_from_elements<F>(state.data());
}

#define P3_INSTANTIATE(F, LW, LR, NW) template class Poseidon2TreeHasher<F, LW, LR, NW>;
P3_FOR_EACH_POSEIDON2_TREE(P3_INSTANTIATE)
#undef P3_INSTANTIATE

}  // namespace p3
