// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include <filesystem>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "p3/base/result.h"
#include "rpp/circuit/circuit.h"
#include "rpp/keys/key_error.h"
#include "rpp/keys/manifest.h"
#include "rpp/keys/profile.h"

// The files of a key folder, made from the circuits alone: twice gives identical bytes. Only the
// signature is not made here (sign.h, docs/book/keys.md).
namespace rpp {

inline constexpr const char* kManifestFile = "manifest.json";
inline constexpr const char* kSignatureFile = "manifest.json.minisig";
// For people and for the program minisign; loaders never read it.
inline constexpr const char* kPublicKeyFile = "minisign.pub";

struct Artifact {
  std::string file;
  std::vector<std::uint8_t> bytes;

  friend bool operator==(const Artifact&, const Artifact&) = default;
};

// Keys and descriptions in the order of circuits and profiles, the manifest last.
p3::Result<std::vector<Artifact>, KeyError> generate_artifacts(
    std::span<const Circuit* const> circuits, std::span<const Profile> profiles,
    std::uint64_t serial);

// Writes those that differ from what is in the folder, each whole or not at all, the manifest last;
// after a crash in between the folder does not load. Returns the names of the files written.
p3::Result<std::vector<std::string>, KeyError> write_artifacts(const std::filesystem::path& folder,
                                                               std::span<const Artifact> artifacts);

}  // namespace rpp
