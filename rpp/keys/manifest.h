// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "p3/base/result.h"
#include "rpp/hash/digest.h"
#include "rpp/keys/key_error.h"
#include "rpp/keys/profile.h"
#include "rpp/keys/sha256.h"

// The manifest of a key folder: every file with its length and SHA-256 (docs/spec/verifying-key.md,
// "Folder"). A signature over these bytes vouches for the whole folder.
namespace rpp {

inline constexpr std::size_t kMaxManifestBytes = std::size_t{1} << 18;
inline constexpr std::size_t kMaxManifestKeys = 256;

struct ManifestFile {
  std::string file;  // a name in the folder
  std::uint64_t bytes = 0;
  Sha256 sha256{};

  friend bool operator==(const ManifestFile&, const ManifestFile&) = default;
};

struct ManifestKey {
  std::string circuit;
  std::string profile;  // as written: loaders say which ones exist
  Digest id;
  ManifestFile key;          // the canonical encoding
  ManifestFile description;  // the same as JSON, for people

  friend bool operator==(const ManifestKey&, const ManifestKey&) = default;
};

struct Manifest {
  // Raised with every published set: a verifier can refuse sets older than one it knows.
  std::uint64_t serial = 0;
  std::vector<ManifestKey> keys;

  friend bool operator==(const Manifest&, const Manifest&) = default;
};

// "consensus-standalone.vk", "consensus-standalone.json".
std::string key_file_name(std::string_view circuit, std::string_view profile);
std::string description_file_name(std::string_view circuit, std::string_view profile);

std::string write_manifest(const Manifest& manifest);

// Accepts what write_manifest writes and nothing else. kManifestSyntax, kManifestVersion,
// kDuplicate.
p3::Result<Manifest, KeyError> read_manifest(std::string_view text);

}  // namespace rpp
