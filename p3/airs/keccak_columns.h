// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

#include "p3/hash/keccak_rounds.h"

// Columns of the Keccak-f AIR: one row per round, 24 rows per permutation.
//
// A lane is four 16-bit limbs or 64 bits, least significant first. Indices are [y][x], as in the
// state of FIPS 202 with lane number x + 5y.
namespace p3::airs::keccak {

constexpr std::size_t kRounds = kKeccakRounds;
constexpr std::size_t kLimbs = 4;

constexpr std::size_t kStepFlags = 0;
constexpr std::size_t kExport = kStepFlags + kRounds;
constexpr std::size_t kPreimage = kExport + 1;
constexpr std::size_t kA = kPreimage + 25 * kLimbs;
constexpr std::size_t kC = kA + 25 * kLimbs;
constexpr std::size_t kCPrime = kC + 5 * 64;
constexpr std::size_t kAPrime = kCPrime + 5 * 64;
constexpr std::size_t kAPrimePrime = kAPrime + 25 * 64;
constexpr std::size_t kBits00 = kAPrimePrime + 25 * kLimbs;
constexpr std::size_t kAPrimePrimePrime00 = kBits00 + 64;
constexpr std::size_t kWidth = kAPrimePrimePrime00 + kLimbs;
static_assert(kWidth == 2633);

constexpr std::size_t preimage(std::size_t y, std::size_t x, std::size_t limb) {
  return kPreimage + (5 * y + x) * kLimbs + limb;
}
constexpr std::size_t a(std::size_t y, std::size_t x, std::size_t limb) {
  return kA + (5 * y + x) * kLimbs + limb;
}
constexpr std::size_t c(std::size_t x, std::size_t z) { return kC + 64 * x + z; }
constexpr std::size_t c_prime(std::size_t x, std::size_t z) { return kCPrime + 64 * x + z; }
constexpr std::size_t a_prime(std::size_t y, std::size_t x, std::size_t z) {
  return kAPrime + 64 * (5 * y + x) + z;
}
constexpr std::size_t a_prime_prime(std::size_t y, std::size_t x, std::size_t limb) {
  return kAPrimePrime + (5 * y + x) * kLimbs + limb;
}

// Rotation of lane (x, y): kRho[x][y]. Not inline: kernel files keep their own copy.
constexpr auto kRho = [] {
  std::array<std::array<std::uint8_t, 5>, 5> rho{};
  for (std::size_t x = 0; x < 5; ++x) {
    for (std::size_t y = 0; y < 5; ++y) {
      rho[x][y] = static_cast<std::uint8_t>(keccak_rotation(static_cast<unsigned>(x + 5 * y)));
    }
  }
  return rho;
}();

}  // namespace p3::airs::keccak
