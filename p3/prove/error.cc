// SPDX-License-Identifier: Apache-2.0 OR MIT
#include "p3/prove/error.h"

namespace p3 {

const char* fault_name(ProveFault fault) noexcept {
  switch (fault) {
    case ProveFault::kBadParameters:
      return "BadParameters";
    case ProveFault::kNoInstances:
      return "NoInstances";
    case ProveFault::kInstanceCountMismatch:
      return "InstanceCountMismatch";
    case ProveFault::kHeightNotPowerOfTwo:
      return "HeightNotPowerOfTwo";
    case ProveFault::kTraceTooTall:
      return "TraceTooTall";
    case ProveFault::kTraceTooShort:
      return "TraceTooShort";
    case ProveFault::kTraceWidthMismatch:
      return "TraceWidthMismatch";
    case ProveFault::kPublicValuesLengthMismatch:
      return "PublicValuesLengthMismatch";
    case ProveFault::kPreprocessedMissing:
      return "PreprocessedMissing";
    case ProveFault::kPreprocessedUnexpected:
      return "PreprocessedUnexpected";
    case ProveFault::kPreprocessedWidthMismatch:
      return "PreprocessedWidthMismatch";
    case ProveFault::kPreprocessedHeightMismatch:
      return "PreprocessedHeightMismatch";
    case ProveFault::kPeriodicLengthNotDividingHeight:
      return "PeriodicLengthNotDividingHeight";
    case ProveFault::kQuotientDomainTooLarge:
      return "QuotientDomainTooLarge";
    case ProveFault::kBusWidthMismatch:
      return "BusWidthMismatch";
    case ProveFault::kMultiplicityHeightBoundExceeded:
      return "MultiplicityHeightBoundExceeded";
    case ProveFault::kConstraintViolated:
      return "ConstraintViolated";
  }
  return "unknown fault";
}

std::string to_string(const ProveError& error) {
  std::string text = fault_name(error.fault);
  if (error.parameters) return text + ": " + to_string(*error.parameters);
  if (!error.detail.empty()) return text + ": " + error.detail;
  return text + " of instance " + std::to_string(error.instance) + ": expected " +
         std::to_string(error.expected) + ", got " + std::to_string(error.got);
}

}  // namespace p3
