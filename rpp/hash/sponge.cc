// SPDX-License-Identifier: Apache-2.0 OR MIT
#include "rpp/hash/sponge.h"

#include <algorithm>

#include "p3/base/check.h"
#include "p3/hash/poseidon2_defaults.h"

namespace rpp {
namespace {

Digest front(const HashState& state) {
  Digest digest;
  std::copy_n(state.begin(), kDigestElements, digest.elements.begin());
  return digest;
}

}  // namespace

const HashPermutation& hash_permutation() noexcept {
  static const HashPermutation kPermutation = p3::default_poseidon2<Element, kWidth>();
  return kPermutation;
}

Digest compress(const HashState& x) noexcept {
  HashState state = x;
  hash_permutation().permute(state);
  Digest digest = front(state);
  for (std::size_t i = 0; i < kDigestElements; ++i) digest[i] += x[i];
  return digest;
}

Digest compress(const Digest& left, const Digest& right) noexcept {
  HashState x;
  std::copy(left.elements.begin(), left.elements.end(), x.begin());
  std::copy(right.elements.begin(), right.elements.end(), x.begin() + kDigestElements);
  return compress(x);
}

void compress_pairs(std::span<const Digest> children, std::span<Digest> out) noexcept {
  P3_CHECK(children.size() == 2 * out.size(), "two children a node");
  for (std::size_t i = 0; i < out.size(); ++i) {
    out[i] = compress(children[2 * i], children[2 * i + 1]);
  }
}

Digest sponge_unchecked(std::uint32_t tag, std::span<const Element> m) noexcept {
  const HashPermutation& permutation = hash_permutation();
  HashState state{};
  state[kTagPosition] = Element::from_u64(tag);
  state[kLengthPosition] = Element::from_u64(m.size());
  // At least one block: an empty message is a block of zeros.
  do {
    const std::size_t count = std::min(m.size(), kRate);
    for (std::size_t i = 0; i < count; ++i) state[i] += m[i];
    permutation.permute(state);
    m = m.subspan(count);
  } while (!m.empty());
  return front(state);
}

Digest hash(Tag tag, std::span<const Element> m) noexcept {
  P3_CHECK(info_of(tag).allows(m.size()), "a length that the tag does not have");
  return sponge_unchecked(static_cast<std::uint32_t>(tag), m);
}

HashInput& HashInput::small(std::uint32_t x) {
  P3_CHECK(x < Element::kPrime, "no small value");
  elements_.push_back(Element::from_u64(x));
  return *this;
}

}  // namespace rpp
