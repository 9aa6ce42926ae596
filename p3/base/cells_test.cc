// SPDX-License-Identifier: Apache-2.0 OR MIT
#include "p3/base/cells.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdint>
#include <cstring>
#include <new>
#include <random>
#include <vector>

namespace p3 {
namespace {

constexpr std::size_t kMega = std::size_t{1} << 20;

struct Block {
  unsigned char* data;
  std::size_t bytes;
  unsigned char mark;
};

Block take(std::size_t bytes, unsigned char mark) {
  Block block{static_cast<unsigned char*>(allocate_cells(bytes)), bytes, mark};
  EXPECT_EQ(reinterpret_cast<std::uintptr_t>(block.data) % kCellAlignment, 0u);
  std::memset(block.data, mark, bytes);
  return block;
}

void check_and_free(const Block& block) {
  for (std::size_t i = 0; i < block.bytes; i += 4093) ASSERT_EQ(block.data[i], block.mark);
  ASSERT_EQ(block.data[block.bytes - 1], block.mark);
  free_cells(block.data, block.bytes);
}

// Blocks that overlapped would overwrite each other's marks.
TEST(Cells, BlocksOfAllSizesStayApart) {
  std::mt19937_64 random(1);
  std::vector<Block> blocks;
  for (unsigned step = 0; step < 400; ++step) {
    if (blocks.size() < 12 && random() % 2 == 0) {
      const std::size_t bytes = 1 + random() % (random() % 2 == 0 ? 5000 : 9 * kMega);
      blocks.push_back(take(bytes, static_cast<unsigned char>(step)));
    } else if (!blocks.empty()) {
      std::swap(blocks[random() % blocks.size()], blocks.back());
      check_and_free(blocks.back());
      blocks.pop_back();
    }
  }
  for (const Block& block : blocks) check_and_free(block);
}

TEST(Cells, FreedNeighboursServeOneLargeBlock) {
  release_free_cells();
  const Block whole = take(16 * kMega, 1);
  check_and_free(whole);
  const Block a = take(6 * kMega, 2), b = take(4 * kMega, 3), c = take(6 * kMega, 4);
  check_and_free(a);
  check_and_free(c);
  check_and_free(b);
  const Block again = take(16 * kMega, 5);
  check_and_free(again);
  // Under AddressSanitizer there is no arena and nothing to release.
  const std::size_t released = release_free_cells();
  EXPECT_TRUE(released == 16 * kMega || released == 0) << released;
  EXPECT_EQ(release_free_cells(), 0u);
}

// Shapes that change from round to round tear the free memory into pieces that fit nobody.
TEST(Cells, MapsNoMoreThanWasInUseAtOnce) {
  release_free_cells();
  const std::size_t before = mapped_cells();
  std::mt19937_64 random(2);
  std::size_t in_use = 0, most = 0;
  std::vector<Block> blocks;
  for (unsigned round = 0; round < 60; ++round) {
    const std::size_t unit = 2 * kMega * (1 + random() % 7);
    for (unsigned i = 0; i < 12; ++i) {
      blocks.push_back(take(unit + random() % (4 * kMega), static_cast<unsigned char>(i)));
      in_use += arena_bytes(blocks.back().bytes);
      most = std::max(most, in_use);
      ASSERT_EQ(mapped_cells() - before, most) << "round " << round;
    }
    std::shuffle(blocks.begin(), blocks.end(), random);
    while (blocks.size() > round % 5) {
      in_use -= arena_bytes(blocks.back().bytes);
      check_and_free(blocks.back());
      blocks.pop_back();
    }
  }
  for (const Block& block : blocks) check_and_free(block);
}

TEST(Cells, RefusesWhatNoMachineHas) {
  EXPECT_THROW(static_cast<void>(allocate_cells(SIZE_MAX)), std::bad_alloc);
}

TEST(Cells, FreeingNullDoesNothing) { free_cells(nullptr, 8 * kMega); }

}  // namespace
}  // namespace p3
