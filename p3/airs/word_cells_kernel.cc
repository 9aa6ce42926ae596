// SPDX-License-Identifier: Apache-2.0 OR MIT
#include "p3/airs/word_cells.h"
#include "p3/field/isa/packed.h"

// Plain loops that the compiler turns into vectors of the file's instruction set.
namespace p3::P3_ISA_NS {
namespace {

template <class F>
void write_bits(const std::uint64_t* words, std::size_t count, F* out) {
  using Word = typename F::Word;
  const Word one = F::one().word();
  for (std::size_t i = 0; i < 2 * count; ++i, out += 32) {
    // Half words: a vector of 32-bit lanes holds twice as many of them.
    const std::uint32_t half = static_cast<std::uint32_t>(words[i / 2] >> (32 * (i % 2)));
    for (unsigned z = 0; z < 32; ++z) {
      const Word mask = static_cast<Word>(0 - static_cast<Word>(half >> z & 1));
      out[z] = F::from_word_unchecked(mask & one);
    }
  }
}

// A limb is below p, so as a stored word it is an element that only lacks the Montgomery factor.
template <class F>
void write_limbs(const std::uint64_t* words, std::size_t count, F* out) {
  using P = Packed<F>;
  static constexpr F kFactor = F::from_u64(F::one().word());
  constexpr std::size_t kBlock = P::kLanes < 4 ? 4 : P::kLanes;
  std::size_t i = 0;
  for (; 4 * i + kBlock <= 4 * count; i += kBlock / 4) {
    alignas(64) F limbs[kBlock];
    for (std::size_t k = 0; k < kBlock; ++k) {
      const std::uint64_t limb = words[i + k / 4] >> (16 * (k % 4)) & 0xffff;
      limbs[k] = F::from_word_unchecked(static_cast<typename F::Word>(limb));
    }
    for (std::size_t k = 0; k < kBlock; k += P::kLanes) {
      (P::load(limbs + k) * P(kFactor)).storeu(out + 4 * i + k);
    }
  }
  for (; i < count; ++i) {
    for (std::size_t k = 0; k < 4; ++k) {
      const std::uint64_t limb = words[i] >> (16 * k) & 0xffff;
      out[4 * i + k] = F::from_word_unchecked(static_cast<typename F::Word>(limb)) * kFactor;
    }
  }
}

template <class F>
constexpr airs::WordCells<F> kCells = {write_bits<F>, write_limbs<F>};

constexpr airs::WordCellsTable kTable = {kCells<KoalaBear>, kCells<BabyBear>, kCells<Goldilocks>};

}  // namespace

const airs::WordCellsTable& word_cells_table() { return kTable; }

}  // namespace p3::P3_ISA_NS
