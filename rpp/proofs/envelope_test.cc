// SPDX-License-Identifier: Apache-2.0 OR MIT
#include "rpp/proofs/envelope.h"

#include <gmock/gmock.h>

#include "rpp/proofs/proofs_fixture.h"

namespace rpp::testing {
namespace {

using ::testing::HasSubstr;

Envelope sample() {
  Envelope envelope;
  envelope.circuit = "tiny";
  envelope.profile = Profile::kTest;
  envelope.fields = encode_fields(kTinyTable, tiny_witness()->fields);
  envelope.commitment = statement_digest(kTinyTable, tiny_witness()->fields);
  envelope.proof = {1, 2, 3, 4, 250};
  envelope.metadata.proven_millibits = 4321;
  return envelope;
}

class EnvelopeJson : public ::testing::Test {
 protected:
  std::string with(const std::string& from, const std::string& to) const {
    std::string text = json_;
    const std::size_t at = text.find(from);
    EXPECT_NE(at, std::string::npos) << from;
    return text.replace(at, from.size(), to);
  }
  // What the reader says about the text.
  std::string read(const std::string& text) const {
    const Circuit* circuits[] = {&model_.circuit};
    const auto envelope = read_envelope_json(text, circuits);
    if (!envelope) return to_string(envelope.error());
    return envelope.value() == sample() ? "the same" : "another envelope";
  }

  TinyModel model_;
  std::string json_ = write_envelope_json(sample(), model_.circuit);
};

TEST_F(EnvelopeJson, ReadsWhatItWrites) {
  EXPECT_EQ(read(json_), "the same");
  EXPECT_EQ(read("  " + json_ + "\n"), "the same");
}

TEST_F(EnvelopeJson, ErrorsNameThePlace) {
  EXPECT_EQ(read("{"), "bad-text: line 1, column 2: the text ends too early");
  EXPECT_THAT(read(with("\"commitment\": \"", "\"commitment\": \"0")), HasSubstr("commitment"));
  EXPECT_THAT(read(with("\"amount\": \"7\"", "\"amount\": 7")), HasSubstr("public_fields.amount"));
  EXPECT_THAT(read(with("\"tier\": 5", "\"tier\": 6")), HasSubstr("public_fields.tier"));
  EXPECT_THAT(read(with("AQIDBPo=", "AQIDBPo")), HasSubstr("proof: not base64 at 7"));
  EXPECT_THAT(read(with("AQIDBPo=", "AQIDBPp=")), HasSubstr("proof: not base64"));
  EXPECT_THAT(read(with("\"proof_bytes\": 5", "\"proof_bytes\": 6")),
              HasSubstr("metadata.proof_bytes"));
  EXPECT_THAT(read(with("\"device\": \"cpu\"", "\"device\": \"C\"")), HasSubstr("metadata.device"));
  EXPECT_THAT(read(with("\"profile\": \"test\"", "\"profile\": \"fast\"")), HasSubstr("profile"));
}

TEST_F(EnvelopeJson, MembersMustBeExactlyThese) {
  EXPECT_THAT(read(with("\"version\": 1,", "\"version\": 1, \"version\": 1,")),
              HasSubstr("stands twice"));
  EXPECT_THAT(read(with("\"version\": 1,", "\"version\": 1, \"witness\": 0,")),
              HasSubstr("witness"));
  EXPECT_THAT(read(with("\"circuit\": \"tiny\",", "")), HasSubstr("circuit"));
  EXPECT_THAT(read(with("\"amount\": \"7\",", "")), HasSubstr("amount"));
  EXPECT_THAT(read(json_ + "{}"), HasSubstr("not JSON"));
}

TEST_F(EnvelopeJson, VersionAndCircuitHaveTheirOwnNames) {
  const Circuit* circuits[] = {&model_.circuit};
  const auto reason = [&](const std::string& text) {
    return read_envelope_json(text, circuits).error().reason;
  };
  EXPECT_EQ(reason(with("\"version\": 1", "\"version\": 2")), ByteReason::kUnknownVersion);
  EXPECT_EQ(reason(with("\"tiny\"", "\"giant\"")), ByteReason::kUnknownCircuit);
  EXPECT_EQ(reason(std::string(kMaxEnvelopeBytes + 1, ' ')), ByteReason::kTooLarge);
}

// Texts that would take far more memory or stack than they have bytes are refused before parsing.
TEST_F(EnvelopeJson, AttacksOnTheParser) {
  std::string text = "[";
  for (int i = 0; i < 2'000'000; ++i) text += "0,";
  EXPECT_EQ(read(text), "bad-text: too many values");
  EXPECT_EQ(read(std::string(3'000'000, '{')), "bad-text: too many values");
  EXPECT_THAT(read(std::string(100, '[')), HasSubstr("open brackets"));
  EXPECT_THAT(read("{\"proof\": \"" + std::string(3'000'000, '\\')), HasSubstr("bad-text"));
  EXPECT_THAT(read("{\"format\": 1e999}"), HasSubstr("out of range"));
  EXPECT_THAT(read("{\"format\": \"\xff\xfe\"}"), HasSubstr("not JSON"));
  EXPECT_THAT(read(std::string("{\0}", 3)), HasSubstr("not JSON"));
  EXPECT_THAT(read(json_ + '\0' + json_), HasSubstr("unexpected byte 0"));
}

// Any byte of the text changed: never another reading of the same envelope but white space, and
// never a crash.
TEST_F(EnvelopeJson, EveryByteChanged) {
  int same = 0;
  for (std::size_t i = 0; i < json_.size(); ++i) {
    for (const char c : {'0', '"', ' ', '\n', '{', 'a', '\0', '\x80'}) {
      if (json_[i] == c) continue;
      std::string text = json_;
      text[i] = c;
      const bool blank = json_[i] == ' ' || json_[i] == '\n';
      const bool is_same = read(text) == "the same";
      same += is_same ? 1 : 0;
      EXPECT_TRUE(!is_same || (blank && (c == ' ' || c == '\n'))) << i << " " << c;
    }
  }
  EXPECT_GT(same, 0);
  for (std::size_t length = 0; length + 1 < json_.size(); ++length) {
    EXPECT_NE(read(json_.substr(0, length)), "the same") << length;
  }
}

TEST(Envelope, BinaryFormIsCanonical) {
  const std::vector<std::uint8_t> good = encode_envelope(sample());
  EXPECT_EQ(decode_envelope(good).value(), sample());
  for (std::size_t i = 0; i < good.size(); ++i) {
    for (unsigned bit = 0; bit < 8; ++bit) {
      std::vector<std::uint8_t> bytes = good;
      bytes[i] = static_cast<std::uint8_t>(bytes[i] ^ (1u << bit));
      const auto envelope = decode_envelope(bytes);
      if (!envelope) continue;
      EXPECT_EQ(encode_envelope(envelope.value()), bytes) << i;
    }
  }
  for (std::size_t length = 0; length < good.size(); ++length) {
    EXPECT_EQ(decode_envelope(std::span(good).first(length)).error().reason,
              ByteReason::kTruncated);
  }
}

// Lengths that promise more than there is allocate nothing.
TEST(Envelope, LyingLengths) {
  std::vector<std::uint8_t> bytes = encode_envelope(sample());
  const std::size_t count_at = 8 + 5 + 1;
  bytes[count_at] = bytes[count_at + 1] = 0xff;
  EXPECT_EQ(to_string(decode_envelope(bytes).error()), "bad-value at byte 14 (number of elements)");
  bytes = encode_envelope(sample());
  const std::size_t length_at = count_at + 2 + 4 * sample().fields.size() + 64;
  for (std::size_t i = 0; i < 4; ++i) bytes[length_at + i] = 0xff;
  const auto error = decode_envelope(bytes).error();
  EXPECT_EQ(error.reason, ByteReason::kTruncated);
  EXPECT_EQ(error.what, "proof");
  bytes = encode_envelope(sample());
  for (std::size_t i = 0; i < 4; ++i) bytes[count_at + 2 + i] = 0xff;
  EXPECT_EQ(decode_envelope(bytes).error().reason, ByteReason::kNotCanonical);
}

}  // namespace
}  // namespace rpp::testing
