// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include <memory>
#include <vector>

#include "rpp/hash/hash_test_support.h"
#include "rpp/xmss/sign.h"

// For tests of keys and signatures: fixed keys, and the hash calls of docs/spec/hashing.md written
// out over the naive functions.
namespace rpp::testing {

// A type of its own, so that its + is found from other namespaces.
struct Elements : std::vector<Element> {
  using std::vector<Element>::vector;
};

inline Elements operator+(Elements a, const Elements& b) {
  a.insert(a.end(), b.begin(), b.end());
  return a;
}

inline Elements numbers(std::initializer_list<std::uint64_t> x) {
  Elements out;
  for (const std::uint64_t v : x) out.push_back(Element::from_u64(v));
  return out;
}

template <std::size_t kCount>
Elements list(const std::array<Element, kCount>& x) {
  return {x.begin(), x.end()};
}
inline Elements list(const Digest& x) { return list(x.elements); }

inline Elements first(const Digest& x, std::size_t count) {
  return {x.elements.begin(), x.elements.begin() + static_cast<std::ptrdiff_t>(count)};
}

inline Elements leaf_limbs(std::uint32_t leaf) { return numbers({leaf % 65536, leaf / 65536}); }

inline SecretSeed seed_number(std::uint64_t k) {
  Digest seed;
  for (std::size_t i = 0; i < kDigestElements; ++i) seed[i] = Element::from_u64(1000 * k + i);
  return SecretSeed(seed.elements);
}

inline XmssKey make_key(const KeyShape& shape, std::uint64_t seed = 1) {
  p3::ThreadPool pool(1);
  return XmssKey(seed_number(seed), shape, pool);
}

inline XmssKey make_key(KeyKind kind, unsigned height, std::uint64_t seed = 1) {
  return make_key(KeyShape::whole(kind, height), seed);
}

inline Digest message_number(std::uint64_t k) {
  RandomElements random(k);
  return random_digest(random);
}

inline Signature sign_once(const XmssKey& key, std::uint32_t leaf, const Digest& message) {
  return sign_unrecorded(key, leaf, *find_encoding(key, leaf, message));
}

// The value of a chain after `steps` steps from position 0.
inline Elements chain_naive(const Elements& seed, const Elements& pp, std::uint32_t leaf,
                            std::size_t chain, unsigned steps) {
  const Digest pair = sponge_naive(7, seed + leaf_limbs(leaf) + numbers({chain / 2}));
  Elements value = list(pair);
  value.erase(value.begin(), value.begin() + static_cast<std::ptrdiff_t>(4 * (chain % 2)));
  value.resize(4);
  for (unsigned step = 0; step < steps; ++step) {
    value = first(c8_naive(numbers({65536 + 256 * chain + step, leaf}) + pp + value), 4);
  }
  return value;
}

inline Digest wots_naive(const Elements& seed, const Elements& pp, std::uint32_t leaf) {
  Elements ends;
  for (std::size_t chain = 0; chain < 42; ++chain) {
    ends = ends + chain_naive(seed, pp, leaf, chain, 7);
  }
  return sponge_naive(2, ends);
}

// The leaf of the tree, with or without a VRF commitment.
inline Digest leaf_naive(const Elements& seed, std::uint32_t leaf, bool vrf) {
  const Elements pp = first(sponge_naive(6, seed), 4);
  Digest c = sponge_naive(4, {});
  if (vrf) {
    const Digest r = sponge_naive(8, seed + leaf_limbs(leaf));
    c = c8_naive(list(r) + pp + numbers({3 * 65536, leaf}));
  }
  return c8_naive(list(wots_naive(seed, pp, leaf)) + list(c));
}

}  // namespace rpp::testing
