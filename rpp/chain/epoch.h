// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include <array>
#include <cstdint>

#include "rpp/chain/header.h"
#include "rpp/hash/digest.h"

// Epochs, their nonces, and the constants that a genesis file fixes (statements.md, section 4).
// Epoch lengths are at least 1.
namespace rpp {

// The block whose next-validator-set root signs the first block of the next epoch.
constexpr bool is_epoch_boundary(std::uint64_t height, std::uint64_t epoch_length) {
  return height % epoch_length == epoch_length - 1;
}

constexpr bool starts_epoch(std::uint64_t height, std::uint64_t epoch_length) {
  return height % epoch_length == 0;
}

// H(epoch-nonce; chain id, epoch, beacon), with the previous header's beacon after.
Digest epoch_nonce(const Digest& chain_id, std::uint64_t epoch, const Digest& beacon) noexcept;

// The epoch nonce of the block after `previous`.
Digest next_epoch_nonce(const BlockHeader& previous, std::uint64_t epoch_length) noexcept;

// H(chain; the file's SHA-256 as 16 elements, two bytes each, little-endian).
Digest chain_id_of(const std::array<std::uint8_t, 32>& genesis_sha256) noexcept;

// H(genesis-beacon; chain id): beacon after of the genesis header.
Digest genesis_beacon(const Digest& chain_id) noexcept;

}  // namespace rpp
