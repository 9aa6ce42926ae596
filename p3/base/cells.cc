// SPDX-License-Identifier: Apache-2.0 OR MIT
#include "p3/base/cells.h"

#include <sys/mman.h>

#include <cstdint>
#include <mutex>
#include <new>

#include "p3/base/free_ranges.h"

namespace p3 {
namespace {

constexpr std::size_t kHugePage = std::size_t{2} << 20;
// Smaller blocks come from the allocator of the process.
constexpr std::size_t kArenaFrom = kHugePage;

#if defined(__SANITIZE_ADDRESS__)
constexpr bool kUseArena = false;  // AddressSanitizer watches the borders of its own blocks only
#elif defined(__has_feature)
constexpr bool kUseArena = !__has_feature(address_sanitizer);
#else
constexpr bool kUseArena = true;
#endif

constexpr bool in_arena(std::size_t bytes) { return kUseArena && bytes >= kArenaFrom; }

constexpr std::size_t whole_pages(std::size_t bytes) {
  return (bytes + kHugePage - 1) / kHugePage * kHugePage;
}

// Mapped memory in whole huge pages, kept for the next block instead of being unmapped.
//
// A block that no free range holds takes the place of as much free memory in smaller pieces. So
// mapped_ grows only where nothing is left free, and is always the most that was in use at once.
class Arena {
 public:
  void* take(std::size_t size) {
    const std::lock_guard lock(mutex_);
    if (const auto start = free_.take(size)) return reinterpret_cast<void*>(*start);
    mapped_ -= free_.surrender(size, [](std::uintptr_t start, std::uintptr_t length) {
      munmap(reinterpret_cast<void*>(start), length);
    });
    void* mapped = map(size);
    mapped_ += size;
    return mapped;
  }

  void give(void* block, std::size_t size) noexcept {
    const std::lock_guard lock(mutex_);
    try {
      free_.give(reinterpret_cast<std::uintptr_t>(block), size);
    } catch (const std::bad_alloc&) {
      munmap(block, size);
      mapped_ -= size;
    }
  }

  std::size_t release() noexcept {
    const std::lock_guard lock(mutex_);
    std::size_t released = 0;
    for (const auto& [start, size] : free_.ranges()) {
      munmap(reinterpret_cast<void*>(start), size);
      released += size;
    }
    free_.clear();
    mapped_ -= released;
    return released;
  }

  std::size_t mapped() noexcept {
    const std::lock_guard lock(mutex_);
    return mapped_;
  }

 private:
  static void* map(std::size_t size) {
    // One page more than needed, then the ends cut off: mmap knows no alignment.
    void* mapped =
        mmap(nullptr, size + kHugePage, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (mapped == MAP_FAILED) throw std::bad_alloc();
    const auto from = reinterpret_cast<std::uintptr_t>(mapped);
    const std::uintptr_t start = whole_pages(from);
    if (start != from) munmap(mapped, start - from);
    munmap(reinterpret_cast<void*>(start + size), from + kHugePage - start);
#if defined(MADV_HUGEPAGE)
    madvise(reinterpret_cast<void*>(start), size, MADV_HUGEPAGE);
#endif
    return reinterpret_cast<void*>(start);
  }

  std::mutex mutex_;
  FreeRanges free_;
  std::size_t mapped_ = 0;
};

// Never destroyed: matrices of static lifetime may be freed after it would be.
Arena& arena() {
  static Arena& instance = *new Arena;
  return instance;
}

}  // namespace

std::size_t arena_bytes(std::size_t bytes) noexcept {
  return in_arena(bytes) ? whole_pages(bytes) : 0;
}

void* allocate_cells(std::size_t bytes) {
  if (bytes > PTRDIFF_MAX) throw std::bad_alloc();
  if (!in_arena(bytes)) return ::operator new(bytes, std::align_val_t{kCellAlignment});
  return arena().take(whole_pages(bytes));
}

void free_cells(void* cells, std::size_t bytes) noexcept {
  if (cells == nullptr) return;
  if (in_arena(bytes)) {
    arena().give(cells, whole_pages(bytes));
  } else {
    ::operator delete(cells, std::align_val_t{kCellAlignment});
  }
}

std::size_t release_free_cells() noexcept { return arena().release(); }

std::size_t mapped_cells() noexcept { return arena().mapped(); }

}  // namespace p3
