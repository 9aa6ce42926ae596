// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <string_view>

#include "p3/base/split_mix.h"
#include "rpp/fields/json_text.h"

// For tests of witness files: texts that are wrong in one place, and damaged ones.
namespace rpp::testing {

// The text with the first `from` replaced is refused with a message that holds `message`.
template <class Witness>
void expect_message(p3::Result<Witness, JsonTextError> (*read)(std::string_view), std::string text,
                    const std::string& from, const std::string& to, const std::string& message) {
  const std::size_t at = text.find(from);
  ASSERT_NE(at, std::string::npos) << from;
  const auto result = read(text.replace(at, from.size(), to));
  ASSERT_FALSE(result) << to;
  EXPECT_THAT(result.error().message, ::testing::HasSubstr(message)) << to;
}

// Calls `use` with the text cut short at many places, and with bytes changed, moved and doubled.
template <class Use>
void damage(const std::string& good, Use use) {
  for (std::size_t n = 0; n + 2 < good.size(); n += 1 + good.size() / 200) use(good.substr(0, n));
  p3::SplitMix64 draws(good.size());
  for (int i = 0; i < 600; ++i) {
    std::string text = good;
    const std::size_t at = draws.next() % text.size();
    const std::size_t length = 1 + draws.next() % std::min<std::size_t>(80, text.size() - at);
    switch (draws.next() % 4) {
      case 0:
        text[at] = static_cast<char>(draws.next());
        break;
      case 1:  // another hex digit or number: mostly well-formed
        text[at] = static_cast<char>('0' + draws.next() % 10);
        break;
      case 2:
        text.erase(at, length);
        break;
      default:
        text.insert(draws.next() % text.size(), good.substr(at, length));
    }
    use(text);
  }
}

}  // namespace rpp::testing
