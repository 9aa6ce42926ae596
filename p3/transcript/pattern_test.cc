// SPDX-License-Identifier: Apache-2.0 OR MIT
#include "p3/transcript/pattern.h"

#include <gtest/gtest.h>

#include <sstream>

#include "p3/field/extension.h"
#include "p3/hash/keccak.h"

namespace p3 {
namespace {

std::string hex(std::span<const std::uint8_t> bytes) {
  std::ostringstream out;
  for (const unsigned byte : bytes)
    out << "0123456789abcdef"[byte >> 4] << "0123456789abcdef"[byte & 15];
  return out.str();
}

// The hash of an identity string, cut out of the type text.
template <class EF>
std::string identity_hash() {
  const std::string text = extension_elements<EF>().text();
  return text.substr(text.find(';') + 1, 64);
}

TEST(Pattern, IdentityHashesOfTheSpecification) {
  const auto scalar = "cfa353fe66eeeae7600254a68073d57125abac3820fde7a3e32c84482b826469";
  EXPECT_EQ(base_elements<KoalaBear>().text(), std::string("Algebra(2130706433^1;") + scalar + ")");
  EXPECT_EQ(base_elements<BabyBear>().text(), std::string("Algebra(2013265921^1;") + scalar + ")");
  EXPECT_EQ(base_elements<Goldilocks>().text(),
            std::string("Algebra(18446744069414584321^1;") + scalar + ")");
  EXPECT_EQ(identity_hash<KoalaBear4>(),
            "94bf8ec73aec7c9e06287ad01e3743b3c153e4426ad70f5aefca02b7c5966876");
  EXPECT_EQ(identity_hash<KoalaBear5>(),
            "48c459085d04b75c5b837fe5cf5ccb1652e7233ccb3f3a5d37ed85726717bcec");
  EXPECT_EQ(identity_hash<KoalaBear8>(),
            "c4025f9390625a543f81dd847db7f0502c36c63c10c15a98f97ea26f4130b092");
  EXPECT_EQ(identity_hash<BabyBear4>(),
            "a31559f97eacd63de762fb78f0de2204c31e4445522c8e285fc45d814b83063d");
  EXPECT_EQ(identity_hash<BabyBear5>(),
            "c4e2411f3b505252b82489ea50039bdeb80fabe356265edcf2df8003827e68ac");
  EXPECT_EQ(identity_hash<Goldilocks2>(),
            "bc8968ed37931847dcbab014087893fd0b55e96b2e1a995f3cecd2d83e4f5388");
}

TEST(Pattern, IdentityStringsNameTheModulus) {
  EXPECT_EQ(BabyBear8::identity(), "p3-power-basis-v1:X^8-11");
  EXPECT_EQ(Goldilocks5::identity(), "p3-power-basis-v1:X^5-3");
  EXPECT_EQ(KoalaBear5::identity(), "p3-power-basis-v1:X^5+X^2-1");
  EXPECT_EQ(extension_elements<Goldilocks5>().text().substr(0, 31),
            "Algebra(18446744069414584321^5;");
}

TEST(Pattern, TextOfEveryKindOfStep) {
  TranscriptPattern pattern;
  pattern.commitment("c");
  pattern.message("scalar", StepType::bits(3));
  pattern.message("many", 12, StepType::opaque());
  pattern.public_values("p", 0, StepType::opaque());
  pattern.challenge("one", StepType::opaque());
  pattern.challenge("some", 7, StepType::bits(20));
  pattern.pow("work", 16, StepType::opaque());
  pattern.bracket("inner");
  EXPECT_EQ(pattern.text(),
            "Plonky3 Fiat-Shamir Transcript (9 interactions)\n"
            "0 Atomic Message 1 c Scalar Opaque\n"
            "1 Atomic Message 6 scalar Scalar Bits(3)\n"
            "2 Atomic Message 4 many Fixed(12) Opaque\n"
            "3 Atomic Public 1 p Fixed(0) Opaque\n"
            "4 Atomic Challenge 3 one Scalar Opaque\n"
            "5 Atomic Challenge 4 some Fixed(7) Bits(20)\n"
            "6 Atomic Pow 4 work Fixed(16) Opaque\n"
            "7 Begin Protocol 5 inner None Marker\n"
            "8 End Protocol 5 inner None Marker\n");
  const std::string text = pattern.text();
  EXPECT_EQ(hex(pattern.hash()),
            hex(keccak256({reinterpret_cast<const std::uint8_t*>(text.data()), text.size()})));
}

TEST(Pattern, PositionsAreAsWideAsTheLastOne) {
  const auto first_line = [](unsigned steps) {
    TranscriptPattern pattern;
    for (unsigned i = 0; i < steps; ++i) pattern.commitment("x");
    const std::string text = pattern.text();
    const std::size_t begin = text.find('\n') + 1;
    return text.substr(begin, text.find(' ', begin) - begin);
  };
  EXPECT_EQ(first_line(1), "0");
  EXPECT_EQ(first_line(10), "0");  // the last position is 9
  EXPECT_EQ(first_line(11), "00");
  EXPECT_EQ(first_line(101), "000");
}

TEST(Pattern, SeedBytesInOrder) {
  TranscriptPattern pattern;
  pattern.commitment("x");
  const std::uint64_t numbers[] = {1, 0x0102030405060708u};
  const std::vector<std::uint8_t> seed = seed_bytes("p3-test", pattern, numbers);
  ASSERT_EQ(seed.size(), 64u + 32u + 4u + 24u + 1u);
  EXPECT_EQ(hex({seed.data(), 9}), "0170332d7465737400");
  EXPECT_EQ(seed[63], 7);
  EXPECT_EQ(hex({seed.data() + 64, 32}), hex(pattern.hash()));
  EXPECT_EQ(hex({seed.data() + 96, 29}),
            "00000018"
            "000000080000000000000001"
            "000000080102030405060708"
            "80");
}

// Everything a description says must reach the seed.
TEST(Pattern, EveryPartOfAStepChangesTheHash) {
  const auto hash_of = [](auto&& add) {
    TranscriptPattern pattern;
    add(pattern);
    return pattern.hash();
  };
  const auto type = StepType::opaque();
  const auto base = hash_of([&](TranscriptPattern& p) { p.message("ab", 3, type); });
  EXPECT_NE(base, hash_of([&](TranscriptPattern& p) { p.message("ac", 3, type); }));
  EXPECT_NE(base, hash_of([&](TranscriptPattern& p) { p.message("ab", 4, type); }));
  EXPECT_NE(base, hash_of([&](TranscriptPattern& p) { p.message("ab", 3, StepType::bits(1)); }));
  EXPECT_NE(base, hash_of([&](TranscriptPattern& p) { p.challenge("ab", 3, type); }));
  EXPECT_NE(base, hash_of([&](TranscriptPattern& p) { p.public_values("ab", 3, type); }));
  EXPECT_NE(base, hash_of([&](TranscriptPattern& p) {
              p.message("ab", 3, type);
              p.commitment("x");
            }));
}

}  // namespace
}  // namespace p3
