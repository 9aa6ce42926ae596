// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include <cstddef>

#include "p3/air/builder_ops.h"
#include "p3/air/shape.h"
#include "p3/airs/bits.h"
#include "p3/airs/keccak_columns.h"

// KeccakAir<F>: the Keccak-f[1600] permutation, one round per row.
//
// theta goes through the column parities c and c', rho and pi are index arithmetic, chi is one
// degree-3 expression per output bit, iota touches lane (0, 0) alone. Column layout, constraints
// and their order are those of Plonky3 0.8.0 (docs: plonky3-wire section 3).
namespace p3 {

template <class F>
class KeccakAir {
 public:
  AirShape<F> shape() const {
    AirShape<F> shape;
    shape.width = airs::keccak::kWidth;
    return shape;
  }

  template <class B>
  void eval(B& b) const {
    eval_flags(b);
    eval_preimage(b);
    eval_theta(b);
    eval_chi(b);
    eval_iota(b);
    eval_next_round(b);
  }

 private:
  template <class B>
  using Expr = typename B::Expr;

  // 1 on every row of a permutation except its last.
  template <class B>
  static P3_INLINE Expr<B> not_final(B& b) {
    return b.constant(F::one()) - b.local(airs::keccak::kStepFlags + airs::keccak::kRounds - 1);
  }

  // The flags are one-hot and rotate: exactly flag r is set in round r.
  template <class B>
  static P3_INLINE void eval_flags(B& b) {
    using namespace airs::keccak;
    b.label("step-flags");
    b.when_first_row().assert_one(b.local(kStepFlags));
    for (std::size_t i = 1; i < kRounds; ++i)
      b.when_first_row().assert_zero(b.local(kStepFlags + i));
    for (std::size_t i = 0; i < kRounds; ++i) {
      b.when_transition().assert_zero(b.local(kStepFlags + i) -
                                      b.next(kStepFlags + (i + 1) % kRounds));
    }
  }

  // The preimage equals the state in round 0 and is carried along; export only in the last round.
  template <class B>
  static P3_INLINE void eval_preimage(B& b) {
    using namespace airs::keccak;
    b.label("preimage");
    const Expr<B> first = b.local(kStepFlags);
    for (std::size_t i = 0; i < 25 * kLimbs; ++i) {
      b.when(first).assert_eq(b.local(kPreimage + i), b.local(kA + i));
    }
    const Expr<B> carried = b.is_transition() * not_final(b);
    for (std::size_t i = 0; i < 25 * kLimbs; ++i) {
      b.when(carried).assert_eq(b.local(kPreimage + i), b.next(kPreimage + i));
    }
    b.label("export");
    b.assert_bool(b.local(kExport));
    b.when(not_final(b)).assert_zero(b.local(kExport));
  }

  template <class B>
  static P3_INLINE void eval_theta(B& b) {
    using namespace airs::keccak;
    b.label("theta");
    for (std::size_t x = 0; x < 5; ++x) {
      for (std::size_t z = 0; z < 64; ++z) b.assert_bool(b.local(c(x, z)));
      for (std::size_t z = 0; z < 64; ++z) {
        b.assert_eq(b.local(c_prime(x, z)),
                    xor3<Expr<B>>(b.local(c(x, z)), b.local(c((x + 4) % 5, z)),
                                  b.local(c((x + 1) % 5, (z + 63) % 64))));
      }
    }
    for (std::size_t x = 0; x < 5; ++x) {
      for (std::size_t y = 0; y < 5; ++y) eval_theta_lane(b, x, y);
    }
    // c' must be the parity of the new columns: the difference of their sums is 0, 2 or 4.
    for (std::size_t x = 0; x < 5; ++x) {
      for (std::size_t z = 0; z < 64; ++z) {
        Expr<B> sum = b.local(a_prime(0, x, z));
        for (std::size_t y = 1; y < 5; ++y) sum = sum + b.local(a_prime(y, x, z));
        const Expr<B> d = sum - b.local(c_prime(x, z));
        b.assert_zero(d * (d - b.constant(F::two())) * (d - b.constant(F::from_u64(4))));
      }
    }
  }

  // a' bits recombine, with c and c', to the limbs of a.
  template <class B>
  static P3_INLINE void eval_theta_lane(B& b, std::size_t x, std::size_t y) {
    using namespace airs::keccak;
    for (std::size_t z = 0; z < 64; ++z) b.assert_bool(b.local(a_prime(y, x, z)));
    for (std::size_t limb = 0; limb < kLimbs; ++limb) {
      const auto bit = [&](std::size_t i) P3_LAMBDA_INLINE -> Expr<B> {
        const std::size_t z = 16 * limb + i;
        return xor3<Expr<B>>(b.local(a_prime(y, x, z)), b.local(c(x, z)), b.local(c_prime(x, z)));
      };
      b.assert_eq(airs::pack_bits<Expr<B>>(16, bit), b.local(a(y, x, limb)));
    }
  }

  template <class B>
  static P3_INLINE void eval_chi(B& b) {
    using namespace airs::keccak;
    b.label("chi");
    for (std::size_t y = 0; y < 5; ++y) {
      for (std::size_t x = 0; x < 5; ++x) {
        for (std::size_t limb = 0; limb < kLimbs; ++limb) {
          const auto bit = [&](std::size_t i) P3_LAMBDA_INLINE -> Expr<B> {
            const std::size_t z = 16 * limb + i;
            return xor2<Expr<B>>(
                andn<Expr<B>>(b.local(rotated(x + 1, y, z)), b.local(rotated(x + 2, y, z))),
                b.local(rotated(x, y, z)));
          };
          b.assert_eq(airs::pack_bits<Expr<B>>(16, bit), b.local(a_prime_prime(y, x, limb)));
        }
      }
    }
  }

  // Column of bit z of lane (x, y) after rho and pi.
  static constexpr std::size_t rotated(std::size_t x, std::size_t y, std::size_t z) {
    x %= 5;
    const std::size_t from_x = (x + 3 * y) % 5;
    return airs::keccak::a_prime(x, from_x, (z + 64 - airs::keccak::kRho[from_x][x]) % 64);
  }

  template <class B>
  static P3_INLINE void eval_iota(B& b) {
    using namespace airs::keccak;
    b.label("iota");
    for (std::size_t z = 0; z < 64; ++z) b.assert_bool(b.local(kBits00 + z));
    for (std::size_t limb = 0; limb < kLimbs; ++limb) {
      const auto bit = [&](std::size_t i)
                           P3_LAMBDA_INLINE -> Expr<B> { return b.local(kBits00 + 16 * limb + i); };
      b.assert_eq(airs::pack_bits<Expr<B>>(16, bit), b.local(a_prime_prime(0, 0, limb)));
    }
    for (std::size_t limb = 0; limb < kLimbs; ++limb) {
      const auto bit = [&](std::size_t i) P3_LAMBDA_INLINE -> Expr<B> {
        const std::size_t z = 16 * limb + i;
        Expr<B> constant_bit = b.constant(F::zero());
        for (std::size_t r = 0; r < kRounds; ++r) {
          if ((kKeccakRoundConstants[r] >> z & 1) != 0)
            constant_bit = constant_bit + b.local(kStepFlags + r);
        }
        return xor2<Expr<B>>(constant_bit, b.local(kBits00 + z));
      };
      b.assert_eq(airs::pack_bits<Expr<B>>(16, bit), b.local(kAPrimePrimePrime00 + limb));
    }
  }

  template <class B>
  static P3_INLINE void eval_next_round(B& b) {
    using namespace airs::keccak;
    b.label("next-round");
    const Expr<B> carried = b.is_transition() * not_final(b);
    for (std::size_t x = 0; x < 5; ++x) {
      for (std::size_t y = 0; y < 5; ++y) {
        for (std::size_t limb = 0; limb < kLimbs; ++limb) {
          const std::size_t out =
              x == 0 && y == 0 ? kAPrimePrimePrime00 + limb : a_prime_prime(y, x, limb);
          b.when(carried).assert_eq(b.local(out), b.next(a(y, x, limb)));
        }
      }
    }
  }
};

}  // namespace p3
