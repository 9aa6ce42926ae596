// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include <cstddef>

// Memory of matrices.
//
// Large blocks start on a huge-page border and ask for huge pages: touching a fresh gigabyte of
// 4 KB pages costs about 0.4 s, of 2 MB pages a tenth of it. The request is a hint; without such
// pages the block works all the same.
namespace p3 {

inline constexpr std::size_t kCellAlignment = 64;

// `bytes` > 0 of undefined contents, aligned to kCellAlignment; throws std::bad_alloc.
[[nodiscard]] void* allocate_cells(std::size_t bytes);

// Takes back what allocate_cells(bytes) returned; null is allowed.
void free_cells(void* cells, std::size_t bytes) noexcept;

}  // namespace p3
