// SPDX-License-Identifier: Apache-2.0 OR MIT
#include "p3/codec/decode.h"

#include <gtest/gtest.h>

#include <functional>

#include "p3/codec/encode.h"
#include "p3/field/extension.h"
#include "testing/vector_file.h"

// Every way in which bytes can fail to be a proof, on the annotated example of the specification:
// feat_rows2, KoalaBear degree 4, whose offsets are known.
namespace p3 {
namespace {

using Bytes = std::vector<std::uint8_t>;
using EF = KoalaBear4;
using Proof = UniProof<KoalaBear, EF>;

constexpr std::size_t kTraceLocal = 131;     // 02, then two elements
constexpr std::size_t kTraceNext = 164;      // 01 02, ...
constexpr std::size_t kPreprocessed = 198;   // 00 00
constexpr std::size_t kInputOpenings = 407;  // 02
constexpr std::size_t kFirstQueries = 408;   // 03
constexpr std::size_t kFinalPoly = 665;      // 01, one element
constexpr std::size_t kDegreeBits = 686;     // 01

Bytes example() { return testing::load_vector("feat_rows2").proof; }

Result<Proof, DecodeError> decode(const Bytes& bytes, const DecodeLimits& limits = {}) {
  return decode_uni_proof<KoalaBear, EF>(bytes, DigestKind::kFieldWords, limits);
}

void expect_error(const Bytes& bytes, DecodeErrorKind kind, std::size_t offset,
                  const DecodeLimits& limits = {}) {
  const auto result = decode(bytes, limits);
  ASSERT_FALSE(result.ok());
  EXPECT_STREQ(name(result.error().kind), name(kind));
  EXPECT_EQ(result.error().offset, offset);
}

Bytes with_replaced(Bytes bytes, std::size_t offset, std::size_t count, const Bytes& replacement) {
  const auto at = bytes.begin() + static_cast<std::ptrdiff_t>(offset);
  bytes.erase(at, at + static_cast<std::ptrdiff_t>(count));
  bytes.insert(bytes.begin() + static_cast<std::ptrdiff_t>(offset), replacement.begin(),
               replacement.end());
  return bytes;
}

Bytes with_byte(Bytes bytes, std::size_t offset, std::uint8_t value) {
  bytes.at(offset) = value;
  return bytes;
}

TEST(Decode, MembersOfTheAnnotatedExample) {
  const auto result = decode(example());
  ASSERT_TRUE(result.ok());
  const Proof& proof = result.value();
  EXPECT_EQ(proof.trace_cap.size(), 2u);
  EXPECT_EQ(proof.quotient_cap.size(), 2u);
  EXPECT_FALSE(proof.random_cap.has_value());
  EXPECT_EQ(proof.opened.trace_local.size(), 2u);
  ASSERT_TRUE(proof.opened.trace_next.has_value());
  EXPECT_EQ(proof.opened.trace_next->size(), 2u);
  EXPECT_FALSE(proof.opened.preprocessed_local.has_value());
  EXPECT_FALSE(proof.opened.preprocessed_next.has_value());
  ASSERT_EQ(proof.opened.quotient_chunks.size(), 2u);
  EXPECT_EQ(proof.opened.quotient_chunks[1].size(), 4u);
  EXPECT_FALSE(proof.opened.random.has_value());
  ASSERT_EQ(proof.fri.input_openings.size(), 2u);
  ASSERT_EQ(proof.fri.input_openings[1].opened_values.size(), 3u);
  ASSERT_EQ(proof.fri.input_openings[1].opened_values[2].size(), 2u);
  EXPECT_EQ(proof.fri.input_openings[1].opened_values[2][1].size(), 4u);
  EXPECT_EQ(proof.fri.input_openings[0].siblings.size(), 1u);
  ASSERT_EQ(proof.fri.commit_phase_openings.size(), 1u);
  ASSERT_EQ(proof.fri.commit_phase_openings[0].sibling_values.size(), 3u);
  EXPECT_EQ(proof.fri.commit_phase_openings[0].sibling_values[0].size(), 1u);
  EXPECT_TRUE(proof.fri.commit_phase_openings[0].siblings.empty());
  EXPECT_EQ(proof.fri.commit_phase_commits.size(), 1u);
  EXPECT_EQ(proof.fri.commit_pow_witnesses.size(), 1u);
  EXPECT_EQ(proof.fri.final_poly.size(), 1u);
  EXPECT_EQ(proof.degree_bits, 1u);
  // The first coefficient is the word at offset 132.
  std::uint32_t word = 0;
  for (std::size_t i = 0; i < 4; ++i) {
    word |= std::uint32_t{example()[kTraceLocal + 1 + i]} << (8 * i);
  }
  EXPECT_EQ(proof.opened.trace_local[0][0].word(), word);
}

TEST(Decode, EmptyInputIsTruncated) { expect_error({}, DecodeErrorKind::kTruncated, 0); }

TEST(Decode, TrailingByteIsRefused) {
  Bytes bytes = example();
  bytes.push_back(0);
  expect_error(bytes, DecodeErrorKind::kTrailingBytes, bytes.size() - 1);
}

// 0.8.0 accepts both of these; one proof must have one encoding.
TEST(Decode, OverlongVarintOfALengthIsRefused) {
  expect_error(with_replaced(example(), 0, 1, {0x82, 0x00}), DecodeErrorKind::kVarintNotCanonical,
               0);
  expect_error(with_replaced(example(), kFirstQueries, 1, {0x83, 0x80, 0x00}),
               DecodeErrorKind::kVarintNotCanonical, kFirstQueries);
}

TEST(Decode, OverlongVarintOfDegreeBitsIsRefused) {
  expect_error(with_replaced(example(), kDegreeBits, 1, {0x81, 0x00}),
               DecodeErrorKind::kVarintNotCanonical, kDegreeBits);
}

TEST(Decode, VarintsOfTheWholeRangeOfU64) {
  const Bytes largest = {0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x01};
  const auto result = decode(with_replaced(example(), kDegreeBits, 1, largest));
  ASSERT_TRUE(result.ok());
  EXPECT_EQ(result.value().degree_bits, ~std::uint64_t{0});
  Bytes above = largest;
  above.back() = 0x02;
  expect_error(with_replaced(example(), kDegreeBits, 1, above), DecodeErrorKind::kVarintTooLarge,
               kDegreeBits);
  above.back() = 0x81;
  above.push_back(0);
  expect_error(with_replaced(example(), kDegreeBits, 1, above), DecodeErrorKind::kVarintTooLarge,
               kDegreeBits);
}

TEST(Decode, OptionTagOtherThanZeroOrOneIsRefused) {
  for (const std::uint8_t tag : Bytes{0x02, 0x80, 0xff}) {
    expect_error(with_byte(example(), kTraceNext, tag), DecodeErrorKind::kBadOptionTag, kTraceNext);
  }
}

TEST(Decode, ElementNotBelowTheModulusIsRefused) {
  const auto word_bytes = [](std::uint32_t word) {
    Bytes bytes;
    for (int i = 0; i < 4; ++i) bytes.push_back(static_cast<std::uint8_t>(word >> (8 * i)));
    return bytes;
  };
  const std::uint32_t p = KoalaBear::kPrime;
  for (const std::size_t offset : {kTraceLocal + 1, kTraceLocal + 17, kFirstQueries + 3,
                                   kFinalPoly + 13, example().size() - 4}) {
    EXPECT_TRUE(decode(with_replaced(example(), offset, 4, word_bytes(p - 1))).ok());
    for (const std::uint32_t word : {p, p + 1, 0x80000000u, 0xffffffffu}) {
      expect_error(with_replaced(example(), offset, 4, word_bytes(word)),
                   DecodeErrorKind::kElementNotCanonical, offset);
    }
  }
}

TEST(Decode, DigestWithAnElementNotBelowTheModulusIsRefused) {
  for (std::size_t element = 0; element < 8; ++element) {
    expect_error(with_replaced(example(), 1 + 4 * element, 4, {0x01, 0x00, 0x00, 0x7f}),
                 DecodeErrorKind::kElementNotCanonical, 1);
  }
}

TEST(Decode, GoldilocksElementNotBelowTheModulusIsRefused) {
  const testing::VectorFile file = testing::load_vector("fib_gl2_p2");
  const auto decode_bytes = [](const Bytes& bytes) {
    return decode_uni_proof<Goldilocks, Goldilocks2>(bytes, DigestKind::kFieldWords);
  };
  ASSERT_TRUE(decode_bytes(file.proof).ok());
  const Bytes modulus = {1, 0, 0, 0, 0xff, 0xff, 0xff, 0xff};
  const std::size_t last = file.proof.size() - 8;  // ood_pow_witness
  for (const std::size_t offset : {std::size_t{1}, last}) {
    const auto result = decode_bytes(with_replaced(file.proof, offset, 8, modulus));
    ASSERT_FALSE(result.ok());
    EXPECT_EQ(result.error().kind, DecodeErrorKind::kElementNotCanonical);
    EXPECT_EQ(result.error().offset, offset);
  }
}

// The words of a Keccak-f digest are any u64, as varints, and those have one form too.
TEST(Decode, DigestWordsOfKeccakAreStrictVarints) {
  const testing::VectorFile file = testing::load_vector("fib_keccak_b");
  const auto decode_bytes = [](const Bytes& bytes) {
    return decode_uni_proof<KoalaBear, EF>(bytes, DigestKind::kU64Words);
  };
  auto result = decode_bytes(file.proof);
  ASSERT_TRUE(result.ok());
  Proof proof = std::move(result).value();
  proof.trace_cap[0].words = {0, 0x7f, ~std::uint64_t{0}, std::uint64_t{1} << 63};
  const Bytes bytes = encode(proof, DigestKind::kU64Words);
  const auto again = decode_bytes(bytes);
  ASSERT_TRUE(again.ok());
  EXPECT_EQ(again.value(), proof);
  const auto overlong = decode_bytes(with_replaced(bytes, 1, 1, {0x80, 0x00}));
  ASSERT_FALSE(overlong.ok());
  EXPECT_EQ(overlong.error().kind, DecodeErrorKind::kVarintNotCanonical);
}

// A length is refused before memory is taken for it, in every list of the proof.
TEST(Decode, HugeLengthsAreRefusedWithoutAllocation) {
  const Bytes huge = {0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x01};
  const Bytes large = {0xff, 0xff, 0xff, 0xff, 0x0f};
  for (const std::size_t offset :
       {std::size_t{0}, std::size_t{65}, kTraceLocal, kTraceNext + 1, std::size_t{200},
        std::size_t{201}, std::size_t{336}, std::size_t{337}, std::size_t{402}, kInputOpenings,
        kFirstQueries, kFirstQueries + 1, kFirstQueries + 2, std::size_t{439}, std::size_t{611},
        std::size_t{612}, std::size_t{613}, std::size_t{664}, kFinalPoly}) {
    expect_error(with_replaced(example(), offset, 1, huge), DecodeErrorKind::kLengthAboveInput,
                 offset);
    expect_error(with_replaced(example(), offset, 1, large), DecodeErrorKind::kLengthAboveInput,
                 offset);
  }
}

TEST(Decode, EveryLimitIsKept) {
  const struct {
    std::size_t DecodeLimits::* limit;
    std::size_t offset;  // of the list that meets it first
    std::uint8_t length;
  } cases[] = {
      {&DecodeLimits::cap_digests, 0, 2},
      {&DecodeLimits::columns, 201, 4},  // the first list longer than two
      {&DecodeLimits::rounds, 336, 1},
      {&DecodeLimits::commitments, kInputOpenings, 2},
      {&DecodeLimits::queries, kFirstQueries, 3},
      {&DecodeLimits::siblings, 439, 1},
      {&DecodeLimits::final_poly, kFinalPoly, 1},
  };
  for (const auto& c : cases) {
    ASSERT_EQ(example()[c.offset], c.length);
    DecodeLimits limits;
    limits.*c.limit = c.length;
    EXPECT_TRUE(decode(example(), limits).ok()) << c.offset;
    limits.*c.limit = c.length - 1u;
    expect_error(example(), DecodeErrorKind::kLengthAboveLimit, c.offset, limits);
  }
  DecodeLimits limits;
  limits.matrices = 1;  // two chunks
  expect_error(example(), DecodeErrorKind::kLengthAboveLimit, 200, limits);
}

TEST(Decode, LimitsOfABatch) {
  const testing::VectorFile file = testing::load_vector("batch_two_p2");
  DecodeLimits limits;
  const auto decode_bytes = [&] {
    return decode_batch_proof<KoalaBear, EF>(file.proof, DigestKind::kFieldWords, limits);
  };
  limits.instances = 2;
  EXPECT_TRUE(decode_bytes().ok());
  limits.instances = 1;
  ASSERT_FALSE(decode_bytes().ok());
  EXPECT_EQ(decode_bytes().error().kind, DecodeErrorKind::kLengthAboveLimit);
  EXPECT_STREQ(decode_bytes().error().what, "instances");
}

Bytes encoded(const std::function<void(Proof&)>& change) {
  auto result = decode(example());
  Proof proof = std::move(result).value();
  change(proof);
  return encode(proof, DigestKind::kFieldWords);
}

TEST(Decode, CapWhoseLengthIsNotAPowerOfTwoIsRefused) {
  for (const std::size_t length : {0u, 3u, 5u, 6u, 7u}) {
    expect_error(encoded([&](Proof& p) { p.trace_cap.resize(length); }),
                 DecodeErrorKind::kCapNotPowerOfTwo, 0);
    expect_error(encoded([&](Proof& p) { p.quotient_cap.resize(length); }),
                 DecodeErrorKind::kCapNotPowerOfTwo, 65);
    expect_error(encoded([&](Proof& p) { p.random_cap = Cap(length); }),
                 DecodeErrorKind::kCapNotPowerOfTwo, 131);
    expect_error(encoded([&](Proof& p) { p.fri.commit_phase_commits[0].resize(length); }),
                 DecodeErrorKind::kCapNotPowerOfTwo, 337);
  }
  for (const std::size_t length : {1u, 2u, 4u, 8u}) {
    EXPECT_TRUE(decode(encoded([&](Proof& p) { p.trace_cap.resize(length); })).ok());
  }
}

TEST(Decode, PreprocessedNextWithoutLocalIsRefused) {
  expect_error(encoded([](Proof& p) { p.opened.preprocessed_next.emplace(1); }),
               DecodeErrorKind::kPreprocessedNextWithoutLocal, kPreprocessed);
}

TEST(Decode, EmptyPreprocessedLocalIsRefused) {
  expect_error(encoded([](Proof& p) { p.opened.preprocessed_local.emplace(); }),
               DecodeErrorKind::kPreprocessedLocalEmpty, kPreprocessed);
}

TEST(Decode, PreprocessedLocalAndNextOfDifferentLengthsAreRefused) {
  for (const std::size_t next : {0u, 1u, 3u}) {
    expect_error(encoded([&](Proof& p) {
                   p.opened.preprocessed_local.emplace(2);
                   p.opened.preprocessed_next.emplace(next);
                 }),
                 DecodeErrorKind::kPreprocessedLengthsDiffer, kPreprocessed);
  }
  EXPECT_TRUE(decode(encoded([](Proof& p) { p.opened.preprocessed_local.emplace(2); })).ok());
  EXPECT_TRUE(decode(encoded([](Proof& p) {
                p.opened.preprocessed_local.emplace(2);
                p.opened.preprocessed_next.emplace(2);
              })).ok());
}

TEST(Decode, FirstErrorIsReported) {
  Bytes bytes = with_byte(example(), kTraceNext, 7);
  bytes.push_back(0);
  expect_error(bytes, DecodeErrorKind::kBadOptionTag, kTraceNext);
}

TEST(Decode, NamesOfErrorsAreDistinct) {
  std::vector<std::string> names;
  for (int k = 0; k <= static_cast<int>(DecodeErrorKind::kWrongStart); ++k) {
    names.emplace_back(name(static_cast<DecodeErrorKind>(k)));
  }
  std::sort(names.begin(), names.end());
  EXPECT_EQ(std::unique(names.begin(), names.end()), names.end());
  EXPECT_EQ(std::count(names.begin(), names.end(), "unknown"), 0);
}

}  // namespace
}  // namespace p3
