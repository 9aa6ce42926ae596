// SPDX-License-Identifier: Apache-2.0 OR MIT
#include "p3/merkle/schedule.h"

#include <algorithm>
#include <bit>

#include "p3/base/bits.h"
#include "p3/base/check.h"
#include "p3/hash/tree_hasher.h"

namespace p3 {

namespace {

// Taller than anything a machine holds; below it no sum or rounding here leaves 64 bits.
constexpr std::size_t kHeightLimit = std::size_t{1} << 60;

std::size_t padded_slots(std::size_t nodes, std::size_t arity) {
  if (nodes <= 1) return nodes;
  return (nodes + arity - 1) / arity * arity;
}

// Matrices by log height; those of one log height have one height.
class PendingMatrices {
 public:
  PendingMatrices(std::span<const Dimensions> dimensions, std::size_t max_height)
      : dimensions_(dimensions) {
    for (std::size_t m = 0; m < dimensions.size(); ++m) {
      if (dimensions[m].height != max_height) pending_.push_back(m);
    }
  }

  // Whether a matrix is taller than the level of `nodes` nodes.
  bool any_above(std::size_t nodes) const {
    return std::any_of(pending_.begin(), pending_.end(),
                       [&](std::size_t m) { return level(m) > std::bit_ceil(nodes); });
  }

  // Moves the matrices that belong to the level of `nodes` nodes into the step.
  void inject(std::size_t nodes, MerkleStep& step) {
    std::vector<std::size_t> rest;
    for (const std::size_t m : pending_) {
      if (level(m) == std::bit_ceil(nodes)) {
        step.injected.push_back(m);
        step.inject_height = dimensions_[m].height;
      } else {
        rest.push_back(m);
      }
    }
    pending_ = std::move(rest);
  }

 private:
  std::size_t level(std::size_t m) const { return std::bit_ceil(dimensions_[m].height); }

  std::span<const Dimensions> dimensions_;
  std::vector<std::size_t> pending_;
};

void place_cap(MerkleSchedule& schedule, unsigned cap_height) {
  const std::size_t above = std::min<std::size_t>(cap_height, schedule.steps.size());
  schedule.cap_level = schedule.steps.size() - above;
  const std::size_t stored = schedule.slots_at(schedule.cap_level);
  std::size_t product = 1;
  for (std::size_t s = schedule.cap_level; s < schedule.steps.size() && product < stored; ++s) {
    product *= schedule.steps[s].group;
  }
  // A padded layer above the cap can make the product larger than what is stored.
  schedule.cap_size = std::min(product, stored);
}

}  // namespace

bool heights_are_compatible(std::span<const Dimensions> dimensions) {
  std::size_t max_height = 0;
  for (const Dimensions& d : dimensions) {
    if (d.height == 0 || d.height > kHeightLimit) return false;
    max_height = std::max(max_height, d.height);
  }
  return std::all_of(dimensions.begin(), dimensions.end(), [&](const Dimensions& d) {
    const unsigned shift = log2_ceil(max_height) - log2_ceil(d.height);
    return d.height == ((max_height - 1) >> shift) + 1;
  });
}

MerkleSchedule make_merkle_schedule(std::span<const Dimensions> dimensions, unsigned arity,
                                    unsigned cap_height) {
  P3_CHECK(!dimensions.empty(), "a commitment needs a matrix");
  // Wider groups would pad a layer back to its old size while a shorter matrix still waits.
  P3_CHECK(arity == 2 || arity == kMaxTreeArity, "the arity must be 2 or 4");
  P3_DCHECK(heights_are_compatible(dimensions), "heights off the ladder");
  MerkleSchedule schedule;
  for (const Dimensions& d : dimensions) {
    schedule.max_height = std::max(schedule.max_height, d.height);
  }
  schedule.log_max_height = log2_ceil(schedule.max_height);
  schedule.leaf_slots = padded_slots(schedule.max_height, arity);
  for (std::size_t m = 0; m < dimensions.size(); ++m) {
    if (dimensions[m].height == schedule.max_height) schedule.leaf_matrices.push_back(m);
  }
  PendingMatrices pending(dimensions, schedule.max_height);
  for (std::size_t slots = schedule.leaf_slots; slots > 1; slots = schedule.steps.back().slots) {
    MerkleStep step;
    // A full step would jump over the level of a matrix that still waits: bridge with pairs.
    step.group = slots < arity || pending.any_above(slots / arity) ? 2 : arity;
    step.nodes = slots / step.group;
    step.slots = padded_slots(step.nodes, arity);
    pending.inject(step.nodes, step);
    schedule.steps.push_back(std::move(step));
  }
  place_cap(schedule, cap_height);
  return schedule;
}

}  // namespace p3
