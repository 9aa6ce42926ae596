// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include <algorithm>
#include <cstdint>
#include <utility>
#include <vector>

#include "p3/base/cells.h"
#include "p3/prove/memory.h"

// The memory of a process in which matrices and vectors come and go, without the memory. The
// arena keeps the most that was in use at once (cells.h), so blocks are sizes without addresses.
namespace p3 {

class MemoryModel {
 public:
  // A block that is in use as long as this lives.
  class Block {
   public:
    Block() = default;
    Block(Block&& other) noexcept { swap(other); }
    Block& operator=(Block&& other) noexcept {
      Block(std::move(other)).swap(*this);
      return *this;
    }
    ~Block() {
      if (model_ != nullptr) model_->give(*this);
    }

    bool empty() const { return model_ == nullptr; }

   private:
    friend class MemoryModel;
    Block(MemoryModel* model, bool in_arena, std::uint64_t size)
        : model_(model), in_arena_(in_arena), size_(size) {}
    void swap(Block& other) noexcept {
      std::swap(model_, other.model_);
      std::swap(in_arena_, other.in_arena_);
      std::swap(size_, other.size_);
    }

    MemoryModel* model_ = nullptr;
    bool in_arena_ = false;  // else from the heap
    std::uint64_t size_ = 0;
  };

  MemoryModel() = default;
  MemoryModel(const MemoryModel&) = delete;
  MemoryModel& operator=(const MemoryModel&) = delete;

  // A Matrix of `cells` cells.
  Block matrix(std::uint64_t cells, std::uint64_t cell_bytes) {
    const std::uint64_t bytes = product(cells, cell_bytes);
    const std::uint64_t size = arena_bytes(bytes);
    return size == 0 ? heap(bytes) : arena(size);
  }

  // A vector, or many small ones.
  Block heap(std::uint64_t bytes) {
    bytes = std::min(bytes, kMost);
    heap_ += bytes;
    note();
    return {this, false, bytes};
  }

  // What follows is counted for this phase; one that was there before goes on.
  void begin(const char* phase) {
    const auto same = [&](const MemoryPhase& p) { return p.name == phase; };
    const auto known = std::find_if(phases_.begin(), phases_.end(), same);
    current_ = static_cast<std::size_t>(known - phases_.begin());
    if (known == phases_.end()) phases_.push_back({phase, 0, 0});
    note();
  }

  std::uint64_t mapped() const { return mapped_; }
  const std::vector<MemoryPhase>& phases() const { return phases_; }

  // Saturating, so that absurd requests have an answer too.
  static std::uint64_t product(std::uint64_t a, std::uint64_t b) {
    std::uint64_t out = 0;
    return __builtin_mul_overflow(a, b, &out) || out > kMost ? kMost : out;
  }

 private:
  // More than any machine has; sums of many stay far from overflow.
  static constexpr std::uint64_t kMost = std::uint64_t{1} << 46;

  Block arena(std::uint64_t size) {
    in_use_ += size;
    mapped_ = std::max(mapped_, in_use_);
    note();
    return {this, true, size};
  }

  void give(const Block& block) { (block.in_arena_ ? in_use_ : heap_) -= block.size_; }

  void note() {
    if (current_ >= phases_.size()) return;
    MemoryPhase& phase = phases_[current_];
    phase.in_use = std::max(phase.in_use, in_use_ + heap_);
    phase.resident = std::max(phase.resident, mapped_ + heap_);
  }

  std::uint64_t mapped_ = 0, in_use_ = 0, heap_ = 0;  // the heap gives back what is free
  std::vector<MemoryPhase> phases_;
  std::size_t current_ = 0;
};

}  // namespace p3
