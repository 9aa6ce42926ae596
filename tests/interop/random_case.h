// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include <cstdint>
#include <string>

#include "tests/interop/random_air.h"

// A random case: parameters, one AIR or a batch of them, and lookups that balance over the batch.
namespace p3::testing {

const JudgeSuite& random_suite(std::uint64_t seed);

template <class F>
ExchangeCase<F> make_random_case(std::uint64_t seed);

}  // namespace p3::testing
