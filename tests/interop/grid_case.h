// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include <cstdint>
#include <string>

#include "tests/interop/covering.h"
#include "tests/interop/exchange.h"

// The grid: its axes, which values may meet, and the case that a choice of values means.
//
// A batch is the AIR of axis `air` with the height of axis `height`, and described AIRs
// (grid_air.h) of other heights for the instances after it. The features of a described AIR are
// axes of their own; a shipped AIR alone has none of them.
namespace p3::testing {

const CoverageSpace& grid_space();

const JudgeSuite& grid_suite(const AxisValues& values);

// `seed` chooses free values and the heights of the further instances.
template <class F>
ExchangeCase<F> make_grid_case(const AxisValues& values, std::uint64_t seed, ThreadPool& pool);

// "suite=kb4-p2 protocol=uni ...".
std::string describe(const CoverageSpace& space, const AxisValues& values);

}  // namespace p3::testing
