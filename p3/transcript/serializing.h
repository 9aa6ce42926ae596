// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "p3/transcript/challenger.h"

// SerializingChallenger: field elements as bytes, chained through Keccak-256.
//
// Observed bytes are collected; when a byte is wanted and none is left, the collected bytes are
// replaced by their hash, whose bytes are handed out from the end. An element is observed as its
// serialised word (Montgomery form for the 31-bit fields) and sampled as a canonical integer, by
// rejection.
namespace p3 {

template <class F>
class SerializingChallenger final : public Challenger<F> {
 public:
  std::unique_ptr<Challenger<F>> clone() const override;
  void assign(const Challenger<F>& other) override;
  void observe(F x) override;
  void observe_digest(const Digest& digest) override;
  F sample() override;
  std::uint64_t sample_bits(unsigned bits) override;
  void begin_pow() override;

  // What the next hash would begin with if an element were observed now.
  std::span<const std::uint8_t> input() const { return input_; }

 private:
  std::uint8_t sample_byte();
  // kBytes sampled bytes as a little-endian integer.
  std::uint64_t sample_word();

  std::vector<std::uint8_t> input_;
  std::array<std::uint8_t, 32> output_{};
  unsigned available_ = 0;  // outputs left, in output_[0, available_)
};

}  // namespace p3
