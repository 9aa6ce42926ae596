// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>

#include "p3/fri/verify_error.h"

// Why a proof cannot be made: a request that does not fit together, or, where the context asks for
// the check, a trace that violates the constraints.
namespace p3 {

enum class ProveFault : std::uint8_t {
  kBadParameters,  // `parameters` says which number
  kNoInstances,
  kInstanceCountMismatch,  // traces, statements, preprocessed data
  kHeightNotPowerOfTwo,    // rows of the trace
  kTraceTooTall,           // log rows of the extended trace, limit: two-adicity
  kTraceTooShort,  // log rows of the extended trace, limit: where folding stops, or the cap layer
  kTraceWidthMismatch,
  kPublicValuesLengthMismatch,
  kPreprocessedMissing,     // the AIR has preprocessed columns and the statement has no key
  kPreprocessedUnexpected,  // the other way round
  kPreprocessedWidthMismatch,
  kPreprocessedHeightMismatch,
  kPeriodicLengthNotDividingHeight,
  kQuotientDomainTooLarge,  // log points, limit: two-adicity
  kBusWidthMismatch,        // one bus, tuples of different widths
  kMultiplicityHeightBoundExceeded,
  kConstraintViolated,  // got: the row; `detail` says the rest
};

struct ProveError {
  ProveFault fault;
  std::size_t instance = 0;
  std::uint64_t got = 0;
  std::uint64_t expected = 0;  // or the limit
  std::optional<VerifyError> parameters = std::nullopt;
  std::string detail = {};
};

// "TraceWidthMismatch".
const char* fault_name(ProveFault) noexcept;
// "TraceWidthMismatch of instance 0: expected 2, got 3".
std::string to_string(const ProveError&);

}  // namespace p3
