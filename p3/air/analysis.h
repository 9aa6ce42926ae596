// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "p3/air/air.h"
#include "p3/air/dag.h"
#include "p3/air/shape.h"

// What both sides derive from an AIR and its trace length: the lookup columns, the number of
// constraints, and the number of quotient chunks. The rules are those of Plonky3 0.8.0
// (wire 2.9, 2.11).
namespace p3 {

// One fraction column of the permutation trace. Its fraction is sum_i count_i / (prefix - tuple_i);
// exclusive: sum_i flag_i * count_i / (sum_i flag_i * (prefix - tuple_i) + 1 - sum_i flag_i).
struct LookupColumn {
  bool global = false;
  bool exclusive = false;
  std::string bus;                                 // of a global column
  std::vector<std::vector<std::uint32_t>> tuples;  // nodes
  std::vector<std::uint32_t> counts;               // nodes
  std::vector<std::uint32_t> flags;                // nodes; of an exclusive column
  std::uint64_t weight = 0;                        // bound on |multiplicity| per row
};

struct AirAnalysis {
  std::vector<LookupColumn> lookups;    // in column order; empty for uni-stark
  std::size_t num_constraints = 0;      // with the LogUp constraints
  std::size_t num_air_constraints = 0;  // those the AIR asserts: they come first
  std::uint64_t max_degree = 0;         // symbolic, before the declared bound
  unsigned log_quotient_chunks = 0;
  std::uint64_t count_weight = 0;  // sum of the columns' weights
  std::size_t widest_tuple = 0;    // local ones included; at least 1 where lookups exist

  bool has_lookups() const { return !lookups.empty(); }
  // Extension columns of the permutation trace: accumulator, then one per lookup column.
  std::size_t permutation_width() const { return lookups.empty() ? 0 : lookups.size() + 1; }
};

// With `batch` false the lookups are ignored, as uni-stark does.
template <class F>
AirAnalysis analyse(const Air<F>& air, unsigned log_degree, bool batch);

// Symbolic degree of every constraint of the AIR itself, in multiples of the trace length.
template <class F>
std::vector<std::uint64_t> constraint_degrees(const Air<F>& air);

// The lookup columns before same-bus packing and after packing to `max_degree`.
template <class F>
std::vector<LookupColumn> unpacked_lookup_columns(const ConstraintDag<F>& dag);
template <class F>
std::vector<LookupColumn> packed_lookup_columns(const ConstraintDag<F>& dag,
                                                std::uint64_t max_degree);

// Every node that the columns read: tuples, counts, flags.
std::vector<std::uint32_t> lookup_nodes(const std::vector<LookupColumn>& columns);

// Whether all tuples of one bus have one width over the whole batch ([x] and [0, x] would collide).
bool bus_widths_agree(std::span<const AirAnalysis* const> airs);

// sum over AIRs of count_weight * 2^log_degree < field order, without overflow.
bool height_bound_holds(std::span<const AirAnalysis* const> airs,
                        std::span<const unsigned> log_degrees, std::uint64_t field_order);

}  // namespace p3
