// SPDX-License-Identifier: Apache-2.0 OR MIT
#include "rpp/xmss/secret.h"

#include <algorithm>
#include <cstring>

namespace rpp {
namespace {

// The seed, then limbs and small values: the input of one derivation, wiped by its caller.
template <std::size_t kLength>
class SecretInput {
 public:
  explicit SecretInput(const SecretSeed& seed) {
    const auto s = seed.elements();
    next_ = std::copy(s.begin(), s.end(), m_.begin());
  }
  ~SecretInput() { wipe(m_.data(), sizeof(m_)); }
  SecretInput(const SecretInput&) = delete;
  SecretInput& operator=(const SecretInput&) = delete;

  SecretInput& u32(std::uint32_t x) {
    const auto limbs = u32_limbs(x);
    next_ = std::copy(limbs.begin(), limbs.end(), next_);
    return *this;
  }
  SecretInput& small(std::size_t x) {
    *next_++ = Element::from_u64(x);
    return *this;
  }
  SecretInput& digest(const Digest& x) {
    next_ = std::copy(x.elements.begin(), x.elements.end(), next_);
    return *this;
  }
  Digest hash(Tag tag) const { return rpp::hash(tag, m_); }
  const std::array<Element, kLength>& elements() const { return m_; }

 private:
  std::array<Element, kLength> m_{};
  typename std::array<Element, kLength>::iterator next_;
};

}  // namespace

void wipe(void* data, std::size_t size) noexcept {
  std::memset(data, 0, size);
  // The memory may be read here, for all the compiler knows.
  asm volatile("" : : "r"(data) : "memory");
}

SecretSeed::SecretSeed(std::span<const Element, kDigestElements> elements) noexcept {
  std::copy(elements.begin(), elements.end(), elements_.begin());
}

SecretSeed SecretSeed::from_bytes(std::span<const std::uint8_t, 32> bytes) noexcept {
  std::array<Element, 16> m;
  const WipeAtExit wipe_m(m);
  for (std::size_t i = 0; i < m.size(); ++i) {
    m[i] = Element::from_u64(bytes[2 * i] + (std::uint64_t{bytes[2 * i + 1]} << 8));
  }
  Digest seed = hash(Tag::kSecretSeed, m);
  const WipeAtExit wipe_seed(seed);
  return SecretSeed(seed.elements);
}

PublicParameter public_parameter(const SecretSeed& seed) noexcept {
  const Digest out = SecretInput<8>(seed).hash(Tag::kSecretPp);
  return {out[0], out[1], out[2], out[3]};
}

ChainValue chain_start(const SecretSeed& seed, std::uint32_t leaf, std::size_t chain) noexcept {
  Digest pair = SecretInput<11>(seed).u32(leaf).small(chain / 2).hash(Tag::kSecretChains);
  const WipeAtExit wipe_pair(pair);
  ChainValue value;
  std::copy_n(pair.elements.begin() + 4 * static_cast<std::ptrdiff_t>(chain % 2), 4, value.begin());
  return value;
}

Digest vrf_secret(const SecretSeed& seed, std::uint32_t leaf) noexcept {
  return SecretInput<10>(seed).u32(leaf).hash(Tag::kSecretVrf);
}

Digest secret_node(const SecretSeed& seed, unsigned level, std::uint32_t index) noexcept {
  return SecretInput<11>(seed).small(level).u32(index).hash(Tag::kSecretNode);
}

std::array<Element, 20> rho_input(const SecretSeed& seed, std::uint32_t leaf, const Digest& message,
                                  std::uint32_t counter) noexcept {
  return SecretInput<20>(seed).u32(leaf).digest(message).u32(counter).elements();
}

}  // namespace rpp
