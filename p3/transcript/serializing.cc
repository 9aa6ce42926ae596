// SPDX-License-Identifier: Apache-2.0 OR MIT
#include "p3/transcript/serializing.h"

#include "p3/base/check.h"
#include "p3/field/extension_params.h"
#include "p3/hash/keccak.h"

namespace p3 {

template <class F>
std::unique_ptr<Challenger<F>> SerializingChallenger<F>::clone() const {
  return std::make_unique<SerializingChallenger>(*this);
}

template <class F>
void SerializingChallenger<F>::assign(const Challenger<F>& other) {
  *this = static_cast<const SerializingChallenger&>(other);
}

template <class F>
void SerializingChallenger<F>::observe(F x) {
  available_ = 0;
  const std::uint64_t word = x.word();
  for (unsigned i = 0; i < F::kBytes; ++i) {
    input_.push_back(static_cast<std::uint8_t>(word >> (8 * i)));
  }
}

template <class F>
void SerializingChallenger<F>::observe_digest(const Digest& digest) {
  available_ = 0;
  const std::array<std::uint8_t, 32> bytes = digest_to_bytes(digest);
  input_.insert(input_.end(), bytes.begin(), bytes.end());
}

template <class F>
std::uint8_t SerializingChallenger<F>::sample_byte() {
  if (available_ == 0) {
    output_ = keccak256(input_);
    input_.assign(output_.begin(), output_.end());
    available_ = static_cast<unsigned>(output_.size());
  }
  return output_[--available_];
}

template <class F>
std::uint64_t SerializingChallenger<F>::sample_word() {
  std::uint64_t word = 0;
  for (unsigned i = 0; i < F::kBytes; ++i) word |= std::uint64_t{sample_byte()} << (8 * i);
  return word;
}

template <class F>
F SerializingChallenger<F>::sample() {
  // Rejection keeps the samples uniform; at most half of the words are refused.
  constexpr std::uint64_t kMask = ~std::uint64_t{0} >> (64 - F::kOrderBits);
  for (;;) {
    const std::uint64_t word = sample_word() & kMask;
    if (word < F::kOrder) return F::from_u64(word);
  }
}

template <class F>
std::uint64_t SerializingChallenger<F>::sample_bits(unsigned bits) {
  P3_CHECK(bits <= kMaxSampleBits<F>, "more bits than one element has");
  return sample_word() & ((std::uint64_t{1} << bits) - 1);
}

template <class F>
void SerializingChallenger<F>::begin_pow() {
  static_cast<void>(sample_byte());
}

#define P3_INSTANTIATE(F) template class SerializingChallenger<F>;
P3_FOR_EACH_FIELD(P3_INSTANTIATE)
#undef P3_INSTANTIATE

}  // namespace p3
