// SPDX-License-Identifier: Apache-2.0 OR MIT
#include "p3/base/cells.h"

#include <sys/mman.h>

#include <cstddef>
#include <new>

namespace p3 {
namespace {

constexpr std::size_t kHugePage = std::size_t{2} << 20;
// Smaller blocks waste too much of their last page.
constexpr std::size_t kHugeFrom = 2 * kHugePage;

std::align_val_t alignment_of(std::size_t bytes) {
  return std::align_val_t{bytes >= kHugeFrom ? kHugePage : kCellAlignment};
}

}  // namespace

void* allocate_cells(std::size_t bytes) {
  void* cells = ::operator new(bytes, alignment_of(bytes));
#if defined(MADV_HUGEPAGE)
  // Whole pages only: the rest of the last one may belong to other blocks.
  if (bytes >= kHugeFrom) madvise(cells, bytes / kHugePage * kHugePage, MADV_HUGEPAGE);
#endif
  return cells;
}

void free_cells(void* cells, std::size_t bytes) noexcept {
  ::operator delete(cells, alignment_of(bytes));
}

}  // namespace p3
