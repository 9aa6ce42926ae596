// SPDX-License-Identifier: Apache-2.0 OR MIT
#include "p3/hash/keccak_tree_hasher.h"

#include <array>

#include "p3/field/extension_params.h"
#include "p3/hash/keccak.h"

namespace p3 {
namespace {

constexpr std::size_t kRateLanes = 17;

// Overwriting sponge over u64 words: a full block permutes at once, a partial last one in finish.
class LaneSponge {
 public:
  void absorb(std::uint64_t word) noexcept {
    state_[filled_++] = word;
    if (filled_ == kRateLanes) permute();
  }
  Digest finish() noexcept {
    if (filled_ != 0) permute();
    return Digest{{state_[0], state_[1], state_[2], state_[3]}};
  }

 private:
  void permute() noexcept {
    keccak_f1600(state_);
    filled_ = 0;
  }

  KeccakState state_{};
  std::size_t filled_ = 0;
};

}  // namespace

template <class F>
Digest KeccakSpongeTreeHasher<F>::hash_elements(std::span<const F> elements) const noexcept {
  static_assert(kRate == kRateLanes);
  LaneSponge sponge;
  if constexpr (F::kBytes == 8) {
    for (const F x : elements) sponge.absorb(x.word());
  } else {
    std::size_t i = 0;
    for (; i + 1 < elements.size(); i += 2) {
      sponge.absorb(elements[i].word() | std::uint64_t{elements[i + 1].word()} << 32);
    }
    if (i < elements.size()) sponge.absorb(elements[i].word());
  }
  return sponge.finish();
}

template <class F>
Digest KeccakSpongeTreeHasher<F>::compress(std::span<const Digest> children) const noexcept {
  P3_CHECK(children.size() == arity_, "a node takes exactly max_arity() children");
  LaneSponge sponge;
  for (const Digest& child : children) {
    for (const std::uint64_t word : child.words) sponge.absorb(word);
  }
  return sponge.finish();
}

template <class F>
Digest Keccak256TreeHasher<F>::hash_elements(std::span<const F> elements) const noexcept {
  Keccak256 hash;
  for (const F x : elements) {
    std::array<std::uint8_t, F::kBytes> bytes;
    for (unsigned k = 0; k < F::kBytes; ++k) {
      bytes[k] = static_cast<std::uint8_t>(x.word() >> (8 * k));
    }
    hash.update(bytes);
  }
  return digest_from_bytes(hash.finish());
}

template <class F>
Digest Keccak256TreeHasher<F>::compress(std::span<const Digest> children) const noexcept {
  P3_CHECK(children.size() == arity_, "a node takes exactly max_arity() children");
  Keccak256 hash;
  for (const Digest& child : children) hash.update(digest_to_bytes(child));
  return digest_from_bytes(hash.finish());
}

#define P3_INSTANTIATE(F)                   \
  template class KeccakSpongeTreeHasher<F>; \
  template class Keccak256TreeHasher<F>;
P3_FOR_EACH_FIELD(P3_INSTANTIATE)
#undef P3_INSTANTIATE

}  // namespace p3
