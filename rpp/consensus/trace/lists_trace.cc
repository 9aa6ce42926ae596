// SPDX-License-Identifier: Apache-2.0 OR MIT
#include "rpp/consensus/trace/lists_trace.h"

#include "rpp/consensus/air/lists_air.h"
#include "rpp/hash/sponge.h"

namespace rpp {
namespace {

using Columns = ListsColumns;

void fill_row(Element* row, const Digest& digest, Tag tag, std::size_t index) {
  const Digest leaf = HashInput(tag).digest(digest).hash();
  for (std::size_t k = 0; k < 8; ++k) {
    row[Columns::kDigest + k] = digest[k];
    row[Columns::kOut + k] = leaf[k] + digest[k];
  }
  row[Columns::kActive] = Element::one();
  row[Columns::kIndex] = element(index);
}

}  // namespace

Trace lists_trace(std::span<const Digest> witnesses, std::span<const Digest> reputations) {
  const std::size_t used = witnesses.size() + reputations.size();
  Trace trace = Trace::zeros(table_rows(used), Columns::kTotal);
  for (std::size_t r = 0; r < witnesses.size(); ++r) {
    fill_row(trace.row(r), witnesses[r], Tag::kWitness, r);
  }
  for (std::size_t r = 0; r < reputations.size(); ++r) {
    fill_row(trace.row(witnesses.size() + r), reputations[r], Tag::kReputation, r);
  }
  if (reputations.empty()) return trace;
  // Unused rows too: the flag never falls.
  for (std::size_t r = witnesses.size(); r < trace.height(); ++r) {
    trace.at(r, Columns::kReputation) = Element::one();
  }
  return trace;
}

}  // namespace rpp
