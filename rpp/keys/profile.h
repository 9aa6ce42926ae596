// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "p3/security/subject.h"

// Security profiles (statements.md, section 7): what a key of a profile must reach, and what of the
// proof system the profile fixes.
namespace rpp {

enum class Profile : std::uint8_t {
  kStandalone = 1,  // what verifiers of the chain check
  kRecursive = 2,   // what the recursive circuit checks
  kTest = 3,        // small proofs for tests; refused wherever a policy does not ask for it
};

inline constexpr Profile kProfiles[] = {Profile::kStandalone, Profile::kRecursive, Profile::kTest};

// Most grinding at every site, in bits, and least in every round of the commit phase.
struct GrindingLimits {
  unsigned ood = 0;
  unsigned lookup = 0;
  unsigned batch = 0;
  unsigned min_commit = 0;
  unsigned max_commit = 0;
  unsigned query = 0;
};

struct ProfileInfo {
  Profile profile{};
  const char* name = "";
  p3::ChallengeAndTree system;
  unsigned security_bits = 0;  // proven, at least
  GrindingLimits grinding;
};

const ProfileInfo& info_of(Profile profile) noexcept;

// "standalone", "recursive", "test".
std::optional<Profile> profile_from_name(std::string_view name) noexcept;
std::optional<Profile> profile_from_number(std::uint8_t number) noexcept;

}  // namespace rpp
