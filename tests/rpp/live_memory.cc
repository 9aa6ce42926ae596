// SPDX-License-Identifier: Apache-2.0 OR MIT
#include "tests/rpp/live_memory.h"

#include <malloc.h>

#include <atomic>
#include <cstdlib>
#include <new>

// The operators new of the program count; the arenas of large matrices, which verifiers do not
// use, are not seen.
namespace {

std::atomic<std::size_t> live{0};
std::atomic<std::size_t> most{0};

void* counted(void* block) {
  if (block == nullptr) std::abort();
  const std::size_t now = live += malloc_usable_size(block);
  std::size_t seen = most.load();
  while (seen < now && !most.compare_exchange_weak(seen, now)) {
  }
  return block;
}

void discard(void* block) noexcept {
  if (block != nullptr) live -= malloc_usable_size(block);
  std::free(block);
}

std::size_t rounded(std::size_t size, std::align_val_t align) {
  const auto unit = static_cast<std::size_t>(align);
  return (size + unit - 1) / unit * unit;
}

}  // namespace

void* operator new(std::size_t size) { return counted(std::malloc(size == 0 ? 1 : size)); }
void* operator new(std::size_t size, std::align_val_t align) {
  return counted(std::aligned_alloc(static_cast<std::size_t>(align), rounded(size, align)));
}
void operator delete(void* block) noexcept { discard(block); }
void operator delete(void* block, std::size_t) noexcept { discard(block); }
void operator delete(void* block, std::align_val_t) noexcept { discard(block); }
void operator delete(void* block, std::size_t, std::align_val_t) noexcept { discard(block); }

namespace rpp::testing {

LiveMemory::LiveMemory() : start_(live.load()) { ::most = start_; }

std::size_t LiveMemory::most() const { return ::most.load() - start_; }

}  // namespace rpp::testing
