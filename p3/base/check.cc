// SPDX-License-Identifier: Apache-2.0 OR MIT
#include "p3/base/check.h"

#include <cstdio>
#include <cstdlib>

namespace p3 {

void check_failed(const char* expression, const char* message, std::source_location where) {
  std::fprintf(stderr, "p3: check failed at %s:%u: %s: %s\n", where.file_name(),
               static_cast<unsigned>(where.line()), expression, message);
  std::abort();
}

}  // namespace p3
