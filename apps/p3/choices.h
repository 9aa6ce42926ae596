// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include <array>
#include <span>
#include <string>
#include <string_view>

// Options with named values: unique prefixes are accepted, as in Plonky3's own program.
namespace p3::app {

// In the order of the enums.
inline constexpr std::array<std::string_view, 3> kFields = {"koala-bear", "baby-bear",
                                                            "goldilocks"};
inline constexpr std::array<std::string_view, 4> kObjectives = {
    "fibonacci", "poseidon-2-permutations", "keccak-f-permutations", "blake-3-permutations"};
inline constexpr std::array<std::string_view, 4> kHashes = {"poseidon-2", "poseidon-2-width-16",
                                                            "keccak-f", "keccak-256"};
inline constexpr std::array<std::string_view, 2> kProtocols = {"uni", "batch"};
inline constexpr std::array<std::string_view, 3> kPresets = {"benchmark", "benchmark-high-arity",
                                                             "testing"};
inline constexpr std::array<std::string_view, 3> kIsas = {"portable", "avx2", "avx512"};
inline constexpr std::array<std::string_view, 2> kStats = {"text", "json"};

// More threads than any machine this runs on; a bound, not a recommendation.
inline constexpr unsigned kMaxThreads = 1024;

template <class T>
struct Choice {
  std::string_view name;
  T value;
};

// Index of the only choice that `text` is a prefix of (an exact name always wins), or -1; then
// `error` says what was expected and what was got.
int match_choice(std::string_view option, std::string_view text,
                 std::span<const std::string_view> names, std::string& error);

}  // namespace p3::app
