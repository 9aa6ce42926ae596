// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include <source_location>

// Checks for bugs of this program. They print expression and location, then abort.
//
// P3_CHECK is always on. P3_DCHECK exists in debug builds and under -DP3_VERIFY only, where it
// guards contracts on hot paths. Neither is for input: bad bytes, options or files get a Result.
namespace p3 {

[[noreturn]] void check_failed(const char* expression, const char* message,
                               std::source_location where = std::source_location::current());

}  // namespace p3

#define P3_CHECK(expression, message)           \
  do {                                          \
    if (!(expression)) [[unlikely]]             \
      ::p3::check_failed(#expression, message); \
  } while (false)

#if defined(P3_VERIFY) || !defined(NDEBUG)
#define P3_DCHECK(expression, message) P3_CHECK(expression, message)
#else
#define P3_DCHECK(expression, message) \
  do {                                 \
  } while (false)
#endif
