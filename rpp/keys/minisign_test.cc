// SPDX-License-Identifier: Apache-2.0 OR MIT
#include "rpp/keys/minisign.h"

#include <gmock/gmock.h>

#include <cstdlib>

#include "rpp/keys/base64.h"
#include "rpp/keys/key_folder_fixture.h"

namespace rpp::testing {
namespace {

const std::vector<std::uint8_t> kMessage = {'h', 'e', 'l', 'l', 'o', '\n'};

std::string signature() { return sign_minisign(development_secret(), kMessage, "a comment"); }

// The fault of the signature text under the development key, or "good".
std::string check(const std::string& text, std::span<const std::uint8_t> message = kMessage) {
  const auto parsed = read_signature(text);
  if (!parsed) return fault_name(parsed.error().fault);
  const auto error = verify_minisign(development_key(), parsed.value(), message);
  return error ? fault_name(error->fault) : "good";
}

TEST(Minisign, OwnSignaturesVerify) {
  EXPECT_EQ(check(signature()), "good");
  EXPECT_EQ(signature(), signature());  // Ed25519 has no randomness
}

TEST(Minisign, TheRepositorysKeyIsTheCompiledOne) {
  const auto file = read_bounded("config/plonky3/setup/minisign.pub", kMaxSignatureBytes);
  EXPECT_EQ(read_public_key(text_of(file.value())).value(), development_key());
  EXPECT_EQ(development_secret().public_key, development_key());
}

// Signature and public key of the program minisign 0.11 (minisign -G -W, minisign -S -t), made once
// over "hello\n".
TEST(Minisign, VerifiesWhatTheProgramSigned) {
  const auto key = read_public_key(
      "untrusted comment: minisign public key 41518557C8FC16D5\n"
      "RWTVFvzIV4VRQXZbQlUSjGgePf4Xp9cmFn5YpCQSEUCdSD0Ex3PQWGGy\n");
  const auto parsed = read_signature(
      "untrusted comment: signature from minisign secret key\n"
      "RUTVFvzIV4VRQcZoczT3FBCjn8vHPLznZwm01YJwjg7r5Vi6Rw8UUr/"
      "kOOtTiDxEXRo4pjujJ7t23BX2s24anb7Lr5V0UBZ1wAM=\n"
      "trusted comment: development rpp\n"
      "CPtxIZhZKFj74tuwYNS/8gqYUHNAkx6YU6ObzJ4X6+p/kI5WX20giHgsddOXvt/KKGy/HSgIRJthimm9J+bWAg==\n");
  ASSERT_TRUE(key.ok() && parsed.ok());
  EXPECT_FALSE(verify_minisign(key.value(), parsed.value(), kMessage));
  const std::vector<std::uint8_t> other = {'h', 'e', 'l', 'l', 'o'};
  EXPECT_EQ(verify_minisign(key.value(), parsed.value(), other)->fault, KeyFault::kSignatureWrong);
}

// The program accepts what is signed here. It is a dependency of the build (install_deps.sh).
TEST(Minisign, TheProgramVerifiesOurs) {
  const std::string base = ::testing::TempDir() + "rpp_minisign_message";
  ASSERT_FALSE(write_atomically(base, kMessage));
  ASSERT_FALSE(write_atomically(base + ".minisig", bytes_of(signature())));
  const std::string command =
      "minisign -V -q -p config/plonky3/setup/minisign.pub -m " + base + " >/dev/null 2>&1";
  EXPECT_EQ(std::system(command.c_str()), 0) << command;
  ASSERT_FALSE(write_atomically(base, {}));
  EXPECT_NE(std::system(command.c_str()), 0) << command;
}

// Every byte of the text: only the first line, which nobody signs, may change.
TEST(Minisign, EveryByteOfASignatureCounts) {
  const std::string good = signature();
  const std::size_t untrusted = good.find('\n');
  for (std::size_t i = 0; i < good.size(); ++i) {
    std::string text = good;
    text[i] = text[i] == 'A' ? 'B' : 'A';
    const std::string outcome = check(text);
    const bool free = i >= std::string_view("untrusted comment: ").size() && i < untrusted;
    EXPECT_EQ(outcome == "good", free) << i << " " << outcome;
  }
  for (std::size_t length = 0; length < good.size(); ++length) {
    EXPECT_EQ(check(good.substr(0, length)), "SignatureSyntax") << length;
  }
  EXPECT_EQ(check(good + "\n"), "SignatureSyntax");
}

TEST(Minisign, TheTrustedCommentIsSigned) {
  std::string text = signature();
  text.replace(text.find("a comment"), 9, "b comment");
  EXPECT_EQ(check(text), "CommentWrong");
  text = signature();
  text.replace(text.find("a comment"), 9, "a\x1b[2J ent");
  EXPECT_EQ(check(text), "SignatureSyntax");  // nothing for terminals to obey
}

TEST(Minisign, TheFormOverTheFileItselfIsRefused) {
  std::string text = signature();
  const std::size_t line = text.find('\n') + 1;
  Base64Result bytes = from_base64(text.substr(line, text.find('\n', line) - line));
  bytes.bytes[1] = 'd';
  text.replace(line, text.find('\n', line) - line, to_base64(bytes.bytes));
  EXPECT_EQ(check(text), "SignatureSyntax");
  EXPECT_THAT(read_signature(text).error().detail, ::testing::HasSubstr("prehashed"));
}

TEST(Minisign, BadPublicKeysAreRefused) {
  for (const char* text : {"", "untrusted comment: x\n", "untrusted comment: x\nAAAA\n", "RWT\n"}) {
    EXPECT_EQ(read_public_key(text).error().fault, KeyFault::kPublicKeySyntax) << text;
  }
}

TEST(Minisign, BadSecretKeysAreRefused) {
  const std::string good =
      text_of(read_bounded("tests/keys/development.key", kMaxSignatureBytes).value());
  EXPECT_TRUE(read_secret_key(good).ok());
  EXPECT_EQ(read_secret_key("").error().fault, KeyFault::kSecretKeySyntax);
  EXPECT_EQ(read_secret_key("comment\nAAAA\n").error().fault, KeyFault::kSecretKeySyntax);
  const std::size_t line = good.find('\n') + 1;
  const std::string base64 = good.substr(line, good.find('\n', line) - line);
  const auto changed = [&](std::size_t byte) {
    Base64Result bytes = from_base64(base64);
    bytes.bytes[byte] ^= 1;
    return read_secret_key("comment\n" + to_base64(bytes.bytes) + "\n").error().fault;
  };
  EXPECT_EQ(changed(2), KeyFault::kSecretKeyEncrypted);
  // A public half that is not the seed's would give the secret away with the first signature.
  EXPECT_EQ(changed(62), KeyFault::kSecretKeySyntax);
  EXPECT_EQ(changed(94), KeyFault::kSecretKeySyntax);
}

TEST(Base64, IsStrict) {
  const std::vector<std::uint8_t> bytes = {0, 255, 16, 7};
  EXPECT_EQ(to_base64(bytes), "AP8QBw==");
  EXPECT_EQ(from_base64("AP8QBw==").bytes, bytes);
  EXPECT_TRUE(from_base64("").bytes.empty() && !from_base64("").bad_at);
  for (const char* text : {"AP8QBw=", "AP8QBw", "AP8QBx==", "AP8QBw== ", " AP8QBw==", "AP8Q Bw==",
                           "AP8QBw==A", "AP-QBw==", "A", "=", "AP8QBw==\n"}) {
    EXPECT_TRUE(from_base64(text).bad_at) << text;
  }
}

}  // namespace
}  // namespace rpp::testing
