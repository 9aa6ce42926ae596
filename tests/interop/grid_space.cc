// SPDX-License-Identifier: Apache-2.0 OR MIT
#include "tests/interop/grid_axes.h"
#include "tests/interop/grid_case.h"

// Axes of the grid and the rules for values that cannot meet.
namespace p3::testing {
namespace {

std::vector<std::string> numbers(std::initializer_list<int> values) {
  std::vector<std::string> out;
  for (const int v : values) out.push_back(std::to_string(v));
  return out;
}

std::vector<std::string> suite_names() {
  std::vector<std::string> out;
  for (const JudgeSuite& suite : kJudgeSuites) out.emplace_back(suite.name);
  return out;
}

bool chosen(const AxisValues& v, GridAxis a) { return v[a] != kOpen; }

// Rows of the shipped AIRs in the grid, as logarithms: 2^22 cells would allow more, but upstream
// takes seconds for them. full_height_test.cc has the tallest.
bool height_fits(int air, int height) {
  switch (air) {
    case kAirPoseidon1:
      return height <= 8;
    case kAirPoseidon8:
      return height <= 5;
    case kAirKeccak:
      return height == 5 || height == 6;  // a permutation needs 24 rows
    case kAirBlake3:
      return height <= 4;
    default:
      return true;
  }
}

bool batch_rules(const AxisValues& v) {
  if (v[kProtocol] == 0) {  // uni: one instance, no lookups
    if (chosen(v, kInstances) && v[kInstances] != 0) return false;
    if (chosen(v, kLookups) && v[kLookups] != 0) return false;
  }
  return true;
}

// A shipped AIR alone: the axes of the described AIR stay at their first value.
bool shipped_rules(const AxisValues& v) {
  if (!chosen(v, kAir) || v[kAir] == kAirDescribed || v[kInstances] != 0) return true;
  for (const GridAxis a : {kPreprocessed, kPeriodic, kLookups, kDegree, kNext}) {
    if (chosen(v, a) && v[a] != 0) return false;
  }
  return true;
}

bool allowed(const AxisValues& v) {
  if (!batch_rules(v)) return false;
  // A shipped AIR alone also when nothing else is possible: in uni.
  AxisValues alone = v;
  if (v[kProtocol] == 0) alone[kInstances] = 0;
  if (!shipped_rules(alone)) return false;
  if (chosen(v, kHeight)) {
    if (chosen(v, kAir) && !height_fits(v[kAir], v[kHeight])) return false;
    // A final polynomial of several coefficients needs taller matrices (wire 2.7).
    if (chosen(v, kFinal) && v[kFinal] > 0 && v[kHeight] <= v[kFinal]) return false;
  }
  return true;
}

}  // namespace

const CoverageSpace& grid_space() {
  // In the order of GridAxis.
  static const CoverageSpace space{
      {{"protocol", {"uni", "batch"}},
       {"instances", numbers({1, 2, 3, 4})},
       {"air",
        {"described", "fibonacci", "poseidon2x1", "poseidon2x8", "keccak-f", "blake3"},
        /*first_costly=*/kAirPoseidon8},
       {"height", numbers({0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12})},
       {"final", numbers({0, 1, 2, 3})},
       {"preprocessed", {"none", "local", "next"}},
       {"periodic", {"none", "one", "two"}},
       {"lookups", {"none", "local", "global", "exclusive", "all"}},
       {"degree", numbers({2, 3, 5, 9})},
       {"next-row", {"yes", "no"}},
       {"suite", suite_names()},
       {"blowup", numbers({1, 2, 3})},
       {"arity", numbers({1, 2, 3, 4})},
       {"cap", numbers({0, 1, 2, 4})},
       {"queries", numbers({1, 3, 8})},
       {"batch-pow", {"off", "on"}},
       {"commit-pow", {"off", "on"}},
       {"query-pow", {"off", "on"}},
       {"ood-pow", {"off", "on"}},
       {"lookup-pow", {"off", "on"}}},
      allowed};
  return space;
}

const JudgeSuite& grid_suite(const AxisValues& values) {
  return kJudgeSuites[static_cast<std::size_t>(values[kSuite])];
}

std::string describe(const CoverageSpace& space, const AxisValues& values) {
  std::string out;
  for (std::size_t a = 0; a < values.size(); ++a) {
    out += (a == 0 ? "" : " ") + std::string(space.axes[a].name) + "=" +
           space.axes[a].values[static_cast<std::size_t>(values[a])];
  }
  return out;
}

}  // namespace p3::testing
