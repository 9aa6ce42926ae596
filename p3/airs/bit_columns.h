// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include <cstddef>
#include <cstdint>

#include "p3/base/inline.h"

// Writing words into trace cells.
namespace p3::airs {

// out[z] = bit z of word, z < count, without branches.
template <class F>
P3_INLINE void write_bits(std::uint64_t word, std::size_t count, F* out) {
  using Word = typename F::Word;
  const Word one = F::one().word();
  for (std::size_t z = 0; z < count; ++z) {
    const Word mask = static_cast<Word>(0 - (word >> z & 1));
    out[z] = F::from_word_unchecked(static_cast<Word>(mask & one));
  }
}

// out[k] = 16-bit limb k of word, k < count.
template <class F>
P3_INLINE void write_limbs(std::uint64_t word, std::size_t count, F* out) {
  for (std::size_t k = 0; k < count; ++k) out[k] = F::from_u64(word >> (16 * k) & 0xffff);
}

}  // namespace p3::airs
