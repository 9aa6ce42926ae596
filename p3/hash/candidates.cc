// SPDX-License-Identifier: Apache-2.0 OR MIT
#include "p3/hash/candidates.h"

#include <array>

#include "p3/base/check.h"
#include "p3/field/extension_params.h"
#include "p3/hash/negated_constants.h"
#include "p3/hash/row_kernels.h"

namespace p3 {
namespace {

// Poseidon2 of width T, if that is what `permutation` is.
template <class F, unsigned T>
bool permute_width(CandidatePermutation<F> kernel, const Permutation<F>& permutation,
                   std::span<const F> state, unsigned slot, std::span<const F> candidates,
                   unsigned lane, F* out) {
  const auto* poseidon2 = dynamic_cast<const Poseidon2<F, T>*>(&permutation);
  if (poseidon2 == nullptr) return false;
  P3_CHECK(state.size() == T && slot < T && lane < T, "state of another width");
  const NegatedConstants<F> constants(poseidon2->constants());
  kernel(state.data(), slot, candidates.data(), candidates.size(), lane, constants.view(), out);
  return true;
}

}  // namespace

template <class F>
bool permute_candidates(const Permutation<F>& permutation, std::span<const F> state, unsigned slot,
                        std::span<const F> candidates, unsigned lane, F* out) {
  if constexpr (F::kBytes == 4) {
    const auto& kernels = poseidon2_kernels(F());
    return permute_width<F, 16>(kernels.candidates_16, permutation, state, slot, candidates, lane,
                                out) ||
           permute_width<F, 24>(kernels.candidates_24, permutation, state, slot, candidates, lane,
                                out);
  }
  return false;
}

template <class F>
void keccak256_candidates(std::span<const std::uint8_t> prefix, std::span<const F> candidates,
                          Digest* out) {
  P3_CHECK(prefix.size() % 4 == 0, "kernels read whole words");
  const std::array<RowSource, 2> sources = {
      RowSource{prefix.data(), 0, prefix.size()},
      RowSource{reinterpret_cast<const unsigned char*>(candidates.data()), sizeof(F), sizeof(F)}};
  keccak_kernels().keccak256(sources.data(), sources.size(), 0, candidates.size(), nullptr,
                             reinterpret_cast<std::uint64_t*>(out));
}

#define P3_INSTANTIATE(F)                                                                  \
  template bool permute_candidates<F>(const Permutation<F>&, std::span<const F>, unsigned, \
                                      std::span<const F>, unsigned, F*);                   \
  template void keccak256_candidates<F>(std::span<const std::uint8_t>, std::span<const F>, Digest*);
P3_FOR_EACH_FIELD(P3_INSTANTIATE)
#undef P3_INSTANTIATE

}  // namespace p3
