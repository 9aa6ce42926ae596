// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include <chrono>

// Stopwatch: the time since it was made, by a clock that nobody sets.
namespace p3 {

class Stopwatch {
 public:
  double seconds() const {
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - start_).count();
  }
  double milliseconds() const { return 1000 * seconds(); }

 private:
  std::chrono::steady_clock::time_point start_ = std::chrono::steady_clock::now();
};

}  // namespace p3
