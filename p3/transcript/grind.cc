// SPDX-License-Identifier: Apache-2.0 OR MIT
#include "p3/transcript/grind.h"

#include <algorithm>
#include <atomic>

#include "p3/base/check.h"
#include "p3/field/extension_params.h"

namespace p3 {

namespace {

// Candidates that a thread takes at a time.
constexpr std::uint64_t kBlock = 256;

// Searches blocks until none can hold a smaller witness than the best one known. Blocks are handed
// out in ascending order, so when the threads stop every candidate below `best` was tried.
template <class F>
void search(const Challenger<F>& base, unsigned bits, std::atomic<std::uint64_t>& next_block,
            std::atomic<std::uint64_t>& best) {
  const std::unique_ptr<Challenger<F>> candidate = base.clone();
  for (;;) {
    const std::uint64_t begin = next_block.fetch_add(1) * kBlock;
    const std::uint64_t limit = best.load();
    if (begin >= limit) return;
    const std::uint64_t end = std::min(limit, begin + kBlock);
    for (std::uint64_t w = begin; w < end; ++w) {
      candidate->assign(base);
      candidate->observe(F::from_u64(w));
      if (candidate->sample_bits(bits) != 0) continue;
      std::uint64_t known = best.load();
      while (w < known && !best.compare_exchange_weak(known, w)) {
      }
      return;  // later blocks hold larger candidates only
    }
  }
}

}  // namespace

template <class F>
F grind(Challenger<F>& challenger, unsigned bits, ThreadPool& pool) {
  if (bits == 0) return F::zero();
  P3_CHECK(bits <= kMaxSampleBits<F>, "more grinding bits than one element has");
  const std::unique_ptr<Challenger<F>> base = challenger.clone();
  base->begin_pow();
  std::atomic<std::uint64_t> next_block{0};
  std::atomic<std::uint64_t> best{F::kOrder};
  pool.for_ranges(pool.threads(), 1, [&](std::size_t begin, std::size_t end) {
    for (std::size_t i = begin; i < end; ++i) search(*base, bits, next_block, best);
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
