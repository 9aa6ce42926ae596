// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

#include "p3/air/builder_ops.h"
#include "p3/air/shape.h"
#include "p3/airs/bits.h"
#include "p3/airs/blake3_columns.h"

// Blake3Air<F>: one Blake3 compression per row.
//
// Additions modulo 2^32 are checked on 16-bit limbs: the difference, as an integer combination of
// the limbs, must be a multiple of 2^32 that the carries allow, and its low limb a multiple of
// 2^16. Both checks together pin the sum because 2^16 multiples stay far below p. Columns,
// constraints and order are those of Plonky3 0.8.0.
namespace p3 {

template <class F>
class Blake3Air {
 public:
  AirShape<F> shape() const {
    AirShape<F> shape;
    shape.width = airs::blake3::kWidth;
    shape.reads_next_row = false;
    shape.declared_degree = 3;
    return shape;
  }

  template <class B>
  void eval(B& b) const {
    eval_inputs(b);
    std::array<std::uint8_t, 16> message{};  // word read at position i of this round
    for (std::size_t i = 0; i < 16; ++i) message[i] = static_cast<std::uint8_t>(i);
    airs::blake3::StateColumns state = airs::blake3::initial_state();
    for (std::size_t round = 0; round < airs::blake3::kNumRounds; ++round) {
      eval_round(b, state, round, message);
      state = airs::blake3::round_state(round, 3);
      std::array<std::uint8_t, 16> permuted{};
      for (std::size_t i = 0; i < 16; ++i) permuted[i] = message[airs::blake3::kPermutation[i]];
      message = permuted;
    }
    eval_outputs(b, state);
  }

 private:
  template <class B>
  using Expr = typename B::Expr;

  template <class B>
  static P3_INLINE void assert_bools(B& b, std::size_t column, std::size_t count) {
    for (std::size_t i = 0; i < count; ++i) b.assert_bool(b.local(column + i));
  }

  // 16 bits from `column` on, as an integer.
  template <class B>
  static P3_INLINE Expr<B> limb_of_bits(B& b, std::size_t column) {
    const auto bit = [&](std::size_t i) P3_LAMBDA_INLINE -> Expr<B> { return b.local(column + i); };
    return airs::pack_bits<Expr<B>>(16, bit);
  }

  // Four words in bits equal four words in limbs.
  template <class B>
  static P3_INLINE void assert_packed_row(B& b, std::size_t bits, std::size_t limbs) {
    for (std::size_t i = 0; i < 8; ++i) {
      b.assert_eq(limb_of_bits(b, bits + 16 * i), b.local(limbs + i));
    }
  }

  template <class B>
  static P3_INLINE void eval_inputs(B& b) {
    using namespace airs::blake3;
    b.label("input-bits");
    assert_bools(b, kMessage, 16 * kWord);
    assert_bools(b, kChaining0, 2 * kRow);
    assert_bools(b, kRow3, kRow);
    b.label("initial-state");
    assert_packed_row(b, kChaining0, kRow0);
    for (std::size_t i = 0; i < 4; ++i) {
      b.assert_eq(b.local(kRow2 + 2 * i), b.constant(F::from_u64(kIv[i] & 0xffff)));
      b.assert_eq(b.local(kRow2 + 2 * i + 1), b.constant(F::from_u64(kIv[i] >> 16)));
    }
  }

  // One quarter round reads columns (ia, ib, ic, id) of `from`, passes `middle`, ends in `to`.
  struct Quarter {
    airs::blake3::StateColumns from, middle, to;
    std::size_t i, diagonal;   // word index in row 0; 0 or 1: rows 1..3 are shifted by their number
    std::size_t word0, word1;  // message words

    constexpr std::size_t in_row(std::size_t row) const { return (i + diagonal * row) % 4; }
  };

  template <class B>
  static P3_INLINE void eval_round(B& b, const airs::blake3::StateColumns& from, std::size_t round,
                                   const std::array<std::uint8_t, 16>& message) {
    using namespace airs::blake3;
    b.label("round");
    for (std::size_t diagonal = 0; diagonal < 2; ++diagonal) {
      for (std::size_t i = 0; i < 4; ++i) {
        const std::size_t first = 2 * i + 8 * diagonal;
        eval_quarter(
            b, Quarter{diagonal == 0 ? from : round_state(round, 1),
                       round_state(round, 2 * diagonal), round_state(round, 2 * diagonal + 1), i,
                       diagonal, message[first], message[first + 1]});
      }
    }
  }

  template <class B>
  static P3_INLINE void eval_quarter(B& b, const Quarter& q) {
    const std::size_t i0 = q.i, i1 = q.in_row(1), i2 = q.in_row(2), i3 = q.in_row(3);
    add3(b, q.middle.a(i0, 0), q.from.a(i0, 0), q.from.b(i1), q.word0);
    xor_shift(b, q.middle.a(i0, 0), q.from.d(i3), q.middle.d(i3), 16);
    add2(b, q.middle.c(i2, 0), q.from.c(i2, 0), q.middle.d(i3));
    xor_shift(b, q.middle.c(i2, 0), q.from.b(i1), q.middle.b(i1), 12);
    add3(b, q.to.a(i0, 0), q.middle.a(i0, 0), q.middle.b(i1), q.word1);
    xor_shift(b, q.to.a(i0, 0), q.middle.d(i3), q.to.d(i3), 8);
    add2(b, q.to.c(i2, 0), q.middle.c(i2, 0), q.to.d(i3));
    xor_shift(b, q.to.c(i2, 0), q.middle.b(i1), q.to.b(i1), 7);
  }

  // result = x + y + message word mod 2^32: limbs at `result` and `x`, bits at `y`.
  template <class B>
  static P3_INLINE void add3(B& b, std::size_t result, std::size_t x, std::size_t y,
                             std::size_t word) {
    const std::size_t m = airs::blake3::kMessage + airs::blake3::kWord * word;
    const Expr<B> low = b.local(result) - b.local(x) - limb_of_bits(b, y) - limb_of_bits(b, m);
    const Expr<B> high =
        b.local(result + 1) - b.local(x + 1) - limb_of_bits(b, y + 16) - limb_of_bits(b, m + 16);
    const Expr<B> sum = low + high * b.constant(power_of_2(16));
    b.assert_zero(sum * (sum + b.constant(power_of_2(32))) * (sum + b.constant(power_of_2(33))));
    b.assert_zero(low * (low + b.constant(power_of_2(16))) * (low + b.constant(power_of_2(17))));
  }

  // result = x + y mod 2^32.
  template <class B>
  static P3_INLINE void add2(B& b, std::size_t result, std::size_t x, std::size_t y) {
    const Expr<B> low = b.local(result) - b.local(x) - limb_of_bits(b, y);
    const Expr<B> high = b.local(result + 1) - b.local(x + 1) - limb_of_bits(b, y + 16);
    const Expr<B> sum = low + high * b.constant(power_of_2(16));
    b.assert_zero(sum * (sum + b.constant(power_of_2(32))));
    b.assert_zero(low * (low + b.constant(power_of_2(16))));
  }

  // limbs at `result` = bits at `x` xor (bits at `y` rotated left by `shift`); y is made boolean.
  template <class B>
  static P3_INLINE void xor_shift(B& b, std::size_t result, std::size_t x, std::size_t y,
                                  std::size_t shift) {
    assert_bools(b, y, airs::blake3::kWord);
    for (std::size_t limb = 0; limb < 2; ++limb) {
      const auto bit = [&](std::size_t k) P3_LAMBDA_INLINE -> Expr<B> {
        const std::size_t i = 16 * limb + k;
        return xor2<Expr<B>>(b.local(x + i), b.local(y + (i + 32 - shift) % 32));
      };
      b.assert_eq(b.local(result + limb), airs::pack_bits<Expr<B>>(16, bit));
    }
  }

  template <class B>
  static P3_INLINE void eval_outputs(B& b, const airs::blake3::StateColumns& last) {
    using namespace airs::blake3;
    b.label("final-words");
    assert_packed_row(b, kFinal, last.row2);
    b.label("outputs");
    assert_bools(b, kOutputs, kRow);
    for (std::size_t i = 0; i < 4; ++i) {
      xor_shift(b, last.a(i, 0), kOutputs + kWord * i, kFinal + kWord * i, 0);
    }
    assert_xor_rows(b, kOutputs + kRow, last.row1, last.row3);
    assert_xor_rows(b, kOutputs + 2 * kRow, kChaining0, kFinal);
    assert_xor_rows(b, kOutputs + 3 * kRow, kChaining1, last.row3);
  }

  template <class B>
  static P3_INLINE void assert_xor_rows(B& b, std::size_t out, std::size_t x, std::size_t y) {
    for (std::size_t i = 0; i < airs::blake3::kRow; ++i) {
      b.assert_eq(b.local(out + i), xor2<Expr<B>>(b.local(x + i), b.local(y + i)));
    }
  }

  static constexpr F power_of_2(unsigned log) { return F::from_u64(std::uint64_t{1} << log); }
};

}  // namespace p3
