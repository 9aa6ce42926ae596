// SPDX-License-Identifier: Apache-2.0 OR MIT
#include "p3/hash/keccak.h"

#include <algorithm>
#include <cstring>

#include "p3/hash/keccak_rounds.h"

namespace p3 {

void keccak_f1600(KeccakState& state) noexcept {
  KeccakWord lanes[25];
  for (unsigned i = 0; i < 25; ++i) lanes[i].word = state[i];
  keccak_permute_lanes(lanes);
  for (unsigned i = 0; i < 25; ++i) state[i] = lanes[i].word;
}

namespace {

void xor_byte(KeccakState& state, std::size_t position, std::uint8_t byte) {
  state[position / 8] ^= std::uint64_t{byte} << (8 * (position % 8));
}

}  // namespace

void Keccak256::update(std::span<const std::uint8_t> bytes) noexcept {
  for (std::size_t i = 0; i < bytes.size();) {
    // Whole lanes where both sides allow it, else single bytes.
    if (filled_ % 8 == 0 && bytes.size() - i >= 8) {
      std::uint64_t word = 0;
      for (unsigned k = 0; k < 8; ++k) word |= std::uint64_t{bytes[i + k]} << (8 * k);
      state_[filled_ / 8] ^= word;
      filled_ += 8;
      i += 8;
    } else {
      xor_byte(state_, filled_++, bytes[i++]);
    }
    if (filled_ == kRateBytes) {
      keccak_f1600(state_);
      filled_ = 0;
    }
  }
}

Keccak256::Output Keccak256::finish() noexcept {
  xor_byte(state_, filled_, 0x01);
  xor_byte(state_, kRateBytes - 1, 0x80);
  keccak_f1600(state_);
  Output out;
  for (std::size_t i = 0; i < out.size(); ++i) {
    out[i] = static_cast<std::uint8_t>(state_[i / 8] >> (8 * (i % 8)));
  }
  return out;
}

Keccak256::Output keccak256(std::span<const std::uint8_t> bytes) noexcept {
  Keccak256 hash;
  hash.update(bytes);
  return hash.finish();
}

}  // namespace p3
