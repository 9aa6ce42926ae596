// SPDX-License-Identifier: Apache-2.0 OR MIT
#include "p3/transcript/duplex.h"

#include <algorithm>

#include "p3/base/check.h"
#include "p3/field/extension_params.h"

namespace p3 {

template <class F>
DuplexChallenger<F>::DuplexChallenger(std::shared_ptr<const Permutation<F>> permutation,
                                      unsigned rate)
    : permutation_(std::move(permutation)), rate_(rate) {
  P3_CHECK(permutation_ != nullptr && permutation_->width() <= kMaxWidth, "permutation too wide");
  P3_CHECK(rate >= 1 && rate < permutation_->width(), "the sponge needs a capacity");
}

template <class F>
std::unique_ptr<Challenger<F>> DuplexChallenger<F>::clone() const {
  return std::make_unique<DuplexChallenger>(*this);
}

template <class F>
void DuplexChallenger<F>::assign(const Challenger<F>& other) {
  const auto& source = static_cast<const DuplexChallenger&>(other);
  P3_DCHECK(source.permutation_ == permutation_, "state of another sponge");
  state_ = source.state_;
}

template <class F>
void DuplexChallenger<F>::observe(F x) {
  state_.available = 0;
  state_.lanes[state_.absorbed++] = x;
  if (state_.absorbed == rate_) duplex();
}

template <class F>
void DuplexChallenger<F>::observe_digest(const Digest& digest) {
  // Digests are canonical when they come from a decoder or a hasher. Any other word is reduced, so
  // that the verifier stays total.
  for (const std::uint64_t word : digest.words) {
    if constexpr (F::kBytes == 8) {
      observe(F::from_u64(word));
    } else {
      observe(F::from_word_unchecked(static_cast<std::uint32_t>(word) % F::kPrime));
      observe(F::from_word_unchecked(static_cast<std::uint32_t>(word >> 32) % F::kPrime));
    }
  }
}

template <class F>
void DuplexChallenger<F>::duplex() {
  if (state_.absorbed != 0) {
    std::fill(state_.lanes.begin() + state_.absorbed, state_.lanes.begin() + rate_, F::zero());
    state_.lanes[rate_] += F::from_u64(state_.absorbed);
    state_.absorbed = 0;
  }
  permutation_->permute_span({state_.lanes.data(), permutation_->width()});
  state_.available = rate_;
}

template <class F>
typename DuplexChallenger<F>::Pending DuplexChallenger<F>::pending() const {
  Pending pending{permutation_.get(), state_.lanes, state_.absorbed, rate_ - 1};
  std::fill(pending.state.begin() + state_.absorbed, pending.state.begin() + rate_, F::zero());
  pending.state[rate_] += F::from_u64(state_.absorbed + 1);
  return pending;
}

template <class F>
F DuplexChallenger<F>::sample() {
  if (state_.absorbed != 0 || state_.available == 0) duplex();
  return state_.lanes[--state_.available];
}

template <class F>
std::uint64_t DuplexChallenger<F>::sample_bits(unsigned bits) {
  P3_CHECK(bits <= kMaxSampleBits<F>, "more bits than one element has");
  return sample().as_canonical_u64() & ((std::uint64_t{1} << bits) - 1);
}

#define P3_INSTANTIATE(F) template class DuplexChallenger<F>;
P3_FOR_EACH_FIELD(P3_INSTANTIATE)
#undef P3_INSTANTIATE

}  // namespace p3
