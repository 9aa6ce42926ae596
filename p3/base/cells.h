// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include <cstddef>

// Memory of matrices.
//
// Blocks of 2 MB and more come from an arena of huge pages that the process keeps: touching a fresh
// gigabyte of 4 KB pages costs about 0.4 s, of 2 MB pages a tenth of it, and the next proof finds
// its pages already there. Free memory in pieces too small for a block is traded for the block, so
// proofs of changing shapes do not make the process grow. Huge pages are a hint; without them
// everything works all the same.
namespace p3 {

inline constexpr std::size_t kCellAlignment = 64;

// `bytes` > 0 of undefined contents, aligned to kCellAlignment; throws std::bad_alloc.
[[nodiscard]] void* allocate_cells(std::size_t bytes);

// Takes back what allocate_cells(bytes) returned; null is allowed.
void free_cells(void* cells, std::size_t bytes) noexcept;

// Gives the arena's unused memory back to the system, for processes that prove now and then.
// Returns its bytes.
std::size_t release_free_cells() noexcept;

// Bytes that the arena holds, in use or not: the most that was in use at once since the start or
// the last release_free_cells(), whatever sizes came in whatever order.
std::size_t mapped_cells() noexcept;

// What a block of `bytes` takes of the arena; 0: it comes from the allocator of the process.
std::size_t arena_bytes(std::size_t bytes) noexcept;

}  // namespace p3
