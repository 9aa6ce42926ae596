// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include "p3/air/shape.h"
#include "rpp/consensus/air/links.h"

// Table `tickets`: no counted VRF output precedes the leader's.
//
// One row per output that `ballots` has computed, among them one leader row. A ticket is
// t = lo_0 + 2^16 h_0 + 2^24 lo_1 + 2^40 h_1, of weight w. If the vote slot is the header's slot
// (`same`), every row shows t w_L - t_L w - [i < L] >= 0, digit by digit with signed carries, so
// that nothing wraps around p. The leader's numbers are constant columns, equal to those of the
// leader row. Bounds: docs/spec/circuits/consensus-tables.md.
namespace rpp {

struct TicketsColumns {
  static constexpr std::size_t kActive = 0;
  static constexpr std::size_t kLead = 1;
  static constexpr std::size_t kMember = 2;
  static constexpr std::size_t kLimbs = 3;  // lo_0, hi_0, lo_1, hi_1: y_0 and y_1 canonically
  static constexpr std::size_t kHigh = 7;   // h_0, h_1: hi mod 2^8
  static constexpr std::size_t kWeight = 9;
  static constexpr std::size_t kBefore = 10;  // 1 if the index is below the leader's
  static constexpr std::size_t kDigits = 11;  // d_0, d_1, d_2, low 8 bits of d_3, the rest of it
  // 4 c_0, c_1, 4 c_2: four times, so that 16 bits bound them to 14.
  static constexpr std::size_t kCarries = 16;
  // Constant columns.
  static constexpr std::size_t kSame = 19;
  static constexpr std::size_t kLeader = 20;
  static constexpr std::size_t kLeaderLimbs = 21;  // lo_0, h_0, lo_1, h_1
  static constexpr std::size_t kLeaderWeight = 25;
  static constexpr std::size_t kTotal = 26;
};

template <class E>
struct TicketsRow {
  E active, lead, member, lo[2], hi[2], high[2], weight, before, digits[5], carries[3];
  E constants[7];  // same, leader, leader limbs, leader weight

  template <bool kBelow, class B>
  P3_INLINE static TicketsRow read(B& b) {
    using Columns = TicketsColumns;
    TicketsRow row;
    read_cells<1, kBelow>(b, Columns::kActive, &row.active);
    read_cells<1, kBelow>(b, Columns::kLead, &row.lead);
    read_cells<1, kBelow>(b, Columns::kMember, &row.member);
    for (std::size_t k = 0; k < 2; ++k) {
      read_cells<1, kBelow>(b, Columns::kLimbs + 2 * k, &row.lo[k]);
      read_cells<1, kBelow>(b, Columns::kLimbs + 2 * k + 1, &row.hi[k]);
    }
    read_cells<2, kBelow>(b, Columns::kHigh, row.high);
    read_cells<1, kBelow>(b, Columns::kWeight, &row.weight);
    read_cells<1, kBelow>(b, Columns::kBefore, &row.before);
    read_cells<5, kBelow>(b, Columns::kDigits, row.digits);
    read_cells<3, kBelow>(b, Columns::kCarries, row.carries);
    read_cells<7, kBelow>(b, Columns::kSame, row.constants);
    return row;
  }

  P3_INLINE const E& same() const { return constants[0]; }
  P3_INLINE const E& leader() const { return constants[1]; }
  P3_INLINE const E* leader_limbs() const { return constants + 2; }
  P3_INLINE const E& leader_weight() const { return constants[6]; }
};

class TicketsAir {
 public:
  using F = p3::KoalaBear;
  using Columns = TicketsColumns;

  p3::AirShape<F> shape() const {
    p3::AirShape<F> shape;
    shape.width = Columns::kTotal;
    shape.declared_degree = 3;
    return shape;
  }

  template <class B>
  P3_INLINE void eval(B& b) const {
    using Row = TicketsRow<typename B::Expr>;
    const Row row = Row::template read<false>(b), next = Row::template read<true>(b);
    b.label("tickets/flags");
    b.assert_bool(row.active);
    b.assert_bool(row.lead);
    b.assert_zero(row.lead * (b.constant(F::one()) - row.active));
    b.label("tickets/constant");
    for (std::size_t k = 0; k < 7; ++k) b.assert_eq(next.constants[k], row.constants[k]);
    eval_leader(b, row);
    eval_difference(b, row);
    push_numbers(b, row);
    push_messages(b, row);
  }

 private:
  P3_INLINE static F power(unsigned bits) { return F::from_u64(std::uint64_t{1} << bits); }

  // The constant columns are the leader row's own numbers.
  template <class B, class Row>
  P3_INLINE static void eval_leader(B& b, const Row& row) {
    b.label("tickets/leader");
    auto lead = b.when(row.lead);
    lead.assert_eq(row.leader(), row.member);
    for (std::size_t k = 0; k < 2; ++k) {
      lead.assert_eq(row.leader_limbs()[2 * k], row.lo[k]);
      lead.assert_eq(row.leader_limbs()[2 * k + 1], row.high[k]);
    }
    lead.assert_eq(row.leader_weight(), row.weight);
    b.label("tickets/before");
    b.assert_bool(row.before);
  }

  // x_k = limb_k w_L - limb_k' w; carries as in school. Times four where 4 c is a column.
  template <class B, class Row>
  P3_INLINE static void eval_difference(B& b, const Row& row) {
    using E = typename B::Expr;
    const E limbs[4] = {row.lo[0], row.high[0], row.lo[1], row.high[1]};
    E x[4];
    for (std::size_t k = 0; k < 4; ++k) {
      x[k] = limbs[k] * row.leader_weight() - row.leader_limbs()[k] * row.weight;
    }
    const E* d = row.digits;
    const E* c = row.carries;
    const F four = F::from_u64(4);
    b.label("tickets/difference");
    auto same = b.when(row.same());
    same.assert_eq(x[0] - row.before, d[0] + c[0] * power(14));
    same.assert_eq(x[1] * four + c[0], d[1] * four + c[1] * power(10));
    same.assert_eq(x[2] + c[1], d[2] + c[2] * power(14));
    same.assert_eq(x[3] * four + c[2], d[3] * four + d[4] * power(10));
  }

  // Every entry of the four tuples is below 2^16.
  template <class B, class Row>
  P3_INLINE static void push_numbers(B& b, const Row& row) {
    using E = typename B::Expr;
    const auto active = B::Count::bounded(row.active, 1);
    const F byte_inverse = F::from_u64(256).inverse();
    const E byte(F::from_u64(255)), middle(power(15));
    E rest[2];  // hi = high + 2^8 rest
    for (std::size_t k = 0; k < 2; ++k) {
      const E y = row.lo[k] + row.hi[k] * power(16);
      b.push_global(bus::kCanonical, canonical_tuple(y, row.lo[k], row.hi[k]), active);
      rest[k] = (row.hi[k] - row.high[k]) * byte_inverse;
    }
    const E* d = row.digits;
    const E* c = row.carries;
    const E order = row.member - row.leader() + row.before * F::from_u64(256);
    b.push_global(bus::kRange, range_tuple(row.high[0], byte - row.high[0], rest[0], d[0]), active);
    b.push_global(bus::kRange, range_tuple(row.high[1], byte - row.high[1], rest[1], d[1]), active);
    b.push_global(bus::kRange, range_tuple(d[2], d[3], d[4], order), active);
    b.push_global(bus::kRange,
                  range_tuple(c[0] + middle, c[1] + middle, c[2] + middle, E(F::zero())), active);
  }

  template <class B, class Row>
  P3_INLINE static void push_messages(B& b, const Row& row) {
    using E = typename B::Expr;
    const auto active = B::Count::bounded(row.active, 1);
    const E zero(F::zero());
    const E y0 = row.lo[0] + row.hi[0] * power(16);
    const E y1 = row.lo[1] + row.hi[1] * power(16);
    b.push_global(bus::kLink, output_link(row.member, row.lead, y0, y1), active);
    b.push_global(bus::kLink, weight_link(row.member, row.lead, row.weight), active);
    const E same[8] = {row.same(), zero, zero, zero, zero, zero, zero, zero};
    b.push_global(bus::kGlobal, global_tuple(global_name<E>(GlobalName::kTickets), zero, same),
                  B::Count::bounded(row.lead, 1));
  }
};

}  // namespace rpp
