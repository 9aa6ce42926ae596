// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "p3/base/result.h"
#include "rpp/hash/merkle_path.h"
#include "rpp/xmss/parameters.h"

// Public keys and signatures of XMSS-P2, and their bytes.
//
// Bytes: every number a little-endian u32. Key: height, root (8), pp (4). Signature: leaf, rho (6),
// the chain values (4 each, chain 0 first), c (8), path (8 a level, level 0 first); its height is
// that of the key and not repeated. Elements are canonical integers.
namespace rpp {

struct PublicKey {
  std::uint32_t height = 0;
  Digest root;
  PublicParameter pp{};

  friend bool operator==(const PublicKey&, const PublicKey&) = default;
};

// K = H(key; height, root, pp): an account's address, for its first wallet key.
Digest key_digest(const PublicKey& key) noexcept;

// What a signature shows of one leaf: without its index, its other half and its path.
struct OneTimeSignature {
  Rho rho{};
  ChainValues values{};  // chain c at the position of its digit

  friend bool operator==(const OneTimeSignature&, const OneTimeSignature&) = default;
};

struct Signature {
  std::uint32_t leaf = 0;
  Rho rho{};
  ChainValues values{};  // chain c at the position of its digit
  Digest c;              // the other half of the leaf: vrf_none() or a VRF commitment
  MerklePath path;       // `height` siblings, level 0 first

  friend bool operator==(const Signature&, const Signature&) = default;
};

enum class BytesReason : std::uint8_t {
  kHeight,        // the height is 0 or above kMaxHeight; got is the height
  kLength,        // not the length of this height; got is the number of bytes
  kNotCanonical,  // a word of p or more where an element belongs; got is the word
  kLeaf,          // a leaf of 2^height or more; got is the leaf
};

struct BytesError {
  BytesReason reason;
  std::size_t position = 0;  // in bytes
  std::uint64_t got = 0;

  friend bool operator==(const BytesError&, const BytesError&) = default;
};

// "not-canonical".
const char* reason_name(BytesReason reason) noexcept;

inline constexpr std::size_t kPublicKeyBytes = 4 * (1 + 8 + 4);

constexpr std::size_t signature_bytes(unsigned height) {
  return 4 * (1 + 6 + 4 * kChains + 8 + 8 * std::size_t{height});
}

std::vector<std::uint8_t> encode(const PublicKey& key);
std::vector<std::uint8_t> encode(const Signature& signature);

// The inverses: accept what encode writes and nothing else.
p3::Result<PublicKey, BytesError> decode_public_key(std::span<const std::uint8_t> bytes) noexcept;
p3::Result<Signature, BytesError> decode_signature(std::span<const std::uint8_t> bytes,
                                                   unsigned height) noexcept;

}  // namespace rpp
