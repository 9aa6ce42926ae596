// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include <gtest/gtest.h>

#include <filesystem>
#include <string>
#include <vector>

#include "rpp/circuit/tiny_circuit_fixture.h"
#include "rpp/keys/artifacts.h"
#include "rpp/keys/files.h"
#include "rpp/keys/sign.h"
#include "rpp/keys/store.h"

// A signed key folder of the test circuit in a temporary place, to be damaged.
namespace rpp::testing {

inline std::vector<std::uint8_t> bytes_of(std::string_view text) {
  return {text.begin(), text.end()};
}

inline std::string text_of(const std::vector<std::uint8_t>& bytes) {
  return {bytes.begin(), bytes.end()};
}

// Of the repository: tests run in its root.
inline MinisignSecretKey development_secret() {
  const auto file = read_bounded("tests/keys/development.key", kMaxSignatureBytes);
  return read_secret_key(text_of(file.value())).value();
}

class KeyFolder : public ::testing::Test {
 protected:
  KeyFolder() {
    const auto* info = ::testing::UnitTest::GetInstance()->current_test_info();
    folder_ = std::filesystem::path(::testing::TempDir()) /
              ("rpp_keys_" + std::string(info->test_suite_name()) + "_" + info->name());
    std::filesystem::remove_all(folder_);
    artifacts_ = generate_artifacts(circuits_, profiles_, 5).value();
    EXPECT_TRUE(write_artifacts(folder_, artifacts_).ok());
    sign();
  }
  ~KeyFolder() override { std::filesystem::remove_all(folder_); }

  std::vector<std::uint8_t> read(const std::string& file) {
    return read_bounded(folder_ / file, 1 << 20).value();
  }
  void write(const std::string& file, const std::vector<std::uint8_t>& bytes) {
    ASSERT_FALSE(write_atomically(folder_ / file, bytes));
  }
  void sign(std::string_view comment = "rpp-keys development") {
    write(kSignatureFile,
          bytes_of(sign_minisign(development_secret(), read(kManifestFile), comment)));
  }
  // The manifest, changed by `change` on its text, with a good signature.
  template <class Change>
  void change_manifest(const Change& change) {
    std::string text = text_of(read(kManifestFile));
    change(text);
    write(kManifestFile, bytes_of(text));
    sign();
  }
  // Replaces an artifact and its entry, as whoever can sign would.
  void replace(const std::string& file, const std::vector<std::uint8_t>& bytes) {
    const std::vector<std::uint8_t> old = read(file);
    write(file, bytes);
    change_manifest([&](std::string& text) {
      swap_text(text, to_hex(sha256(old)), to_hex(sha256(bytes)));
      swap_text(text, "\"" + file + "\", \"bytes\": " + std::to_string(old.size()),
                "\"" + file + "\", \"bytes\": " + std::to_string(bytes.size()));
    });
  }
  static void swap_text(std::string& text, const std::string& from, const std::string& to) {
    const std::size_t at = text.find(from);
    ASSERT_NE(at, std::string::npos) << from;
    text.replace(at, from.size(), to);
  }

  KeyStoreRequest request() const {
    return {.circuits = circuits_,
            .required = profiles_,
            .test_profile = false,
            .trust = trust_policy(Network::kDevelopment, {})};
  }
  // The fault, or "loaded".
  std::string load(const KeyStoreRequest& request) {
    const auto keys = load_keys(folder_, request);
    detail_ = keys ? "" : to_string(keys.error());
    return keys ? "loaded" : fault_name(keys.error().fault);
  }
  std::string load() { return load(request()); }

  TinyModel model_, second_{"second", 1};
  std::vector<const Circuit*> circuits_ = {&model_.circuit, &second_.circuit};
  std::vector<Profile> profiles_ = {Profile::kStandalone, Profile::kRecursive};
  std::vector<Artifact> artifacts_;
  std::filesystem::path folder_;
  std::string detail_;
};

}  // namespace rpp::testing
