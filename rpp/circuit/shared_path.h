// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "p3/base/check.h"
#include "rpp/fields/changed_value.h"
#include "rpp/hash/merkle_path.h"

// Changed paths of openings in one tree. For tests and simnet alone.
namespace rpp {

// A leaf that a witness opens, with the witness's own copy of the path.
struct OpenedPath {
  std::uint64_t position = 0;
  MerklePath* path = nullptr;
};

// A sibling on the victim's path, and on those of all openings that go the same way. Circuits have
// each node once, and compute those that are on another opening's way: a witness in which one copy
// is wrong is refused by the rules, and the proof that an attacker makes from it is the honest one.
inline void change_shared_path(std::span<const OpenedPath> openings, std::size_t victim,
                               std::uint64_t turn) {
  const auto node = [&](std::size_t i, std::size_t level) { return openings[i].position >> level; };
  std::vector<std::size_t> levels;
  for (std::size_t level = 0; level < openings[victim].path->size(); ++level) {
    bool computed = false;
    for (std::size_t i = 0; i < openings.size(); ++i) {
      computed = computed || node(i, level) == (node(victim, level) ^ 1);
    }
    if (!computed) levels.push_back(level);
  }
  P3_CHECK(!levels.empty(), "a path with a sibling of its own");
  const std::size_t level = levels[turn % levels.size()];
  for (std::size_t i = 0; i < openings.size(); ++i) {
    if (node(i, level) != node(victim, level)) continue;
    change((*openings[i].path)[level], turn / levels.size());
  }
}

}  // namespace rpp
