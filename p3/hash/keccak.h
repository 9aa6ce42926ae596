// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>

// Keccak-f[1600] and the original Keccak-256 (padding byte 0x01, not SHA-3's 0x06).
//
// The state is 25 lanes, lane x + 5y at row y and column x; bytes enter lanes little-endian.
namespace p3 {

using KeccakState = std::array<std::uint64_t, 25>;

void keccak_f1600(KeccakState& state) noexcept;

// Streaming Keccak-256: any split of the input into updates gives the same digest.
class Keccak256 {
 public:
  static constexpr std::size_t kRateBytes = 136;
  using Output = std::array<std::uint8_t, 32>;

  void update(std::span<const std::uint8_t> bytes) noexcept;
  // The digest of everything so far. The object must not be used afterwards.
  [[nodiscard]] Output finish() noexcept;

 private:
  KeccakState state_{};
  std::size_t filled_ = 0;  // bytes of the current block, < kRateBytes
};

[[nodiscard]] Keccak256::Output keccak256(std::span<const std::uint8_t> bytes) noexcept;

}  // namespace p3
