// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include <cstddef>

// How many bytes are allocated at once between two moments, by any thread of a test program.
namespace rpp::testing {

// From the making of one: the most live bytes beyond those at its beginning. One at a time.
class LiveMemory {
 public:
  LiveMemory();
  std::size_t most() const;

 private:
  std::size_t start_;
};

}  // namespace rpp::testing
