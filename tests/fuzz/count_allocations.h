// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include <cstddef>

// Counts the bytes that are asked from the sanitizer's allocator, whether freed again or not.
// To be included once in a program.
namespace p3::testing {

inline std::size_t allocated_bytes = 0;

class AllocationCount {
 public:
  AllocationCount() : start_(allocated_bytes) {}
  std::size_t bytes() const { return allocated_bytes - start_; }

 private:
  std::size_t start_;
};

}  // namespace p3::testing

// Called by the allocator.
extern "C" void __sanitizer_malloc_hook(const volatile void*, std::size_t size);
extern "C" void __sanitizer_malloc_hook(const volatile void*, std::size_t size) {
  p3::testing::allocated_bytes += size;
}
