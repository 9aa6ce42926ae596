// SPDX-License-Identifier: Apache-2.0 OR MIT
#include "tests/rpp/family_trial.h"

#include <algorithm>
#include <cstdlib>
#include <map>

#include "p3/base/check.h"

namespace rpp::testing {
namespace {

constexpr std::uint64_t kShareOfCi = 8;

// Sorted, so that the order of linking does not matter.
std::map<std::string, FamilyTrial (*)()>& registered() {
  static std::map<std::string, FamilyTrial (*)()> makers;
  return makers;
}

std::uint64_t number_of(const char* variable, std::uint64_t fallback) {
  const char* text = std::getenv(variable);
  const std::uint64_t value = text == nullptr ? fallback : std::strtoull(text, nullptr, 10);
  return std::max<std::uint64_t>(1, value);
}

}  // namespace

FamilyRegistration::FamilyRegistration(const char* name, FamilyTrial (*make)()) {
  registered()[name] = make;
}

const std::vector<std::string>& family_names() {
  static const std::vector<std::string> names = [] {
    std::vector<std::string> out;
    for (const auto& [name, make] : registered()) out.push_back(name);
    return out;
  }();
  return names;
}

const FamilyTrial& family(const std::string& name) {
  static std::map<std::string, FamilyTrial> made;
  const auto found = made.find(name);
  if (found != made.end()) return found->second;
  P3_CHECK(registered().contains(name), "a family of the program");
  FamilyTrial trial = registered().at(name)();
  trial.name = name;
  return made.emplace(name, std::move(trial)).first->second;
}

std::uint64_t trial_share() { return number_of("RPP_TRIAL_SHARE", kShareOfCi); }
std::uint64_t trial_seed() { return number_of("RPP_TRIAL_SEED", 1); }

}  // namespace rpp::testing
