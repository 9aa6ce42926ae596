// SPDX-License-Identifier: Apache-2.0 OR MIT
#include "rpp/keys/store.h"

#include <gmock/gmock.h>
#include <sys/stat.h>

#include "rpp/keys/description.h"
#include "rpp/keys/key_folder_fixture.h"
#include "rpp/keys/keygen.h"

// One test per defect of a key folder: each is refused under its own name.
namespace rpp::testing {
namespace {

using ::testing::HasSubstr;
using StoreTest = KeyFolder;

constexpr const char* kKey = "tiny-standalone.vk";
constexpr const char* kDescription = "tiny-standalone.json";

TEST_F(StoreTest, LoadsWhatWasGenerated) {
  const auto keys = load_keys(folder_, request());
  ASSERT_TRUE(keys.ok()) << to_string(keys.error());
  EXPECT_EQ(keys.value().keys().size(), 4u);
  const TrustedKey* key = keys.value().find("tiny", Profile::kStandalone);
  ASSERT_NE(key, nullptr);
  EXPECT_EQ(key->id, key_id(read(kKey)));
  EXPECT_EQ(key->circuit, &model_.circuit);
  EXPECT_EQ(keys.value().find("tiny", Profile::kTest), nullptr);
  EXPECT_EQ(keys.value().find("third", Profile::kStandalone), nullptr);
}

TEST_F(StoreTest, GeneratingAgainGivesTheSameBytesAndWritesNothing) {
  EXPECT_EQ(generate_artifacts(circuits_, profiles_, 5).value(), artifacts_);
  EXPECT_TRUE(write_artifacts(folder_, artifacts_).value().empty());
  EXPECT_EQ(load(), "loaded");  // the signature is still good
  write(kKey, {1, 2, 3});
  EXPECT_THAT(write_artifacts(folder_, artifacts_).value(), ::testing::ElementsAre(kKey));
  EXPECT_EQ(load(), "loaded");
}

TEST_F(StoreTest, FolderMissing) {
  std::filesystem::remove_all(folder_);
  EXPECT_EQ(load(), "FolderMissing");
}

TEST_F(StoreTest, ManifestMissing) {
  std::filesystem::remove(folder_ / kManifestFile);
  EXPECT_EQ(load(), "ManifestMissing");
}

TEST_F(StoreTest, ManifestTooLarge) {
  write(kManifestFile, std::vector<std::uint8_t>(kMaxManifestBytes + 1, ' '));
  EXPECT_EQ(load(), "TooLarge");
}

TEST_F(StoreTest, PipesAndFoldersAreNoFiles) {
  std::filesystem::remove(folder_ / kKey);
  ASSERT_EQ(::mkfifo((folder_ / kKey).c_str(), 0600), 0);
  EXPECT_EQ(load(), "Unreadable");
  std::filesystem::remove(folder_ / kKey);
  std::filesystem::create_directory(folder_ / kKey);
  EXPECT_EQ(load(), "Unreadable");
}

TEST_F(StoreTest, ManifestSyntax) {
  const auto after = [&](const std::string& from, const std::string& to) {
    write(kManifestFile, artifacts_.back().bytes);
    change_manifest([&](std::string& text) { swap_text(text, from, to); });
    return load();
  };
  EXPECT_EQ(after("{", "["), "ManifestSyntax");
  EXPECT_EQ(after("\"serial\": 5", "\"serial\": \"5\""), "ManifestSyntax");
  EXPECT_EQ(after("\"serial\": 5", "\"serial\": 5, \"serial\": 5"), "ManifestSyntax");
  EXPECT_EQ(after("\"serial\": 5,", ""), "ManifestSyntax");
  EXPECT_EQ(after("\"serial\": 5", "\"serial\": 5, \"more\": 1"), "ManifestSyntax");
  EXPECT_EQ(after("\"serial\": 5", "\"serial\":  5"), "ManifestSyntax");  // not as written
  EXPECT_EQ(after("rpp-key-manifest", "rpp-key-manifesto"), "ManifestSyntax");
  // An entry cannot point out of the folder.
  EXPECT_EQ(after("\"file\": \"tiny-standalone.vk\"", "\"file\": \"../tiny-standalone.vk\""),
            "ManifestSyntax");
  EXPECT_THAT(detail_, HasSubstr("keys[0]"));
}

TEST_F(StoreTest, ManifestVersion) {
  const auto after = [&](const std::string& from, const std::string& to) {
    write(kManifestFile, artifacts_.back().bytes);
    change_manifest([&](std::string& text) { swap_text(text, from, to); });
    return load();
  };
  EXPECT_EQ(after("\"version\": 1", "\"version\": 2"), "ManifestVersion");
  EXPECT_EQ(after("plonky3-0.8.0", "plonky3-0.9.0"), "ManifestVersion");
  EXPECT_EQ(after("\"hash_version\": 1", "\"hash_version\": 2"), "ManifestVersion");
}

TEST_F(StoreTest, ManifestStale) {
  KeyStoreRequest later = request();
  later.trust.least_serial = 5;
  EXPECT_EQ(load(later), "loaded");
  later.trust.least_serial = 6;
  EXPECT_EQ(load(later), "ManifestStale");
}

TEST_F(StoreTest, Duplicate) {
  change_manifest([](std::string& text) {
    const std::size_t begin = text.find("  {\"circuit\""), end = text.find(",\n  {\"circuit\"");
    text.insert(end, ",\n" + text.substr(begin, end - begin));
  });
  EXPECT_EQ(load(), "Duplicate");
}

TEST_F(StoreTest, UnknownCircuit) {
  KeyStoreRequest one = request();
  const std::vector<const Circuit*> circuits = {&model_.circuit};
  one.circuits = circuits;
  EXPECT_EQ(load(one), "UnknownCircuit");
  EXPECT_THAT(detail_, HasSubstr("second standalone"));
}

TEST_F(StoreTest, UnknownProfile) {
  change_manifest([](std::string& text) {
    for (std::size_t at = 0; (at = text.find("standalone", at)) != std::string::npos;) {
      text.replace(at, 10, "standalove");
    }
  });
  EXPECT_EQ(load(), "UnknownCircuit");
}

TEST_F(StoreTest, MissingKey) {
  TinyModel third("third");
  const std::vector<const Circuit*> circuits = {&model_.circuit, &second_.circuit, &third.circuit};
  KeyStoreRequest more = request();
  more.circuits = circuits;
  EXPECT_EQ(load(more), "MissingKey");
  EXPECT_THAT(detail_, HasSubstr("third standalone"));
}

TEST_F(StoreTest, ForbiddenProfile) {
  std::filesystem::remove_all(folder_);
  const Profile all[] = {Profile::kStandalone, Profile::kRecursive, Profile::kTest};
  ASSERT_TRUE(write_artifacts(folder_, generate_artifacts(circuits_, all, 5).value()).ok());
  sign();
  EXPECT_EQ(load(), "ForbiddenProfile");
  KeyStoreRequest tests = request();
  tests.test_profile = true;
  EXPECT_EQ(load(tests), "loaded");
}

TEST_F(StoreTest, UnknownFile) {
  write("extra.vk", {1});
  EXPECT_EQ(load(), "UnknownFile");
  std::filesystem::remove(folder_ / "extra.vk");
  write(".manifest.json.tmp", {1});  // left over from a crash
  write(kPublicKeyFile, {1});        // never read
  EXPECT_EQ(load(), "loaded");
}

TEST_F(StoreTest, FileMissing) {
  for (const char* file : {kKey, kDescription}) {
    const auto bytes = read(file);
    std::filesystem::remove(folder_ / file);
    EXPECT_EQ(load(), "FileMissing") << file;
    write(file, bytes);
  }
}

TEST_F(StoreTest, FileTruncatedAndLonger) {
  for (const char* file : {kKey, kDescription}) {
    const auto good = read(file);
    auto bytes = good;
    bytes.pop_back();
    write(file, bytes);
    EXPECT_EQ(load(), "FileTruncated") << file;
    write(file, {});
    EXPECT_EQ(load(), "FileTruncated") << file;
    bytes = good;
    bytes.push_back('\n');
    write(file, bytes);
    EXPECT_EQ(load(), "FileLonger") << file;
    write(file, good);
  }
}

TEST_F(StoreTest, WrongHashOfEveryByte) {
  for (const char* file : {kKey, kDescription}) {
    const auto good = read(file);
    for (std::size_t i = 0; i < good.size(); i += 37) {
      auto bytes = good;
      bytes[i] ^= 1;
      write(file, bytes);
      EXPECT_EQ(load(), "WrongHash") << file << " " << i;
    }
    write(file, good);
  }
}

TEST_F(StoreTest, KeySyntaxAndVersion) {
  auto bytes = read(kKey);
  bytes.pop_back();
  replace(kKey, bytes);
  EXPECT_EQ(load(), "KeySyntax");
  EXPECT_THAT(detail_, HasSubstr("truncated at byte"));
  bytes[7] = 2;
  replace(kKey, bytes);
  EXPECT_EQ(load(), "KeyVersion");
}

TEST_F(StoreTest, WrongKey) {
  // Two keys that change places, with entries and signature to match.
  const auto standalone = read(kKey), recursive = read("tiny-recursive.vk");
  replace(kKey, recursive);
  EXPECT_EQ(load(), "WrongKey");
  // The right kind of key under the id of another.
  VerifyingKey key = decode_verifying_key(standalone).value();
  key.parameters.fri.num_queries += 1;
  replace(kKey, encode_key(key));
  EXPECT_EQ(load(), "WrongKey");
  EXPECT_THAT(detail_, HasSubstr("another id"));
}

TEST_F(StoreTest, WrongDescription) {
  std::string text = text_of(read(kDescription));
  swap_text(text, "\"statement_bits\": 124", "\"statement_bits\": 128");
  replace(kDescription, bytes_of(text));
  EXPECT_EQ(load(), "WrongDescription");
}

// A key that its signer vouches for and that this program does not reach the figure of.
TEST_F(StoreTest, InsufficientSecurity) {
  VerifyingKey key = decode_verifying_key(read(kKey)).value();
  const Digest id = key_id(key);
  key.parameters.fri.num_queries -= 10;
  replace(kKey, encode_key(key));
  replace(kDescription, bytes_of(describe_key(key)));
  change_manifest([&](std::string& text) { swap_text(text, to_text(id), to_text(key_id(key))); });
  EXPECT_EQ(load(), "InsufficientSecurity");
}

// The AIR was changed and the keys were not made again.
TEST_F(StoreTest, StaleKey) {
  const TinyModel changed("tiny", 1);
  const std::vector<const Circuit*> circuits = {&changed.circuit, &second_.circuit};
  KeyStoreRequest newer = request();
  newer.circuits = circuits;
  EXPECT_EQ(load(newer), "StaleKey");
  EXPECT_THAT(detail_, HasSubstr("table cubes"));
}

TEST_F(StoreTest, SignatureMissing) {
  std::filesystem::remove(folder_ / kSignatureFile);
  EXPECT_EQ(load(), "SignatureMissing");
}

TEST_F(StoreTest, SignatureOfOtherBytes) {
  auto bytes = read(kManifestFile);
  bytes.back() = ' ';
  write(kManifestFile, bytes);
  EXPECT_EQ(load(), "SignatureWrong");
}

TEST_F(StoreTest, SignatureOfAnotherKey) {
  KeyStoreRequest nobody = request();
  nobody.trust.trusted.clear();
  EXPECT_EQ(load(nobody), "SignatureUnknownKey");
}

TEST_F(StoreTest, DevelopmentKeysAreRefusedOnMain) {
  KeyStoreRequest main = request();
  main.trust = trust_policy(Network::kMain, {});
  EXPECT_EQ(load(main), "DevelopmentKey");
  // Also if an operator was talked into trusting the key, under its own number or another one, and
  // whatever its trusted comment says.
  sign("rpp-keys production");
  main.trust = trust_policy(Network::kMain, {development_key()});
  EXPECT_EQ(load(main), "DevelopmentKey");
  MinisignPublicKey renamed = development_key();
  renamed.number[0] ^= 1;
  main.trust = trust_policy(Network::kMain, {renamed});
  MinisignSecretKey secret = development_secret();
  secret.public_key.number[0] ^= 1;
  write(kSignatureFile,
        bytes_of(sign_minisign(secret, read(kManifestFile), "rpp-keys production")));
  EXPECT_EQ(load(main), "DevelopmentKey");
  EXPECT_EQ(load(), "SignatureUnknownKey");
}

TEST_F(StoreTest, WritesFailByName) {
  const auto error = write_atomically(folder_ / "no" / "such" / "folder", {});
  ASSERT_TRUE(error);
  EXPECT_EQ(error->fault, KeyFault::kWriteFailed);
  write("file", {1});
  const auto below = write_artifacts(folder_ / "file", artifacts_);
  ASSERT_FALSE(below.ok());
  EXPECT_EQ(below.error().fault, KeyFault::kWriteFailed);
}

}  // namespace
}  // namespace rpp::testing
