// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include <algorithm>
#include <cstdint>
#include <vector>

#include "p3/hash/poseidon2_defaults.h"
#include "rpp/hash/sponge.h"
#include "testing/random_field.h"

// For tests: the functions of docs/spec/hashing.md once more, as slow and literal as the text.
namespace rpp::testing {

using RandomElements = p3::testing::RandomField<Element>;

inline Digest random_digest(RandomElements& random) {
  Digest digest;
  for (Element& x : digest.elements) x = random.next();
  return digest;
}

inline std::vector<Digest> random_digests(RandomElements& random, std::size_t count) {
  std::vector<Digest> digests(count);
  for (Digest& digest : digests) digest = random_digest(random);
  return digests;
}

inline const p3::Poseidon2<Element, 16>& permutation_naive() {
  static const auto kPermutation = p3::default_poseidon2<Element, 16>();
  return kPermutation;
}

inline Digest sponge_naive(std::uint32_t tag, std::vector<Element> m) {
  std::array<Element, 16> state;
  state.fill(Element::zero());
  state[8] = Element::from_u64(tag);
  state[9] = Element::from_u64(m.size());
  if (m.empty()) m.resize(8, Element::zero());
  while (m.size() % 8 != 0) m.push_back(Element::zero());
  for (std::size_t block = 0; block < m.size(); block += 8) {
    for (std::size_t i = 0; i < 8; ++i) state[i] = state[i] + m[block + i];
    permutation_naive().permute(state);
  }
  Digest out;
  std::copy_n(state.begin(), 8, out.elements.begin());
  return out;
}

inline Digest c8_naive(std::vector<Element> x) {
  x.resize(16, Element::zero());
  std::array<Element, 16> state;
  std::copy_n(x.begin(), 16, state.begin());
  permutation_naive().permute(state);
  Digest out;
  for (std::size_t i = 0; i < 8; ++i) out[i] = state[i] + x[i];
  return out;
}

// The digest with element `i` one larger.
inline Digest changed(Digest digest, std::size_t i) {
  digest[i] += Element::one();
  return digest;
}

}  // namespace rpp::testing
