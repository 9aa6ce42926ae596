// SPDX-License-Identifier: Apache-2.0 OR MIT
#include "rpp/pruning/circuit/statement_trace.h"

#include "rpp/fields/field_codec.h"
#include "rpp/wiring/integers_trace.h"

namespace rpp {

TapeValues pruning_tape_values(const PruningLayout& layout, const PruningPublic& fields,
                               std::size_t blocks, const EmptyUses& empties) {
  TapeValues v(layout.tape);
  const FieldValues values = values_of(fields);
  v.set(layout.fields.message(), encode_fields(kPruningTable, values));
  v.set(layout.s, statement_digest(kPruningTable, values));
  v.set_integer(layout.after, fields.last_height + 1);
  fill_sum(v, layout.height_bound);
  fill_at_least(v, layout.range);
  fill_at_most(v, layout.span);
  v.set(layout.blocks, Element::from_u64(blocks));
  for (std::size_t tree = 0; tree < kPruningTrees; ++tree) {
    v.set_users(layout.empties[tree], empties[tree]);
  }
  return v;
}

}  // namespace rpp
