// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <string>

// What libFuzzer calls and offers, and how a target reports a finding.

extern "C" int LLVMFuzzerInitialize(int* argc, char*** argv);
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);
extern "C" std::size_t LLVMFuzzerCustomMutator(std::uint8_t* data, std::size_t size,
                                               std::size_t max_size, unsigned seed);
extern "C" std::size_t LLVMFuzzerMutate(std::uint8_t* data, std::size_t size, std::size_t max_size);

namespace p3::testing {

// Ends the run; libFuzzer keeps the input.
[[noreturn]] inline void finding(const std::string& what) {
  std::fprintf(stderr, "FINDING: %s\n", what.c_str());
  std::abort();
}

// Seconds that this thread has computed: other work on the machine does not count.
inline double cpu_seconds() {
  timespec now{};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
  return static_cast<double>(now.tv_sec) + 1e-9 * static_cast<double>(now.tv_nsec);
}

// Milliseconds of the quickest of a few runs.
template <class Body>
double quickest_ms(const Body& body) {
  double best = 1e9;
  for (int i = 0; i < 5; ++i) {
    const double start = cpu_seconds();
    body();
    best = std::min(best, 1e3 * (cpu_seconds() - start));
  }
  return best;
}

// scripts/fuzz.sh repeats this line in its table.
inline void print_slowest(const char* what, double ms, const std::string& which) {
  std::fprintf(stderr, "SLOWEST: %s takes %.2f ms of CPU time (%s)\n", what, ms, which.c_str());
}

}  // namespace p3::testing
