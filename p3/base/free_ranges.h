// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include <algorithm>
#include <cstdint>
#include <iterator>
#include <map>
#include <optional>

// Which free address range serves a request: the policy of the arena behind matrices (cells.h),
// apart from the memory itself.
//
// The smallest range that is large enough gives its end; freed ranges join their neighbours. The
// order of frees between two requests changes nothing.
namespace p3 {

class FreeRanges {
 public:
  // The start of `size` > 0 free units, now taken; nothing where no range is large enough.
  std::optional<std::uintptr_t> take(std::uintptr_t size) {
    auto best = free_.end();
    for (auto range = free_.begin(); range != free_.end(); ++range) {
      if (range->second >= size && (best == free_.end() || range->second < best->second)) {
        best = range;
      }
    }
    if (best == free_.end()) return std::nullopt;
    const auto [start, length] = *best;
    // The block comes off the end, so that what is left keeps its place.
    if (length == size) {
      free_.erase(best);
    } else {
      best->second -= size;
    }
    return start + length - size;
  }

  // Takes `size` > 0 units out of ranges that are too small for a request, or all that is free,
  // and calls drop(start, size) for every piece: whole small ranges first, which serve the fewest
  // requests. Returns how many units that were.
  template <class Drop>
  std::uintptr_t surrender(std::uintptr_t size, const Drop& drop) {
    std::uintptr_t left = size;
    while (left != 0 && !free_.empty()) {
      const auto smallest =
          std::min_element(free_.begin(), free_.end(),
                           [](const auto& a, const auto& b) { return a.second < b.second; });
      const auto [start, length] = *smallest;
      const std::uintptr_t piece = std::min(length, left);
      smallest->second -= piece;
      if (smallest->second == 0) free_.erase(smallest);
      drop(start + length - piece, piece);
      left -= piece;
    }
    return size - left;
  }

  // Throws std::bad_alloc, and then has changed nothing.
  void give(std::uintptr_t start, std::uintptr_t size) {
    const auto next = free_.lower_bound(start);
    const bool joins_next = next != free_.end() && start + size == next->first;
    if (joins_next) size += next->second;
    if (next != free_.begin()) {
      const auto before = std::prev(next);
      if (before->first + before->second == start) {
        before->second += size;
        if (joins_next) free_.erase(next);
        return;
      }
    }
    if (joins_next) {
      // The node moves, so that nothing is allocated.
      auto node = free_.extract(next);
      node.key() = start;
      node.mapped() = size;
      free_.insert(std::move(node));
      return;
    }
    free_.emplace(start, size);
  }

  const std::map<std::uintptr_t, std::uintptr_t>& ranges() const { return free_; }
  void clear() noexcept { free_.clear(); }

 private:
  std::map<std::uintptr_t, std::uintptr_t> free_;  // start and size; never adjacent
};

}  // namespace p3
