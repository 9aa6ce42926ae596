// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

// Columns of the Keccak-f AIR: one row per round, 24 rows per permutation.
//
// A lane is four 16-bit limbs or 64 bits, least significant first. Indices are [y][x], as in the
// state of FIPS 202 with lane number x + 5y.
namespace p3::airs::keccak {

constexpr std::size_t kRounds = 24;
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

// Rotation of lane (x, y): kRho[x][y].
constexpr std::array<std::array<std::uint8_t, 5>, 5> kRho = {{{0, 36, 3, 41, 18},
                                                              {1, 44, 10, 45, 2},
                                                              {62, 6, 43, 15, 61},
                                                              {28, 55, 25, 21, 56},
                                                              {27, 20, 39, 8, 14}}};

constexpr std::array<std::uint64_t, kRounds> kRoundConstants = {
    0x0000000000000001, 0x0000000000008082, 0x800000000000808a, 0x8000000080008000,
    0x000000000000808b, 0x0000000080000001, 0x8000000080008081, 0x8000000000008009,
    0x000000000000008a, 0x0000000000000088, 0x0000000080008009, 0x000000008000000a,
    0x000000008000808b, 0x800000000000008b, 0x8000000000008089, 0x8000000000008003,
    0x8000000000008002, 0x8000000000000080, 0x000000000000800a, 0x800000008000000a,
    0x8000000080008081, 0x8000000000008080, 0x0000000080000001, 0x8000000080008008};

}  // namespace p3::airs::keccak
