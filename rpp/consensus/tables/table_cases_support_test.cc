// SPDX-License-Identifier: Apache-2.0 OR MIT
#include "rpp/consensus/tables/table_cases_test_support.h"

#include "testing/air_groups.h"
#include "testing/bus_ledger.h"

namespace rpp::testing {

std::set<std::pair<std::size_t, std::size_t>> free_cells(const AirPointer& air, const Trace& honest,
                                                         std::size_t rows) {
  p3::testing::TrialBatch batch;
  batch.push_back({air, honest.clone()});
  const auto before = p3::testing::open_tuples(batch);
  Trace& trace = batch[0].trace;
  std::set<std::pair<std::size_t, std::size_t>> out;
  for (std::size_t r = 0; r < rows; ++r) {
    for (std::size_t c = 0; c < trace.width(); ++c) {
      const Element kept = trace.at(r, c);
      trace.at(r, c) += element(12'345);
      if (p3::testing::violated_labels(*air, trace.view(), {}).empty() &&
          p3::testing::open_tuples(batch) == before) {
        out.insert({r, c});
      }
      trace.at(r, c) = kept;
    }
  }
  return out;
}

}  // namespace rpp::testing
