// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include "rpp/gadgets/rows.h"
#include "rpp/identity/air/identities_columns.h"

// The cells of one row of the table `identities`.
namespace rpp {

template <class E>
struct IdentitiesRow {
  E word[8], aux[8], address[8];
  E index;
  E position[2];
  E row[IdentitiesColumns::kRows];
  E start, end;

  template <bool kBelow, class B>
  P3_INLINE static IdentitiesRow read(B& b) {
    using C = IdentitiesColumns;
    IdentitiesRow row;
    read_cells<8, kBelow>(b, C::kWord, row.word);
    read_cells<8, kBelow>(b, C::kAux, row.aux);
    read_cells<8, kBelow>(b, C::kAddress, row.address);
    read_cells<1, kBelow>(b, C::kIndex, &row.index);
    read_cells<2, kBelow>(b, C::kPosition, row.position);
    read_cells<C::kRows, kBelow>(b, C::kRow, row.row);
    read_cells<1, kBelow>(b, C::kStart, &row.start);
    read_cells<1, kBelow>(b, C::kEnd, &row.end);
    return row;
  }

  // The low account's words 3 to 11.
  P3_INLINE E rest() const { return sum_of(row + identity_row::kRest, identity_row::kRestRows); }
};

}  // namespace rpp
