// SPDX-License-Identifier: Apache-2.0 OR MIT
#include "rpp/keys/store.h"

#include <algorithm>
#include <set>

#include "rpp/keys/artifacts.h"
#include "rpp/keys/description.h"
#include "rpp/keys/files.h"
#include "rpp/keys/keygen.h"

namespace rpp {
namespace {

using Bytes = std::vector<std::uint8_t>;

constexpr std::size_t kMaxFolderEntries = 4 * kMaxManifestKeys;

std::string_view text_of(const Bytes& bytes) {
  return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

KeyError as(KeyFault fault, KeyError error) {
  if (error.fault == KeyFault::kFileMissing) error.fault = fault;
  return error;
}

// The signed manifest of the folder: signature first, so that nothing unsigned is parsed.
p3::Result<Manifest, KeyError> load_manifest(const std::filesystem::path& folder,
                                             const TrustPolicy& trust) {
  std::error_code code;
  if (!std::filesystem::is_directory(folder, code)) {
    return p3::Err{KeyError{KeyFault::kFolderMissing, folder.string(), ""}};
  }
  const auto manifest = read_bounded(folder / kManifestFile, kMaxManifestBytes);
  if (!manifest) return p3::Err{as(KeyFault::kManifestMissing, manifest.error())};
  const auto signature = read_bounded(folder / kSignatureFile, kMaxSignatureBytes);
  if (!signature) return p3::Err{as(KeyFault::kSignatureMissing, signature.error())};
  if (auto error = check_signature(trust, text_of(signature.value()), manifest.value())) {
    return p3::Err{std::move(*error)};
  }
  auto parsed = read_manifest(text_of(manifest.value()));
  if (!parsed) return parsed;
  if (parsed.value().serial < trust.least_serial) {
    return p3::Err{KeyError{KeyFault::kManifestStale, kManifestFile,
                            "serial " + std::to_string(parsed.value().serial) +
                                ", expected at least " + std::to_string(trust.least_serial)}};
  }
  return parsed;
}

const Circuit* find_circuit(std::span<const Circuit* const> circuits, std::string_view name) {
  const auto found =
      std::ranges::find_if(circuits, [&](const Circuit* c) { return c->name == name; });
  return found == circuits.end() ? nullptr : *found;
}

std::string entry_name(const ManifestKey& entry) { return entry.circuit + " " + entry.profile; }

std::optional<KeyError> check_entries(const Manifest& manifest, const KeyStoreRequest& request) {
  for (const ManifestKey& entry : manifest.keys) {
    const auto profile = profile_from_name(entry.profile);
    if (!profile || find_circuit(request.circuits, entry.circuit) == nullptr) {
      return KeyError{KeyFault::kUnknownCircuit, entry_name(entry), ""};
    }
    if (*profile == Profile::kTest && !request.test_profile) {
      return KeyError{KeyFault::kForbiddenProfile, entry_name(entry), ""};
    }
  }
  for (const Circuit* circuit : request.circuits) {
    for (const Profile profile : request.required) {
      const char* name = info_of(profile).name;
      const bool there = std::ranges::any_of(manifest.keys, [&](const ManifestKey& entry) {
        return entry.circuit == circuit->name && entry.profile == name;
      });
      if (!there) {
        return KeyError{KeyFault::kMissingKey, std::string(circuit->name) + " " + name, ""};
      }
    }
  }
  return std::nullopt;
}

// Files that no manifest speaks of are a mixed folder. Hidden ones are left over from a crash.
std::optional<KeyError> check_folder(const std::filesystem::path& folder,
                                     const Manifest& manifest) {
  std::set<std::string> known = {kManifestFile, kSignatureFile, kPublicKeyFile};
  for (const ManifestKey& entry : manifest.keys) {
    known.insert(entry.key.file);
    known.insert(entry.description.file);
  }
  std::error_code code;
  std::size_t entries = 0;
  for (std::filesystem::directory_iterator it(folder, code), end; !code && it != end;
       it.increment(code)) {
    const std::string name = it->path().filename().string();
    if (name.starts_with('.')) continue;
    if (!known.contains(name) || ++entries > kMaxFolderEntries) {
      return KeyError{KeyFault::kUnknownFile, name, ""};
    }
  }
  if (code) return KeyError{KeyFault::kUnreadable, folder.string(), code.message()};
  return std::nullopt;
}

p3::Result<Bytes, KeyError> load_file(const std::filesystem::path& folder,
                                      const ManifestFile& entry) {
  auto bytes = read_bounded(folder / entry.file, kMaxManifestBytes);
  if (!bytes) return bytes;
  const std::size_t size = bytes.value().size();
  if (size != entry.bytes) {
    const KeyFault fault = size < entry.bytes ? KeyFault::kFileTruncated : KeyFault::kFileLonger;
    return p3::Err{KeyError{
        fault, entry.file,
        "expected " + std::to_string(entry.bytes) + " bytes, got " + std::to_string(size)}};
  }
  if (sha256(bytes.value()) != entry.sha256) {
    return p3::Err{KeyError{KeyFault::kWrongHash, entry.file, ""}};
  }
  return bytes;
}

p3::Result<VerifyingKey, KeyError> decode_entry(const Bytes& bytes, const ManifestKey& entry) {
  auto key = decode_verifying_key(bytes);
  if (!key) {
    const bool version = key.error().reason == ByteReason::kUnknownVersion;
    return p3::Err{KeyError{version ? KeyFault::kKeyVersion : KeyFault::kKeySyntax, entry.key.file,
                            to_string(key.error())}};
  }
  const VerifyingKey& k = key.value();
  if (k.circuit != entry.circuit || info_of(k.profile).name != entry.profile) {
    return p3::Err{KeyError{KeyFault::kWrongKey, entry.key.file,
                            "of " + k.circuit + " " + info_of(k.profile).name}};
  }
  if (key_id(bytes) != entry.id) {
    return p3::Err{KeyError{KeyFault::kWrongKey, entry.key.file, "another id"}};
  }
  return std::move(key).value();
}

p3::Result<TrustedKey, KeyError> load_key(const std::filesystem::path& folder,
                                          const ManifestKey& entry, const Circuit& circuit) {
  const auto bytes = load_file(folder, entry.key);
  if (!bytes) return p3::Err{bytes.error()};
  const auto description = load_file(folder, entry.description);
  if (!description) return p3::Err{description.error()};
  auto key = decode_entry(bytes.value(), entry);
  if (!key) return p3::Err{key.error()};
  if (describe_key(key.value()) != text_of(description.value())) {
    return p3::Err{KeyError{KeyFault::kWrongDescription, entry.description.file, ""}};
  }
  return trust_own_key(circuit, std::move(key).value());
}

}  // namespace

const TrustedKey* KeySet::find(std::string_view circuit, Profile profile) const noexcept {
  for (const TrustedKey& key : keys_) {
    if (key.key.circuit == circuit && key.key.profile == profile) return &key;
  }
  return nullptr;
}

p3::Result<KeySet, KeyError> load_keys(const std::filesystem::path& folder,
                                       const KeyStoreRequest& request) {
  const auto manifest = load_manifest(folder, request.trust);
  if (!manifest) return p3::Err{manifest.error()};
  if (auto error = check_entries(manifest.value(), request)) return p3::Err{std::move(*error)};
  if (auto error = check_folder(folder, manifest.value())) return p3::Err{std::move(*error)};
  std::vector<TrustedKey> keys;
  for (const ManifestKey& entry : manifest.value().keys) {
    auto key = load_key(folder, entry, *find_circuit(request.circuits, entry.circuit));
    if (!key) return p3::Err{key.error()};
    keys.push_back(std::move(key).value());
  }
  return KeySet(std::move(keys));
}

p3::Result<TrustedKey, KeyError> trust_own_key(const Circuit& circuit, VerifyingKey key) {
  if (auto problem = circuit_problem(circuit)) {
    return p3::Err{KeyError{KeyFault::kBadCircuit, std::string(circuit.name), *problem}};
  }
  if (auto error = check_key(circuit, key)) return p3::Err{std::move(*error)};
  const Digest id = key_id(key);
  return TrustedKey{&circuit, std::move(key), id};
}

}  // namespace rpp
