// SPDX-License-Identifier: Apache-2.0 OR MIT
#include "rpp/keys/manifest.h"

#include <set>

#include "rpp/fields/json_text.h"
#include "rpp/keys/keygen.h"

namespace rpp {
namespace {

constexpr std::string_view kFormat = "rpp-key-manifest";
constexpr std::uint64_t kVersion = 1;

std::string quoted(std::string_view text) { return "\"" + std::string(text) + "\""; }

std::string file_json(const ManifestFile& file) {
  return "{\"file\": " + quoted(file.file) + ", \"bytes\": " + std::to_string(file.bytes) +
         ", \"sha256\": " + quoted(to_hex(file.sha256)) + "}";
}

std::string key_json(const ManifestKey& key) {
  return "  {\"circuit\": " + quoted(key.circuit) + ", \"profile\": " + quoted(key.profile) +
         ",\n   \"id\": " + json_of(key.id) + ",\n   \"key\": " + file_json(key.key) +
         ",\n   \"description\": " + file_json(key.description) + "}";
}

std::optional<std::uint8_t> hex_digit(char c) {
  if (c >= '0' && c <= '9') return static_cast<std::uint8_t>(c - '0');
  if (c >= 'a' && c <= 'f') return static_cast<std::uint8_t>(c - 'a' + 10);
  return std::nullopt;
}

Sha256 read_sha256(ChainJsonReader& in, const p3::JsonValue& value, const std::string& place) {
  const std::string text = in.text(value, place);
  Sha256 digest{};
  bool good = text.size() == 2 * digest.size();
  for (std::size_t i = 0; good && i < digest.size(); ++i) {
    const auto high = hex_digit(text[2 * i]), low = hex_digit(text[2 * i + 1]);
    good = high && low;
    if (good) digest[i] = static_cast<std::uint8_t>(*high * 16 + *low);
  }
  if (!good) in.syntax(place, "expected 64 lower-case hex digits");
  return digest;
}

ManifestFile read_file_entry(ChainJsonReader& in, const p3::JsonValue& value,
                             const std::string& place) {
  in.only(value, place, {"file", "bytes", "sha256"});
  ManifestFile file;
  file.file = in.text(in.member(value, place, "file"), member_place(place, "file"));
  file.bytes = in.integer(in.member(value, place, "bytes"), member_place(place, "bytes"),
                          std::uint64_t{1} << 32);
  file.sha256 = read_sha256(in, in.member(value, place, "sha256"), member_place(place, "sha256"));
  return file;
}

// File names follow from the entry, so an entry cannot point anywhere else.
void check_file_name(ChainJsonReader& in, const ManifestFile& file, const std::string& expected,
                     const std::string& place) {
  if (!in.failed() && file.file != expected) in.syntax(place, "expected the file " + expected);
}

ManifestKey read_key_entry(ChainJsonReader& in, const p3::JsonValue& value,
                           const std::string& place) {
  in.only(value, place, {"circuit", "profile", "id", "key", "description"});
  ManifestKey key;
  key.circuit = in.text(in.member(value, place, "circuit"), member_place(place, "circuit"));
  key.profile = in.text(in.member(value, place, "profile"), member_place(place, "profile"));
  key.id = in.digest(in.member(value, place, "id"), member_place(place, "id"));
  key.key = read_file_entry(in, in.member(value, place, "key"), member_place(place, "key"));
  key.description = read_file_entry(in, in.member(value, place, "description"),
                                    member_place(place, "description"));
  check_file_name(in, key.key, key_file_name(key.circuit, key.profile), place);
  check_file_name(in, key.description, description_file_name(key.circuit, key.profile), place);
  return key;
}

std::optional<KeyError> version_problem(const p3::JsonValue& root) {
  const auto differs = [&](const char* name, auto expected) {
    const p3::JsonValue* value = root.find(name);
    const auto* found = value == nullptr ? nullptr : value->get<decltype(expected)>();
    return found != nullptr && *found != expected;
  };
  const auto wrong = [](const char* what) {
    return KeyError{KeyFault::kManifestVersion, "manifest.json", what};
  };
  if (differs("version", kVersion)) return wrong("version");
  if (differs("wire", std::string(kWireVersion))) return wrong("wire");
  if (differs("hash_version", std::uint64_t{kHashVersion})) return wrong("hash_version");
  return std::nullopt;
}

std::optional<KeyError> duplicate(const Manifest& manifest) {
  std::set<std::string> seen;
  for (const ManifestKey& key : manifest.keys) {
    if (seen.insert(key.circuit + " " + key.profile).second) continue;
    return KeyError{KeyFault::kDuplicate, key.circuit + " " + key.profile, "in the manifest"};
  }
  return std::nullopt;
}

Manifest read_members(ChainJsonReader& in, const p3::JsonValue& root) {
  in.only(root, "", {"format", "version", "wire", "hash_version", "serial", "keys"});
  in.format(root, kFormat, kVersion);
  in.text(in.member(root, "", "wire"), "wire");
  in.integer(in.member(root, "", "hash_version"), "hash_version", 255);
  Manifest manifest;
  manifest.serial = in.integer(in.member(root, "", "serial"), "serial", std::uint64_t{1} << 32);
  const p3::JsonArray& keys = in.array(in.member(root, "", "keys"), "keys");
  if (keys.size() > kMaxManifestKeys) in.syntax("keys", "too many");
  for (std::size_t i = 0; i < keys.size() && !in.failed(); ++i) {
    manifest.keys.push_back(read_key_entry(in, keys[i], p3::at("keys", i)));
  }
  return manifest;
}

}  // namespace

std::string key_file_name(std::string_view circuit, std::string_view profile) {
  return std::string(circuit) + "-" + std::string(profile) + ".vk";
}

std::string description_file_name(std::string_view circuit, std::string_view profile) {
  return std::string(circuit) + "-" + std::string(profile) + ".json";
}

std::string write_manifest(const Manifest& manifest) {
  std::string text = "{\n\"format\": " + quoted(kFormat) +
                     ",\n\"version\": " + std::to_string(kVersion) +
                     ",\n\"wire\": " + quoted(kWireVersion) +
                     ",\n\"hash_version\": " + std::to_string(kHashVersion) +
                     ",\n\"serial\": " + std::to_string(manifest.serial) + ",\n\"keys\": [";
  const char* between = "\n";
  for (const ManifestKey& key : manifest.keys) {
    text += between + key_json(key);
    between = ",\n";
  }
  return text + "\n]\n}\n";
}

p3::Result<Manifest, KeyError> read_manifest(std::string_view text) {
  const auto syntax = [](std::string detail) {
    return p3::Err{KeyError{KeyFault::kManifestSyntax, "manifest.json", std::move(detail)}};
  };
  const auto root = parse_json_text(text, kMaxManifestBytes);
  if (!root) return syntax(root.error().message);
  if (auto error = version_problem(root.value())) return p3::Err{std::move(*error)};
  ChainJsonReader in;
  Manifest manifest = read_members(in, root.value());
  if (in.failed()) return syntax(in.take_text_error().message);
  if (auto error = duplicate(manifest)) return p3::Err{std::move(*error)};
  if (write_manifest(manifest) != text) return syntax("not in the form that rpp keys writes");
  return manifest;
}

}  // namespace rpp
