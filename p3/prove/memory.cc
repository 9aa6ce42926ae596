// SPDX-License-Identifier: Apache-2.0 OR MIT
#include "p3/prove/memory.h"

#include <algorithm>

#include "p3/air/analysis.h"
#include "p3/field/extension_params.h"
#include "p3/prove/checks.h"
#include "p3/prove/memory_model.h"
#include "p3/prove/memory_replay.h"

namespace p3 {
namespace {

template <class F>
std::optional<ProveError> read_instance(const MemoryRequest<F>& request, std::size_t index,
                                        MemoryShape& shape) {
  const MemoryInstance<F>& instance = request.instances[index];
  const AirShape<F>& air = instance.air->shape();
  shape.log_rows = instance.log_rows;
  // So that 2^log_rows exists; check_height has the rest.
  if (instance.log_rows > F::kTwoAdicity) {
    return ProveError{.fault = ProveFault::kTraceTooTall,
                      .instance = index,
                      .got = instance.log_rows,
                      .expected = F::kTwoAdicity};
  }
  const std::size_t rows = std::size_t{1} << instance.log_rows;
  if (auto error = check_height<F>(request.config, rows, index)) return error;
  for (const std::vector<F>& column : air.periodic) {
    if (check_periodic_length(column.size(), instance.log_rows) != PeriodicError::kNone) {
      return ProveError{.fault = ProveFault::kPeriodicLengthNotDividingHeight,
                        .instance = index,
                        .got = column.size(),
                        .expected = rows};
    }
    shape.periods.push_back(column.size());
  }
  const AirAnalysis analysis = analyse(*instance.air, instance.log_rows, request.batch);
  if (auto error = check_chunks<F>(analysis, instance.log_rows, index)) return error;
  shape.width = air.width;
  shape.preprocessed_width = air.preprocessed_width;
  shape.permutation_width = analysis.permutation_width() * request.extension_degree;
  shape.log_chunks = analysis.log_quotient_chunks;
  shape.next = air.reads_next_row;
  shape.preprocessed_next = air.reads_preprocessed_next_row;
  shape.has_room = instance.trace_has_room;
  return std::nullopt;
}

// Commitments whose shortest matrix lies above the cap are refused by the prover.
template <class F>
std::optional<ProveError> check_caps(const StarkConfig<F>& config,
                                     std::span<const MemoryShape> shapes) {
  std::vector<unsigned> log_rows[3];
  std::vector<std::size_t> instances[3];
  for (std::size_t i = 0; i < shapes.size(); ++i) {
    const bool present[3] = {true, shapes[i].preprocessed_width != 0,
                             shapes[i].permutation_width != 0};
    for (unsigned k = 0; k < 3; ++k) {
      if (!present[k]) continue;
      log_rows[k].push_back(shapes[i].log_rows);
      instances[k].push_back(i);
    }
  }
  for (unsigned k = 0; k < 3; ++k) {
    if (auto error = check_cap_binds<F>(config, log_rows[k], instances[k])) return error;
  }
  return std::nullopt;
}

}  // namespace

std::uint64_t MemoryEstimate::peak() const {
  std::uint64_t most = 0;
  for (const MemoryPhase& phase : phases) most = std::max(most, phase.resident);
  return most;
}

template <class F>
Result<MemoryEstimate, ProveError> estimate_memory(const MemoryRequest<F>& request) {
  if (const auto error = check_parameters<F>(request.config.parameters)) {
    return Err{ProveError{.fault = ProveFault::kBadParameters, .parameters = error}};
  }
  if (request.instances.empty()) return Err{ProveError{.fault = ProveFault::kNoInstances}};
  if (!request.batch && request.instances.size() != 1) {
    return Err{ProveError{.fault = ProveFault::kInstanceCountMismatch,
                          .got = request.instances.size(),
                          .expected = 1}};
  }
  std::vector<MemoryShape> shapes(request.instances.size());
  for (std::size_t i = 0; i < shapes.size(); ++i) {
    if (auto error = read_instance(request, i, shapes[i])) return Err{*error};
  }
  if (auto error = check_caps<F>(request.config, shapes)) return Err{*error};
  MemoryModel model;
  internal::MemoryReplay<F>(request, shapes, model).run();
  return MemoryEstimate{model.phases(), model.mapped()};
}

#define P3_INSTANTIATE(F) \
  template Result<MemoryEstimate, ProveError> estimate_memory<F>(const MemoryRequest<F>&);
P3_FOR_EACH_FIELD(P3_INSTANTIATE)
#undef P3_INSTANTIATE

}  // namespace p3
