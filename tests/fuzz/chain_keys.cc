// SPDX-License-Identifier: Apache-2.0 OR MIT
#include <fstream>
#include <iterator>

#include "rpp/circuit/tiny_circuit_fixture.h"
#include "rpp/keys/base64.h"
#include "rpp/keys/description.h"
#include "rpp/keys/keygen.h"
#include "rpp/keys/manifest.h"
#include "rpp/keys/store.h"
#include "rpp/keys/trust.h"
#include "tests/fuzz/chain_format.h"

// What a key folder holds: verifying keys, the manifest, public keys and signatures.
namespace rpp::testing {

using p3::testing::finding;

std::string repository_file(const std::string& path) {
  std::ifstream file(std::string(P3_SOURCE_DIR) + "/" + path, std::ios::binary);
  std::string bytes{std::istreambuf_iterator<char>(file), {}};
  if (bytes.empty()) finding("no file " + path);
  return bytes;
}

namespace {

const std::string& manifest_text() {
  static const std::string text = repository_file("config/plonky3/setup/manifest.json");
  return text;
}
const std::string& signature_text() {
  static const std::string text = repository_file("config/plonky3/setup/manifest.json.minisig");
  return text;
}
const Circuit& tiny() {
  static const TinyModel model;
  return model.circuit;
}
const VerifyingKey& own_key(Profile profile) {
  static const auto keys = [] {
    std::vector<VerifyingKey> out;
    for (const Profile p : kProfiles) out.push_back(generate_key(tiny(), {.profile = p}).value());
    return out;
  }();
  return keys[static_cast<std::size_t>(profile) - 1];
}

// Trusted is a key only if it is the circuit's own, but for parameters that reach the profile.
void check_trust(const VerifyingKey& key) {
  const auto trusted = trust_own_key(tiny(), key);
  if (!trusted) return check_refusal(to_string(trusted.error()), 0, 0);
  VerifyingKey expected = own_key(key.profile);
  expected.parameters = key.parameters;
  expected.security = key.security;
  if (!(expected == key)) finding("the key of another circuit is trusted");
  const auto report = assess_key(tiny(), key);
  const double bits = info_of(key.profile).security_bits;
  if (!report || report.value().proven_bits() < bits) finding("a key below its profile is trusted");
}

void check_verifying_key(std::span<const std::uint8_t> bytes) {
  const auto key = decode_verifying_key(bytes);
  if (!key) return check_refusal(to_string(key.error()), key.error().offset, bytes.size());
  const Bytes again = encode_key(key.value());
  if (!std::ranges::equal(again, bytes)) finding("a key has two encodings");
  (void)describe_key(key.value());
  check_trust(key.value());
}

std::vector<std::string> verifying_key_seeds() {
  std::vector<std::string> seeds;
  for (const Profile profile : kProfiles) seeds.push_back(as_string(encode_key(own_key(profile))));
  seeds.push_back(repository_file("config/plonky3/setup/consensus-standalone.vk"));
  return seeds;
}

void check_manifest(std::span<const std::uint8_t> bytes) {
  const auto manifest = read_manifest(as_text(bytes));
  if (!manifest) return check_refusal(to_string(manifest.error()), 0, 0);
  if (write_manifest(manifest.value()) != as_text(bytes)) finding("a manifest has two texts");
  for (const ManifestKey& key : manifest.value().keys) {
    if (key.key.file.find('/') != std::string::npos) finding("an entry leaves the folder");
  }
}

std::vector<std::string> manifest_seeds() { return {manifest_text(), write_manifest({})}; }

void check_public_key(std::span<const std::uint8_t> bytes) {
  const auto key = read_public_key(as_text(bytes));
  if (!key) return check_refusal(to_string(key.error()), 0, 0);
  Bytes content = {'E', 'd'};
  content.insert(content.end(), key.value().number.begin(), key.value().number.end());
  content.insert(content.end(), key.value().key.begin(), key.value().key.end());
  const auto again = read_public_key(to_base64(content));
  if (!again || !(again.value() == key.value())) finding("a public key changes when written");
}

std::vector<std::string> public_key_seeds() {
  return {repository_file("config/plonky3/setup/minisign.pub")};
}

std::span<const std::uint8_t> as_bytes(const std::string& text) {
  return {reinterpret_cast<const std::uint8_t*>(text.data()), text.size()};
}

// Nobody who lacks the key gets a signature accepted that the repository's own does not hold.
void check_signature_file(std::span<const std::uint8_t> bytes) {
  static const TrustPolicy policy = trust_policy(Network::kDevelopment, {});
  static const MinisignSignature own = read_signature(signature_text()).value();
  const auto error = check_signature(policy, as_text(bytes), as_bytes(manifest_text()));
  if (error) return check_refusal(to_string(*error), 0, 0);
  const MinisignSignature read = read_signature(as_text(bytes)).value();
  if (read.signature != own.signature || read.trusted_comment != own.trusted_comment ||
      read.comment_signature != own.comment_signature) {
    finding("a signature that nobody made is accepted");
  }
}

std::vector<std::string> signature_seeds() { return {signature_text()}; }

constexpr ChainFormat kFormats[] = {
    {"verifying-key", &check_verifying_key, &verifying_key_seeds},
    {"manifest", &check_manifest, &manifest_seeds, true},
    {"public-key-file", &check_public_key, &public_key_seeds},
    {"signature-file", &check_signature_file, &signature_seeds},
};

}  // namespace

std::span<const ChainFormat> key_formats() { return kFormats; }

}  // namespace rpp::testing
