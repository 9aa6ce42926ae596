// SPDX-License-Identifier: Apache-2.0 OR MIT
#include "p3/transcript/challenger.h"

#include <algorithm>

#include "p3/field/extension_params.h"
#include "p3/transcript/duplex.h"
#include "p3/transcript/serializing.h"

namespace p3 {

template <class F>
bool Challenger<F>::check_witness(unsigned bits, F witness) {
  if (bits == 0) return true;
  if (bits > kMaxSampleBits<F>) return false;
  begin_pow();
  observe(witness);
  return sample_bits(bits) == 0;
}

template <class F>
void Challenger<F>::observe_cap(std::span<const Digest> cap) {
  for (const Digest& digest : cap) observe_digest(digest);
}

template <class F>
void Challenger<F>::observe_seed(std::span<const std::uint8_t> seed) {
  constexpr std::size_t kChunk = (F::kOrderBits - 1) / 8;  // always below p
  observe(F::from_u64(seed.size()));
  for (std::size_t begin = 0; begin < seed.size(); begin += kChunk) {
    const std::size_t end = std::min(begin + kChunk, seed.size());
    std::uint64_t chunk = 0;
    for (std::size_t i = end; i-- > begin;) chunk = chunk << 8 | seed[i];
    observe(F::from_u64(chunk));
  }
}

template <class F>
std::unique_ptr<Challenger<F>> make_challenger(const HashSuite<F>& suite) {
  if (suite.challenger_permutation != nullptr) {
    return std::make_unique<DuplexChallenger<F>>(suite.challenger_permutation,
                                                 suite.challenger_rate);
  }
  return std::make_unique<SerializingChallenger<F>>();
}

#define P3_INSTANTIATE(F)       \
  template class Challenger<F>; \
  template std::unique_ptr<Challenger<F>> make_challenger<F>(const HashSuite<F>&);
P3_FOR_EACH_FIELD(P3_INSTANTIATE)
#undef P3_INSTANTIATE

}  // namespace p3
