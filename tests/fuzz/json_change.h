// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include <array>
#include <cctype>
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "p3/base/split_mix.h"

// JsonChange: one change of a JSON text that usually leaves it JSON: a number, a word of the AIR
// format, or a list element that is copied, moved or lost. Texts that are not JSON stay so.
namespace p3::testing {

class JsonChange {
 public:
  explicit JsonChange(SplitMix64& words) : words_(words) {}

  std::string apply(const std::string& text) {
    find_parts(text);
    const std::size_t choice = below(8);
    if (choice < 4 && !numbers_.empty()) return replaced(text, pick(numbers_), number(text));
    if (choice < 6 && !words_in_text_.empty()) {
      return replaced(text, pick(words_in_text_), word(text));
    }
    if (groups_.empty()) return text;
    const Part group = pick(groups_), other = pick(groups_);
    const std::string copy = text.substr(other.begin, other.end - other.begin);
    if (choice == 6) return replaced(text, group, copy);
    return replaced(text, {group.end, group.end}, "," + copy);
  }

 private:
  struct Part {
    std::size_t begin, end;
  };
  static constexpr std::array<std::string_view, 20> kWords = {"\"const\"",
                                                              "\"main\"",
                                                              "\"preprocessed\"",
                                                              "\"periodic\"",
                                                              "\"public\"",
                                                              "\"first\"",
                                                              "\"last\"",
                                                              "\"transition\"",
                                                              "\"add\"",
                                                              "\"sub\"",
                                                              "\"mul\"",
                                                              "\"neg\"",
                                                              "\"local\"",
                                                              "\"global\"",
                                                              "\"exclusive\"",
                                                              "\"bus\"",
                                                              "true",
                                                              "false",
                                                              "null",
                                                              "\"18446744069414584320\""};

  std::size_t below(std::size_t end) { return static_cast<std::size_t>(words_.next() % end); }
  Part pick(const std::vector<Part>& parts) { return parts[below(parts.size())]; }

  static std::string replaced(std::string text, Part part, const std::string& by) {
    return text.replace(part.begin, part.end - part.begin, by);
  }

  std::string number(const std::string& text) {
    static constexpr std::array<const char*, 8> kEdges = {
        "0", "1", "-1", "2147483648", "4294967295", "9007199254740993", "1e3", "0.5"};
    const std::size_t choice = below(4);
    if (choice == 0) return kEdges[below(kEdges.size())];
    if (choice == 1) return std::to_string(below(12));
    const Part other = pick(numbers_);
    if (choice == 2) return text.substr(other.begin, other.end - other.begin);
    return std::to_string(words_.next() >> below(64));
  }

  // One of the format, or another one of the text.
  std::string word(const std::string& text) {
    if (below(2) == 0) return std::string(kWords[below(kWords.size())]);
    const Part other = pick(words_in_text_);
    return text.substr(other.begin, other.end - other.begin);
  }

  // Numbers, quoted words, and lists or objects without strings that hold brackets.
  void find_parts(const std::string& text) {
    std::vector<std::size_t> open;
    for (std::size_t i = 0; i < text.size(); ++i) {
      const char c = text[i];
      if (c == '[' || c == '{') open.push_back(i);
      if ((c == ']' || c == '}') && !open.empty()) {
        groups_.push_back({open.back(), i + 1});
        open.pop_back();
      }
      const std::size_t start = i;
      if (c == '"') {
        i = std::min(text.find('"', i + 1), text.size() - 1);
        words_in_text_.push_back({start, i + 1});
      } else if (std::isdigit(static_cast<unsigned char>(c)) != 0) {
        while (i + 1 < text.size() && std::isdigit(static_cast<unsigned char>(text[i + 1])) != 0) {
          ++i;
        }
        numbers_.push_back({start, i + 1});
      }
    }
  }

  SplitMix64& words_;
  std::vector<Part> numbers_, words_in_text_, groups_;
};

}  // namespace p3::testing
