// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include "p3/air/shape.h"
#include "p3/airs/poseidon2_air.h"
#include "p3/hash/poseidon2_defaults.h"
#include "rpp/gadgets/buses.h"
#include "rpp/gadgets/hasher_columns.h"

// Table `hasher`: every Poseidon2 permutation of a circuit, one a row.
//
// A row answers one call of C8, absorbs one block of a hash, or takes one step of a chain. Hashes
// and chains lie in consecutive rows and hand their state to the next row without a bus. All rules
// hold cyclically: row 0 follows the last row, so no row is special. A circle without a beginning
// cannot close, because ids and tweaks grow by one from row to row and there are fewer than p rows.
namespace rpp {

class HasherAir {
 public:
  using Permutation = p3::Poseidon2Air<p3::KoalaBear, 16, 1>;
  using C = HasherColumns;
  static_assert(C::kC8 == Permutation::kWidth);

  HasherAir() : permutation_(p3::default_poseidon2_constants<p3::KoalaBear, 16>()) {}

  p3::AirShape<p3::KoalaBear> shape() const {
    p3::AirShape<p3::KoalaBear> shape;
    shape.width = C::kWidth;
    return shape;
  }

  template <class B>
  P3_INLINE void eval(B& b) const {
    permutation_.eval_permutation(
        b, C::kIn,
        {"hasher/initial-full-rounds", "hasher/partial-rounds", "hasher/terminal-full-rounds"});
    eval_flags(b);
    eval_hash(b);
    eval_chain(b);
    push_answers(b);
  }

 private:
  template <class B>
  P3_INLINE static void eval_flags(B& b) {
    b.label("hasher/flags");
    typename B::Expr sum = b.local(C::kC8);
    for (std::size_t i = 1; i < C::kFlags; ++i) sum = sum + b.local(C::kC8 + i);
    for (std::size_t i = 0; i < C::kFlags; ++i) b.assert_bool(b.local(C::kC8 + i));
    b.assert_bool(sum);
  }

  template <class B>
  P3_INLINE static void eval_hash(B& b) {
    using E = typename B::Expr;
    const E continued = b.local(C::kFirst) + b.local(C::kMiddle);
    // A row continues a hash exactly when the row before it is to be continued.
    b.label("hasher/hash-order");
    b.assert_eq(b.next(C::kMiddle) + b.next(C::kLast), continued);
    b.label("hasher/hash-id");
    b.when(continued).assert_eq(b.next(C::kId), b.local(C::kId) + p3::KoalaBear::one());
    // The rate is free here: its change is the block that somebody sent.
    b.label("hasher/hash-capacity");
    for (std::size_t i = 8; i < 16; ++i) {
      b.when(continued).assert_eq(b.next(C::kIn + i), b.local(C::kOut + i));
    }
    b.label("hasher/hash-zeros");
    for (std::size_t i = 10; i < 16; ++i) {
      b.when(b.local(C::kFirst)).assert_zero(b.local(C::kIn + i));
    }
  }

  template <class B>
  P3_INLINE static void eval_chain(B& b) {
    using E = typename B::Expr;
    const E chain = b.local(C::kChain);
    const E next_is_step = b.next(C::kChain) + b.next(C::kChainEnd);
    b.label("hasher/chain-order");
    b.when(chain).assert_one(next_is_step);
    // A step that continues nothing begins a chain, and the id remembers its tweak.
    b.label("hasher/chain-start");
    b.when(E(p3::KoalaBear::one()) - chain)
        .when(next_is_step)
        .assert_eq(b.next(C::kId), b.next(C::kTweak));
    b.label("hasher/chain-carry");
    b.when(chain).assert_eq(b.next(C::kId), b.local(C::kId));
    b.label("hasher/chain-tweak");
    b.when(chain).assert_eq(b.next(C::kTweak), b.local(C::kTweak) + p3::KoalaBear::one());
    b.label("hasher/chain-key");
    for (std::size_t i = 1; i < 6; ++i) {
      b.when(chain).assert_eq(b.next(C::kIn + i), b.local(C::kIn + i));
    }
    b.label("hasher/chain-value");
    for (std::size_t i = 0; i < 4; ++i) {
      b.when(chain).assert_eq(b.next(C::kValue + i), b.local(C::kOut + i) + b.local(C::kIn + i));
    }
    b.label("hasher/chain-zeros");
    const E step = chain + b.local(C::kChainEnd);
    for (std::size_t i = 10; i < 16; ++i) b.when(step).assert_zero(b.local(C::kIn + i));
  }

  // One column for what a row answers by itself, one for the block that the next row absorbs: a
  // last row may give a digest, but the row before it sends the block.
  template <class B>
  P3_INLINE static void push_answers(B& b) {
    using E = typename B::Expr;
    using Count = typename B::Count;
    E in[16], c8[8], out[8], block[8];
    for (std::size_t i = 0; i < 16; ++i) in[i] = b.local(C::kIn + i);
    for (std::size_t i = 0; i < 8; ++i) {
      out[i] = b.local(C::kOut + i);
      c8[i] = out[i] + in[i];
      block[i] = b.next(C::kIn + i) - out[i];
    }
    const E id = b.local(C::kId);
    // Element 0 of the last input is kChainTweak + 256 c + 6, that of the first has d for 6.
    const E tweak = in[0] - p3::KoalaBear::from_u64(6);
    const Count supply = Count::integer(-1);
    b.push_exclusive(
        bus::kHasher, b.arm(b.local(C::kC8), supply, c8_tuple(in, c8)),
        b.arm(b.local(C::kFirst), supply, hash_first_tuple(id, in[8], in[9], in)),
        b.arm(b.local(C::kLast), supply, hash_digest_tuple(id, out)),
        b.arm(b.local(C::kChainEnd), supply, chain_tuple(tweak, in[1], in + 2, id - tweak, c8)));
    const E continued = b.local(C::kFirst) + b.local(C::kMiddle);
    b.push_global(bus::kHasher, hash_next_tuple(id + p3::KoalaBear::one(), block),
                  Count::bounded(-continued, 1));
  }

  Permutation permutation_;
};

}  // namespace rpp
