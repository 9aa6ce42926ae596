// SPDX-License-Identifier: Apache-2.0 OR MIT
#include "testing/table_cases.h"

#include "testing/air_groups.h"
#include "testing/bus_ledger.h"

namespace p3::testing {

std::set<std::pair<std::size_t, std::size_t>> free_cells(const AirPointer& air,
                                                         const TableTrace& honest,
                                                         std::size_t rows) {
  TrialBatch batch;
  batch.push_back({air, honest.clone()});
  const auto before = open_tuples(batch);
  TableTrace& trace = batch[0].trace;
  std::set<std::pair<std::size_t, std::size_t>> out;
  for (std::size_t r = 0; r < rows; ++r) {
    for (std::size_t c = 0; c < trace.width(); ++c) {
      const KoalaBear kept = trace.at(r, c);
      trace.at(r, c) += KoalaBear::from_u64(12'345);
      if (violated_labels(*air, trace.view(), {}).empty() && open_tuples(batch) == before) {
        out.insert({r, c});
      }
      trace.at(r, c) = kept;
    }
  }
  return out;
}

}  // namespace p3::testing
