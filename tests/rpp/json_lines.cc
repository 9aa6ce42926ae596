// SPDX-License-Identifier: Apache-2.0 OR MIT
#include "tests/rpp/json_lines.h"

#include <exception>
#include <iostream>
#include <nlohmann/json.hpp>

namespace rpp::testing {

int answer_lines(const std::function<std::string(const std::string& request)>& answer) {
  for (std::string line; std::getline(std::cin, line);) {
    try {
      line = answer(line);
    } catch (const std::exception& error) {
      line = nlohmann::json{{"error", error.what()}}.dump();
    }
    std::cout << line << std::endl;
  }
  return 0;
}

}  // namespace rpp::testing
