// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include <cstddef>
#include <string>
#include <vector>

// Covering sets: a small list of cases in which every admissible pair of values of two axes occurs.
//
// A case assigns one value to each axis. `allowed` decides about partial cases too (kOpen: not
// chosen yet): it says no only where no completion can repair it. Deterministic.
namespace p3::testing {

using AxisValues = std::vector<int>;  // by axis
inline constexpr int kOpen = -1;

struct Axis {
  const char* name;
  std::vector<std::string> values;
  int first_costly = 1 << 20;  // values from here on are taken only where they cover new pairs
};

struct CoverageSpace {
  std::vector<Axis> axes;
  bool (*allowed)(const AxisValues& partial);
};

// Covers every admissible pair, then adds cases until each value occurs `min_per_value` times and
// there are at least `min_cases` different ones.
std::vector<AxisValues> covering_set(const CoverageSpace& space, std::size_t min_per_value,
                                     std::size_t min_cases);

struct Coverage {
  std::string table;              // one line per axis: values with their counts, and the pairs
  std::vector<std::string> gaps;  // pairs that no case has, values that are too rare
  std::size_t distinct = 0;
};

// Computed from the cases alone.
Coverage coverage_of(const CoverageSpace& space, const std::vector<AxisValues>& cases,
                     std::size_t min_per_value);

}  // namespace p3::testing
