// SPDX-License-Identifier: Apache-2.0 OR MIT
#include "rpp/keys/key_security.h"

#include <algorithm>
#include <cmath>

#include "p3/air/analysis.h"
#include "p3/merkle/schedule.h"

namespace rpp {
namespace {

p3::SecurityInstance largest_of(const p3::SecurityInstance& a, const p3::SecurityInstance& b) {
  return {.log_rows = std::max(a.log_rows, b.log_rows),
          .num_constraints = std::max(a.num_constraints, b.num_constraints),
          .constraint_degree = std::max(a.constraint_degree, b.constraint_degree),
          .log_quotient_chunks = std::max(a.log_quotient_chunks, b.log_quotient_chunks),
          .opening_points = std::max(a.opening_points, b.opening_points),
          .openings = std::max(a.openings, b.openings),
          .interactions = std::max(a.interactions, b.interactions),
          .widest_tuple = std::max(a.widest_tuple, b.widest_tuple)};
}

// The counts of a table depend on its height only through periodic columns, whose degree is a
// matter of rows; the largest counts of all heights are taken.
p3::SecurityInstance worst_instance(const CircuitTable& table, const p3::ChallengeAndTree& system) {
  const bool varies = !table.air->shape().periodic.empty();
  p3::SecurityInstance worst;
  for (unsigned h = varies ? table.min_log_rows : table.max_log_rows; h <= table.max_log_rows;
       ++h) {
    const p3::AirInstance<Element> instance{table.air, h};
    const auto subject = p3::batch_security_subject<Element>(system, {&instance, 1});
    worst = largest_of(worst, subject.shape.instances.front());
  }
  return worst;
}

// Whether the cap depends on the rows of the table even if all others are as tall as can be.
bool cap_binds(const Circuit& circuit, const CircuitTable& shortest,
               const p3::ChallengeAndTree& system, const p3::StarkParameters& parameters) {
  std::vector<p3::Dimensions> dimensions;
  for (const CircuitTable& table : circuit.tables) {
    const bool is_shortest = &table == &shortest;
    const unsigned log_rows = is_shortest ? table.min_log_rows : table.max_log_rows;
    dimensions.push_back(
        {.height = std::size_t{1} << (log_rows + parameters.fri.log_blowup), .width = 1});
  }
  return p3::make_merkle_schedule(dimensions, system.tree_arity, parameters.cap_height)
      .cap_binds_all();
}

std::optional<std::string> lookup_problem(const Circuit& circuit) {
  std::vector<p3::AirAnalysis> analyses;
  std::vector<unsigned> heights;
  for (const CircuitTable& table : circuit.tables) {
    analyses.push_back(p3::analyse(*table.air, table.max_log_rows, /*batch=*/true));
    heights.push_back(table.max_log_rows);
  }
  std::vector<const p3::AirAnalysis*> pointers;
  for (const p3::AirAnalysis& analysis : analyses) pointers.push_back(&analysis);
  if (!p3::bus_widths_agree(pointers)) return "tuples of different widths on one bus";
  if (!p3::height_bound_holds(pointers, heights, Element::kOrder)) {
    return "lookup counts could reach the field's order";
  }
  return std::nullopt;
}

}  // namespace

p3::SecuritySubject subject_at(const Circuit& circuit, const p3::ChallengeAndTree& system,
                               std::span<const unsigned> log_rows) {
  std::vector<p3::AirInstance<Element>> instances;
  for (std::size_t i = 0; i < circuit.tables.size(); ++i) {
    instances.push_back({circuit.tables[i].air, log_rows[i]});
  }
  return p3::batch_security_subject<Element>(system, instances);
}

p3::SecurityShape worst_shape(const Circuit& circuit, const p3::ChallengeAndTree& system) {
  p3::SecurityShape shape;
  shape.field_bits = p3::challenge_field_bits<Element>(system.extension_degree);
  shape.collision_bits = p3::collision_bits<Element>(system.hash);
  p3::SecurityInstance shortest{.log_rows = Element::kTwoAdicity, .opening_points = 1};
  for (const CircuitTable& table : circuit.tables) {
    shape.instances.push_back(worst_instance(table, system));
    const p3::SecurityInstance& instance = shape.instances.back();
    shortest.log_rows = std::min(shortest.log_rows, table.min_log_rows);
    shortest.opening_points = std::max(shortest.opening_points, instance.opening_points);
  }
  shape.instances.push_back(shortest);
  return shape;
}

p3::ProofLayout tallest_layout(const Circuit& circuit, const p3::ChallengeAndTree& system) {
  std::vector<unsigned> heights;
  for (const CircuitTable& table : circuit.tables) heights.push_back(table.max_log_rows);
  return subject_at(circuit, system, heights).layout;
}

std::optional<std::string> parameters_problem(const Circuit& circuit,
                                              const p3::ChallengeAndTree& system,
                                              const p3::StarkParameters& parameters) {
  if (const auto error = p3::check_parameters<Element>(parameters)) return p3::to_string(*error);
  for (const CircuitTable& table : circuit.tables) {
    const std::string what = "table " + std::string(table.name) + ": ";
    if (table.max_log_rows + parameters.fri.log_blowup > Element::kTwoAdicity) {
      return what + "too tall for this blowup";
    }
    if (table.min_log_rows <= parameters.fri.log_final_poly_len) {
      return what + "not taller than the final polynomial";
    }
    if (!cap_binds(circuit, table, system, parameters)) return what + "shorter than the cap";
  }
  return lookup_problem(circuit);
}

std::uint32_t millibits(double bits) {
  return static_cast<std::uint32_t>(std::floor(std::max(bits, 0.0) * 1000));
}

}  // namespace rpp
