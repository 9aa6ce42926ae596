// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

// Proof files: eight bytes "P3PROOF" and a format version, then the proof in the 0.8.0 encoding.
//
// A file without the magic is taken as a bare 0.8.0 proof, as other programs write them: a bare
// proof begins with the length of a cap, a power of two, and so never with a 'P'.
namespace p3::app {

inline constexpr std::uint8_t kProofFileVersion = 1;
// Larger than any proof of the parameters this program accepts; a bound for reading.
inline constexpr std::size_t kMaxProofFileBytes = std::size_t{1} << 30;

struct FileError {
  std::string text;
};

// All bytes of a file of at most `max_bytes`.
std::variant<std::vector<std::uint8_t>, FileError> read_whole_file(const std::string& path,
                                                                   std::size_t max_bytes);

// The proof bytes of the file, or why there are none: unreadable, too large, unknown version.
std::variant<std::vector<std::uint8_t>, FileError> read_proof_file(const std::string& path);

// Writes beside the target and renames, so a reader never sees half a proof.
std::variant<std::monostate, FileError> write_proof_file(const std::string& path,
                                                         std::span<const std::uint8_t> proof);
std::variant<std::monostate, FileError> write_text_file(const std::string& path,
                                                        std::string_view text);

}  // namespace p3::app
