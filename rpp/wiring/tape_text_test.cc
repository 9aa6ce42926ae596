// SPDX-License-Identifier: Apache-2.0 OR MIT
//
// A tape as text, whole.
#include "rpp/wiring/tape_text.h"

#include <gtest/gtest.h>

#include "rpp/wiring/tape_test_support.h"

namespace rpp {
namespace {

constexpr std::string_view kText =
    R"(0-7       chain[0..7]                             -> hash 0: block 0, recursive of 18
8-15      count[0..1], root[0..5]                 -> hash 0: block 1
16-17     root[6..7]                              -> demand node (0, 3, 10, 0)
18-23     0 x 6                                   -> hash 0: block 2
24-31     S[0..7]                                 -> hash 0: digest after block 2; public values
32-39     100, 101, 102, 103, 104, 105, 106, 107  -> supply* node (2, 3, 0, 0)
40-47     leaf[0..7]                              -> supply node (0, 3, 0, 5)
48-55     leaf[0..7]                              -> demand global (8, 0)
56-63     flag, word, 0 x 6                       -> demand? global (5, 7)
64-71     count[0..1], word, 9, 0 x 4             -> supply* global (4, 0)
72-79     count[0], next[0], next carry[0], count[1], next[1], next carry[0], count[0..1]
80-81     next[0..1]                              -> range
82-127 zeros

test/word: word - flag * word = 0 (row 57)
test/next: count[0] + 1 - next[0] - 65536 * next carry[0] = 0 (row 74)
test/next: next carry[0]^2 - next carry[0] = 0 (row 74)
test/next: count[1] + next carry[0] - next[1] = 0 (row 77)
)";

TEST(TapeText, Whole) { EXPECT_EQ(to_text(testing::make_test_tape().tape), kText); }

}  // namespace
}  // namespace rpp
