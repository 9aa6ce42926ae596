// SPDX-License-Identifier: Apache-2.0 OR MIT
#include "p3/transcript/grind.h"

#include <algorithm>
#include <array>
#include <atomic>
#include <vector>

#include "p3/base/check.h"
#include "p3/field/extension_params.h"
#include "p3/hash/candidates.h"
#include "p3/transcript/duplex.h"
#include "p3/transcript/serializing.h"

namespace p3 {

namespace {

// Candidates that a thread takes at a time.
constexpr std::size_t kBlock = 256;

// The sample that each of up to kBlock candidates would lead to, as an integer.
template <class F>
class CandidateSampler {
 public:
  virtual ~CandidateSampler() = default;
  virtual void sample(std::span<const F> candidates, std::uint64_t* samples) const = 0;
};

template <class F>
class DuplexSampler final : public CandidateSampler<F> {
 public:
  explicit DuplexSampler(const DuplexChallenger<F>& base) : pending_(base.pending()) {}

  void sample(std::span<const F> candidates, std::uint64_t* samples) const override {
    std::array<F, kBlock> lanes;
    const std::span<const F> state(pending_.state.data(), pending_.permutation->width());
    if (!permute_candidates(*pending_.permutation, state, pending_.slot, candidates, pending_.lane,
                            lanes.data())) {
      permute_singly(state, candidates, lanes.data());
    }
    for (std::size_t i = 0; i < candidates.size(); ++i) samples[i] = lanes[i].as_canonical_u64();
  }

 private:
  void permute_singly(std::span<const F> state, std::span<const F> candidates, F* lanes) const {
    for (std::size_t i = 0; i < candidates.size(); ++i) {
      std::array<F, DuplexChallenger<F>::kMaxWidth> copy;
      std::copy(state.begin(), state.end(), copy.begin());
      copy[pending_.slot] = candidates[i];
      pending_.permutation->permute_span({copy.data(), state.size()});
      lanes[i] = copy[pending_.lane];
    }
  }

  typename DuplexChallenger<F>::Pending pending_;
};

template <class F>
class SerializingSampler final : public CandidateSampler<F> {
 public:
  explicit SerializingSampler(const SerializingChallenger<F>& base)
      : prefix_(base.input().begin(), base.input().end()) {}

  // Bytes are taken from the end of a digest, the first one is the lowest.
  void sample(std::span<const F> candidates, std::uint64_t* samples) const override {
    std::array<Digest, kBlock> digests;
    keccak256_candidates<F>(prefix_, candidates, digests.data());
    for (std::size_t i = 0; i < candidates.size(); ++i) {
      const std::array<std::uint8_t, 32> bytes = digest_to_bytes(digests[i]);
      samples[i] = 0;
      for (unsigned k = 0; k < F::kBytes; ++k) {
        samples[i] |= std::uint64_t{bytes[31 - k]} << (8 * k);
      }
    }
  }

 private:
  std::vector<std::uint8_t> prefix_;
};

// For any other challenger: a copy of it for every candidate.
template <class F>
class CopyingSampler final : public CandidateSampler<F> {
 public:
  explicit CopyingSampler(const Challenger<F>& base) : base_(base) {}

  void sample(std::span<const F> candidates, std::uint64_t* samples) const override {
    const auto copy = base_.clone();
    for (std::size_t i = 0; i < candidates.size(); ++i) {
      copy->assign(base_);
      copy->observe(candidates[i]);
      samples[i] = copy->sample_bits(kMaxSampleBits<F>);
    }
  }

 private:
  const Challenger<F>& base_;
};

template <class F>
std::unique_ptr<CandidateSampler<F>> make_sampler(const Challenger<F>& base) {
  if (const auto* duplex = dynamic_cast<const DuplexChallenger<F>*>(&base)) {
    return std::make_unique<DuplexSampler<F>>(*duplex);
  }
  if (const auto* serializing = dynamic_cast<const SerializingChallenger<F>*>(&base)) {
    return std::make_unique<SerializingSampler<F>>(*serializing);
  }
  return std::make_unique<CopyingSampler<F>>(base);
}

// Searches blocks until none can hold a smaller witness than the best one known. Blocks are handed
// out in ascending order, so when the threads stop every candidate below `best` was tried.
template <class F>
void search(const CandidateSampler<F>& sampler, unsigned bits,
            std::atomic<std::uint64_t>& next_block, std::atomic<std::uint64_t>& best) {
  const std::uint64_t mask = (std::uint64_t{1} << bits) - 1;
  std::array<F, kBlock> candidates;
  std::array<std::uint64_t, kBlock> samples{};
  for (;;) {
    const std::uint64_t begin = next_block.fetch_add(1) * kBlock;
    const std::uint64_t limit = best.load();
    if (begin >= limit) return;
    const auto count = static_cast<std::size_t>(std::min<std::uint64_t>(kBlock, limit - begin));
    for (std::size_t i = 0; i < count; ++i) candidates[i] = F::from_u64(begin + i);
    sampler.sample({candidates.data(), count}, samples.data());
    const std::uint64_t* const first = samples.data();
    const std::uint64_t* const hit = std::find_if(
        first, first + count, [&](std::uint64_t sample) { return (sample & mask) == 0; });
    if (hit == first + count) continue;
    const std::uint64_t witness = begin + static_cast<std::uint64_t>(hit - first);
    std::uint64_t known = best.load();
    while (witness < known && !best.compare_exchange_weak(known, witness)) {
    }
    return;  // later blocks hold larger candidates only
  }
}

}  // namespace

template <class F>
F grind(Challenger<F>& challenger, unsigned bits, ThreadPool& pool) {
  if (bits == 0) return F::zero();
  P3_CHECK(bits <= kMaxSampleBits<F>, "more grinding bits than one element has");
  const std::unique_ptr<Challenger<F>> base = challenger.clone();
  base->begin_pow();
  const auto sampler = make_sampler(*base);
  std::atomic<std::uint64_t> next_block{0};
  std::atomic<std::uint64_t> best{F::kOrder};
  pool.for_ranges(pool.threads(), 1, [&](std::size_t begin, std::size_t end) {
    for (std::size_t i = begin; i < end; ++i) search(*sampler, bits, next_block, best);
  });
  P3_CHECK(best.load() < F::kOrder, "no element is a witness");
  const F witness = F::from_u64(best.load());
  P3_CHECK(challenger.check_witness(bits, witness), "the witness found does not check");
  return witness;
}

#define P3_INSTANTIATE(F) template F grind<F>(Challenger<F>&, unsigned, ThreadPool&);
P3_FOR_EACH_FIELD(P3_INSTANTIATE)
#undef P3_INSTANTIATE

}  // namespace p3
