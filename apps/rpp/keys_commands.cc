// SPDX-License-Identifier: Apache-2.0 OR MIT
#include <algorithm>
#include <filesystem>

#include "apps/rpp/commands.h"
#include "apps/rpp/key_folder.h"
#include "rpp/hash/digest.h"
#include "rpp/keys/artifacts.h"
#include "rpp/keys/description.h"
#include "rpp/keys/export.h"
#include "rpp/keys/files.h"
#include "rpp/keys/keygen.h"
#include "rpp/keys/sign.h"

namespace rpp::app {
namespace {

// The serial that is asked for, or that of the folder's manifest, or 1.
std::uint64_t serial_of(const Request& request) {
  if (request.serial) return *request.serial;
  const auto text = read_text(request.keys + "/" + kManifestFile, kMaxManifestBytes);
  if (!text) return 1;
  const auto manifest = read_manifest(text.value());
  return manifest ? manifest.value().serial : 1;
}

Outcome generate(const Request& request, const Registry& registry) {
  const std::vector<const Circuit*> circuits = registry.circuits();
  const auto artifacts = generate_artifacts(circuits, kCommittedProfiles, serial_of(request));
  if (!artifacts) return complain(artifacts.error());
  const auto written = write_artifacts(request.keys, artifacts.value());
  if (!written) return complain(written.error());
  Outcome outcome;
  for (const std::string& file : written.value()) outcome.out += "wrote " + file + "\n";
  if (written.value().empty()) outcome.out = "nothing changed\n";
  if (std::ranges::find(written.value(), kManifestFile) != written.value().end()) {
    outcome.err = "rpp: the manifest changed: sign it (rpp keys sign)\n";
  }
  return outcome;
}

std::string key_line(const TrustedKey& key) {
  const p3::StarkParameters& p = key.key.parameters;
  return key.key.circuit + " " + info_of(key.key.profile).name + " " + to_text(key.id) + " " +
         millibits_text(key.key.security.millibits) + " bits, blowup 2^" +
         std::to_string(p.fri.log_blowup) + ", " + std::to_string(p.fri.num_queries) + " queries\n";
}

Outcome verify(const Request& request, const Registry& registry) {
  const auto keys = load_folder(request, registry);
  if (!keys) return complain(keys.error());
  return {kExitOk, std::to_string(keys.value().keys().size()) + " keys, all valid\n", ""};
}

Outcome list(const Request& request, const Registry& registry) {
  const auto keys = load_folder(request, registry);
  if (!keys) return complain(keys.error());
  Outcome outcome;
  for (const TrustedKey& key : keys.value().keys()) outcome.out += key_line(key);
  return outcome;
}

std::string terms_text(const p3::RegimeReport& regime) {
  std::string text = std::string(p3::name(regime.regime)) + ":\n";
  for (const p3::SecurityTerm& term : regime.terms) {
    const auto millibits = static_cast<std::uint32_t>(std::max(0.0, term.bits) * 1000);
    text += std::string("  ") + p3::name(term.kind) + " " + millibits_text(millibits) +
            " bits, grinding " + std::to_string(term.grinding_bits) + "\n";
  }
  return text;
}

const TrustedKey* asked_for(const Request& request, const KeySet& keys) {
  return keys.find(request.circuit, request.profile.value_or(Profile::kStandalone));
}

Outcome no_such_key(const Request& request) {
  const Profile profile = request.profile.value_or(Profile::kStandalone);
  return complain(kExitUsage,
                  "no key of " + request.circuit + ", profile " + info_of(profile).name);
}

// The description goes to stdout, the terms of the security figure to stderr.
Outcome show(const Request& request, const Registry& registry) {
  const auto keys = load_folder(request, registry);
  if (!keys) return complain(keys.error());
  const TrustedKey* key = asked_for(request, keys.value());
  if (key == nullptr) return no_such_key(request);
  const auto report = assess_key(*key->circuit, key->key);
  return {kExitOk, describe_key(key->key), report ? terms_text(report.value().proven()) : ""};
}

Outcome export_air(const Request& request, const Registry& registry) {
  const auto keys = load_folder(request, registry);
  if (!keys) return complain(keys.error());
  const TrustedKey* key = asked_for(request, keys.value());
  if (key == nullptr) return no_such_key(request);
  std::error_code failure;
  std::filesystem::create_directories(request.out, failure);
  if (failure) return complain(kExitFile, request.out + ": " + failure.message());
  Outcome outcome;
  for (const ExportedFile& file : export_circuit(*key->circuit, key->key)) {
    const std::vector<std::uint8_t> bytes(file.text.begin(), file.text.end());
    if (auto error = write_atomically(request.out + "/" + file.name, bytes)) {
      return complain(*error);
    }
    outcome.out += "wrote " + file.name + "\n";
  }
  return outcome;
}

// A signature of the development key says so, whatever comment is asked for.
std::string comment_of(const Request& request, const MinisignSecretKey& key) {
  const std::string text = request.comment.empty() ? "rpp-keys" : request.comment;
  const bool development = key.public_key == development_key();
  const bool marked = text.find(kDevelopmentMark) != std::string::npos;
  return development && !marked ? text + " " + std::string(kDevelopmentMark) : text;
}

Outcome sign(const Request& request) {
  if (!std::ranges::all_of(request.comment, [](char c) { return c >= ' ' && c <= '~'; })) {
    return complain(kExitUsage, "--comment: expected printable ASCII");
  }
  const auto text = read_text(request.secret_key, kMaxSignatureBytes);
  if (!text) return complain(text.error());
  const auto key = read_secret_key(text.value());
  if (!key) {
    return complain({key.error().fault, request.secret_key, key.error().detail});
  }
  const auto manifest = read_bounded(request.keys + "/" + kManifestFile, kMaxManifestBytes);
  if (!manifest) return complain(manifest.error());
  const std::string_view view(reinterpret_cast<const char*>(manifest.value().data()),
                              manifest.value().size());
  if (const auto parsed = read_manifest(view); !parsed) return complain(parsed.error());
  const std::string signature =
      sign_minisign(key.value(), manifest.value(), comment_of(request, key.value()));
  const std::vector<std::uint8_t> bytes(signature.begin(), signature.end());
  if (auto error = write_atomically(request.keys + "/" + kSignatureFile, bytes)) {
    return complain(*error);
  }
  return {kExitOk, std::string("wrote ") + kSignatureFile + "\n", ""};
}

}  // namespace

Outcome run_keys(const Request& request, const Registry& registry) {
  switch (request.command) {
    case Command::kKeysGenerate:
      return generate(request, registry);
    case Command::kKeysVerify:
      return verify(request, registry);
    case Command::kKeysList:
      return list(request, registry);
    case Command::kKeysShow:
      return show(request, registry);
    case Command::kKeysExportAir:
      return export_air(request, registry);
    default:
      return sign(request);
  }
}

}  // namespace rpp::app
