// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "p3/air/trace_file.h"

// The text half of trace_file.h.
namespace p3 {

template <class F>
Result<Matrix<F>, TraceFileError> read_trace_csv(std::string_view text, const TraceLimits& limits,
                                                 std::vector<std::string>* names);

}  // namespace p3
