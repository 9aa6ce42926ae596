// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include <cstdint>
#include <vector>

#include "p3/base/split_mix.h"
#include "p3/field/extension.h"

// Reproducible field elements for tests: SplitMix64 words with rejection, and the values at which
// carries and reductions change their behaviour.
namespace p3::testing {

using p3::SplitMix64;

// Elements of a base field or an extension, uniform up to the modulo bias of one draw.
template <class F>
class RandomField {
 public:
  explicit RandomField(std::uint64_t seed) : words_(seed) {}
  F next() {
    if constexpr (requires { typename F::Base; }) {
      F x;
      for (unsigned i = 0; i < F::kDegree; ++i) x[i] = F::Base::from_u64(words_.next());
      return x;
    } else {
      return F::from_u64(words_.next());
    }
  }
  std::vector<F> take(std::size_t count) {
    std::vector<F> out;
    for (std::size_t i = 0; i < count; ++i) out.push_back(next());
    return out;
  }

 private:
  SplitMix64 words_;
};

// Base-field elements whose words are the extremes of the stored form, and their neighbours.
template <class F>
std::vector<F> edge_values() {
  using Word = typename F::Word;
  const Word p = static_cast<Word>(F::kOrder);
  std::vector<F> out;
  for (const Word word :
       {Word{0}, Word{1}, Word{2}, static_cast<Word>(p - 1), static_cast<Word>(p - 2),
        static_cast<Word>(p / 2), static_cast<Word>(p / 2 + 1), static_cast<Word>(0xffff),
        static_cast<Word>(0x10000), static_cast<Word>(p - 0x10000),
        static_cast<Word>(p >> 1 & 0x55555555u)}) {
    out.push_back(F::from_word_unchecked(word));
  }
  out.push_back(F::one());
  out.push_back(F::minus_one());
  out.push_back(F::two());
  if constexpr (sizeof(Word) == 8) {
    for (const Word word : {Word{0xffffffff}, Word{0x100000000}, Word{0xffffffff00000000},
                            Word{0xfffffffe00000001}, Word{0xfffffffeffffffff}}) {
      out.push_back(F::from_word_unchecked(word));
    }
  }
  return out;
}

}  // namespace p3::testing
