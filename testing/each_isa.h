// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include <string>

#include <gtest/gtest.h>

#include "p3/field/isa/isa.h"

// Tests of anything with kernels run on every instruction set that this CPU has.
namespace p3::testing {

// Runs the body with each supported set active, then restores the best one.
template <class Body>
void for_each_isa(Body body) {
  for (const Isa isa : supported_isas()) {
    SCOPED_TRACE(std::string(isa_name(isa)));
    ASSERT_TRUE(select_isa(isa));
    body();
  }
  ASSERT_TRUE(select_isa(best_isa()));
}

}  // namespace p3::testing
