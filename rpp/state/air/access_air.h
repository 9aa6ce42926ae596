// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include "rpp/gadgets/rows.h"
#include "rpp/state/air/memory.h"

// One access to the memory of accounts a row: `before` is the version demanded, `after` the one
// supplied.
namespace rpp {

// `used` is 1 on rows that access `word` of `account` at `time`, else 0.
template <class B>
P3_INLINE void push_access(B& b, const typename B::Expr& used, const typename B::Expr& account,
                           const typename B::Expr& word, const typename B::Expr& previous,
                           const typename B::Expr& time, const typename B::Expr* before,
                           const typename B::Expr* after) {
  using E = typename B::Expr;
  using Count = typename B::Count;
  const E zero(p3::KoalaBear::zero());
  b.push_global(bus::kMemory, memory_tuple(account, word, previous, before),
                Count::bounded(used, 1));
  b.push_global(bus::kMemory, memory_tuple(account, word, time, after), Count::bounded(-used, 1));
  b.push_global(bus::kRange,
                range_tuple(time - E(p3::KoalaBear::one()) - previous, zero, zero, zero),
                Count::bounded(used, 1));
}

// Both halves of `after` as limbs.
template <class B>
P3_INLINE void push_limbs(B& b, const typename B::Expr& used, const typename B::Expr* after) {
  for (std::size_t k = 0; k < 8; k += 4) {
    b.push_global(bus::kRange, range_tuple(after[k], after[k + 1], after[k + 2], after[k + 3]),
                  B::Count::bounded(used, 1));
  }
}

}  // namespace rpp
