// SPDX-License-Identifier: Apache-2.0 OR MIT
#include "rpp/keys/profile.h"

#include "p3/base/check.h"

namespace rpp {
namespace {

// Challenges of degree 4 stop at 112 bits (composition), which is enough for 100; those of degree 5
// carry 128. The tree of proofs that a circuit checks has the width of the chain's own P.
constexpr ProfileInfo kInfos[] = {
    {Profile::kStandalone,
     "standalone",
     {5, p3::TreeHash::kKeccakF, 2},
     128,
     {.ood = 16, .lookup = 16, .batch = 20, .min_commit = 8, .max_commit = 12, .query = 20}},
    {Profile::kRecursive,
     "recursive",
     {4, p3::TreeHash::kPoseidon2Width16, 2},
     100,
     {.ood = 16, .lookup = 16, .batch = 16, .min_commit = 8, .max_commit = 12, .query = 20}},
    {Profile::kTest,
     "test",
     {5, p3::TreeHash::kKeccakF, 2},
     1,
     {.ood = 1, .lookup = 1, .batch = 1, .min_commit = 1, .max_commit = 1, .query = 1}},
};

}  // namespace

const ProfileInfo& info_of(Profile profile) noexcept {
  for (const ProfileInfo& info : kInfos) {
    if (info.profile == profile) return info;
  }
  P3_CHECK(false, "no such profile");
  return kInfos[0];
}

std::optional<Profile> profile_from_name(std::string_view name) noexcept {
  for (const ProfileInfo& info : kInfos) {
    if (info.name == name) return info.profile;
  }
  return std::nullopt;
}

std::optional<Profile> profile_from_number(std::uint8_t number) noexcept {
  for (const ProfileInfo& info : kInfos) {
    if (static_cast<std::uint8_t>(info.profile) == number) return info.profile;
  }
  return std::nullopt;
}

}  // namespace rpp
