// SPDX-License-Identifier: Apache-2.0 OR MIT
#include "rpp/keys/artifacts.h"

#include "rpp/keys/description.h"
#include "rpp/keys/files.h"
#include "rpp/keys/keygen.h"

namespace rpp {
namespace {

std::vector<std::uint8_t> bytes_of(const std::string& text) { return {text.begin(), text.end()}; }

ManifestFile entry_of(const Artifact& artifact) {
  return {artifact.file, artifact.bytes.size(), sha256(artifact.bytes)};
}

void add_key(const VerifyingKey& key, Manifest& manifest, std::vector<Artifact>& artifacts) {
  const char* profile = info_of(key.profile).name;
  Artifact encoding{key_file_name(key.circuit, profile), encode_key(key)};
  Artifact description{description_file_name(key.circuit, profile), bytes_of(describe_key(key))};
  manifest.keys.push_back(
      {key.circuit, profile, key_id(encoding.bytes), entry_of(encoding), entry_of(description)});
  artifacts.push_back(std::move(encoding));
  artifacts.push_back(std::move(description));
}

}  // namespace

p3::Result<std::vector<Artifact>, KeyError> generate_artifacts(
    std::span<const Circuit* const> circuits, std::span<const Profile> profiles,
    std::uint64_t serial) {
  Manifest manifest{.serial = serial, .keys = {}};
  std::vector<Artifact> artifacts;
  for (const Circuit* circuit : circuits) {
    for (const Profile profile : profiles) {
      const auto key = generate_key(*circuit, {.profile = profile});
      if (!key) return p3::Err{key.error()};
      add_key(key.value(), manifest, artifacts);
    }
  }
  artifacts.push_back({kManifestFile, bytes_of(write_manifest(manifest))});
  return artifacts;
}

p3::Result<std::vector<std::string>, KeyError> write_artifacts(
    const std::filesystem::path& folder, std::span<const Artifact> artifacts) {
  std::error_code code;
  std::filesystem::create_directories(folder, code);
  if (code) return p3::Err{KeyError{KeyFault::kWriteFailed, folder.string(), code.message()}};
  std::vector<std::string> written;
  for (const Artifact& artifact : artifacts) {
    const auto old = read_bounded(folder / artifact.file, artifact.bytes.size());
    if (old && old.value() == artifact.bytes) continue;
    if (auto error = write_atomically(folder / artifact.file, artifact.bytes)) {
      return p3::Err{std::move(*error)};
    }
    written.push_back(artifact.file);
  }
  return written;
}

}  // namespace rpp
