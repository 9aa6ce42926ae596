// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include <cstdint>

// SplitMix64 [SLF14]: the draws that make the inputs of the shipped statements, and of tests.
namespace p3 {

class SplitMix64 {
 public:
  explicit SplitMix64(std::uint64_t state) : state_(state) {}

  // As after `draws` calls of next().
  void skip(std::uint64_t draws) { state_ += draws * kStep; }

  std::uint64_t next() {
    state_ += kStep;
    std::uint64_t z = state_;
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
    return z ^ (z >> 31);
  }

 private:
  static constexpr std::uint64_t kStep = 0x9e3779b97f4a7c15u;
  std::uint64_t state_;
};

}  // namespace p3
