// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

#include "rpp/hash/sponge.h"
#include "rpp/xmss/parameters.h"

// The secret seed of a key and what is derived from it (docs/spec/hashing.md, "Secrets").
//
// A seed has no comparison and no text, and is wiped when it goes. All derivations run in constant
// time up to the public leaf index: the permutation has no branch or table that depends on data.
namespace rpp {

// Overwrites memory in a way that the compiler keeps.
void wipe(void* data, std::size_t size) noexcept;

// Wipes a local object at the end of its scope.
template <class T>
class WipeAtExit {
 public:
  explicit WipeAtExit(T& object) : object_(object) {}
  ~WipeAtExit() { wipe(&object_, sizeof(T)); }
  WipeAtExit(const WipeAtExit&) = delete;
  WipeAtExit& operator=(const WipeAtExit&) = delete;

 private:
  T& object_;
};

class SecretSeed {
 public:
  explicit SecretSeed(std::span<const Element, kDigestElements> elements) noexcept;
  // From 32 bytes, through tag secret-seed.
  static SecretSeed from_bytes(std::span<const std::uint8_t, 32> bytes) noexcept;

  SecretSeed(SecretSeed&& other) noexcept : SecretSeed(other.elements()) { other.clear(); }
  SecretSeed& operator=(SecretSeed&&) = delete;
  ~SecretSeed() { clear(); }

  // A second holder of the same secret, on purpose.
  SecretSeed clone() const noexcept { return SecretSeed(elements()); }

  std::span<const Element, kDigestElements> elements() const { return elements_; }

 private:
  void clear() noexcept { wipe(&elements_, sizeof(elements_)); }

  std::array<Element, kDigestElements> elements_;
};

// pp of the key.
PublicParameter public_parameter(const SecretSeed& seed) noexcept;

// The value of a chain at position 0. Secret.
ChainValue chain_start(const SecretSeed& seed, std::uint32_t leaf, std::size_t chain) noexcept;

// r of a precommit leaf. Secret until its slot.
Digest vrf_secret(const SecretSeed& seed, std::uint32_t leaf) noexcept;

// The node beside the path of a partly built tree.
Digest secret_node(const SecretSeed& seed, unsigned level, std::uint32_t index) noexcept;

// The elements of H(rho; ...) for one counter: 20. Secret.
std::array<Element, 20> rho_input(const SecretSeed& seed, std::uint32_t leaf, const Digest& message,
                                  std::uint32_t counter) noexcept;

}  // namespace rpp
