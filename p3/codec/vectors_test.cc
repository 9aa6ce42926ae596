// SPDX-License-Identifier: Apache-2.0 OR MIT
#include <gtest/gtest.h>

#include "p3/codec/decode.h"
#include "p3/codec/encode.h"
#include "p3/field/extension.h"
#include "testing/vector_file.h"
#include "testing/with_fields.h"

// All 62 proofs of Plonky3 0.8.0: decoded and encoded again, byte for byte, and then damaged.
namespace p3::testing {
namespace {

using Bytes = std::vector<std::uint8_t>;

// What a decoder says to some bytes: the same proof again, or an error.
struct Outcome {
  std::optional<DecodeError> error;
  Bytes encoded;
};

template <class Result>
Outcome outcome_of(const Result& result, DigestKind kind) {
  if (!result.ok()) return {result.error(), {}};
  return {std::nullopt, encode(result.value(), kind)};
}

template <class F, class EF>
Outcome decode(bool batch, std::span<const std::uint8_t> bytes, DigestKind kind) {
  if (batch) return outcome_of(decode_batch_proof<F, EF>(bytes, kind), kind);
  return outcome_of(decode_uni_proof<F, EF>(bytes, kind), kind);
}

// Calls body with a function from bytes to Outcome.
template <class Body>
void with_decoder(const VectorFile& file, const Body& body) {
  with_fields(file.field, file.extension_degree, [&]<class F, class EF>() {
    const DigestKind kind = make_hash_suite<F>(file.hash, file.arity).hasher->kind();
    body([&](std::span<const std::uint8_t> bytes) {
      return decode<F, EF>(file.batch, bytes, kind);
    });
  });
}

// Every position of an ordinary proof; a hundred of those few whose decoding takes too long for
// that.
std::size_t sample_step(std::size_t size, std::size_t longest) {
  return size <= longest ? 1 : size / 100;
}

class ProofVectorTest : public ::testing::TestWithParam<std::string> {};

TEST_P(ProofVectorTest, DecodesAndEncodesToTheSameBytes) {
  const VectorFile file = load_vector(GetParam());
  with_decoder(file, [&](auto&& decode_bytes) {
    const Outcome outcome = decode_bytes(file.proof);
    ASSERT_FALSE(outcome.error.has_value()) << name(outcome.error->kind);
    EXPECT_EQ(outcome.encoded, file.proof);
  });
}

TEST_P(ProofVectorTest, EveryTruncationIsRefused) {
  const VectorFile file = load_vector(GetParam());
  with_decoder(file, [&](auto&& decode_bytes) {
    const std::size_t step = sample_step(file.proof.size(), 16384);
    for (std::size_t length = 0; length < file.proof.size(); length += step) {
      const Outcome outcome = decode_bytes(std::span(file.proof).first(length));
      ASSERT_TRUE(outcome.error.has_value()) << length;
      EXPECT_TRUE(outcome.error->kind == DecodeErrorKind::kTruncated ||
                  outcome.error->kind == DecodeErrorKind::kLengthAboveInput)
          << name(outcome.error->kind);
      EXPECT_LE(outcome.error->offset, length);
    }
  });
}

TEST_P(ProofVectorTest, BytesAfterTheProofAreRefused) {
  const VectorFile file = load_vector(GetParam());
  with_decoder(file, [&](auto&& decode_bytes) {
    for (const std::uint8_t extra : Bytes{0, 1, 0x80, 0xff}) {
      Bytes bytes = file.proof;
      bytes.push_back(extra);
      const Outcome outcome = decode_bytes(bytes);
      ASSERT_TRUE(outcome.error.has_value());
      EXPECT_EQ(outcome.error->kind, DecodeErrorKind::kTrailingBytes);
      EXPECT_EQ(outcome.error->offset, file.proof.size());
    }
  });
}

// No two byte strings decode to one proof: whatever is accepted encodes to itself.
TEST_P(ProofVectorTest, ChangedBytesAreRefusedOrEncodeToThemselves) {
  const VectorFile file = load_vector(GetParam());
  with_decoder(file, [&](auto&& decode_bytes) {
    Bytes bytes = file.proof;
    const std::size_t step = sample_step(bytes.size(), 4096);
    for (std::size_t i = 0; i < bytes.size(); i += step) {
      for (const std::uint8_t mask : Bytes{0x01, 0x80, 0xff}) {
        bytes[i] ^= mask;
        const Outcome outcome = decode_bytes(bytes);
        if (!outcome.error.has_value()) {
          EXPECT_EQ(outcome.encoded, bytes) << "byte " << i;
        }
        bytes[i] ^= mask;
      }
    }
  });
}

INSTANTIATE_TEST_SUITE_P(Vectors, ProofVectorTest, ::testing::ValuesIn(vector_names()),
                         [](const auto& test) { return test.param; });

TEST(ProofVectors, AllAreThere) { EXPECT_EQ(vector_names().size(), 62u); }

// Upstream decodes all of them and rejects later, so only what our decoder is stricter about may
// fail.
TEST(ProofVectors, RejectedProofsDecodeOrAreNamed) {
  std::size_t decoded = 0;
  for (const Reject& reject : load_rejects()) {
    const VectorFile base = load_vector(reject.base);
    with_decoder(base, [&](auto&& decode_bytes) {
      const Outcome outcome = decode_bytes(reject.proof);
      if (outcome.error.has_value()) {
        ADD_FAILURE() << reject.base << ", " << reject.change << ": " << name(outcome.error->kind);
      } else {
        ++decoded;
        EXPECT_EQ(outcome.encoded, reject.proof);
      }
    });
  }
  EXPECT_EQ(decoded, 181u);
}

}  // namespace
}  // namespace p3::testing
