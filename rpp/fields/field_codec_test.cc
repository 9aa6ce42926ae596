// SPDX-License-Identifier: Apache-2.0 OR MIT
#include "rpp/fields/field_codec.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "p3/base/split_mix.h"
#include "rpp/fields/bound_field.h"

namespace rpp {
namespace {

// One field of every type, in an order where every boundary between types occurs once.
struct Sample {
  std::uint32_t tier = 0;
  Digest root;
  std::uint64_t height = 0;
  std::uint32_t round = 0;
  std::uint32_t stage = 0;

  friend bool operator==(const Sample&, const Sample&) = default;
};
constexpr std::array kFields = {
    bind_small("tier", &Sample::tier, 5),   bind_field("root", &Sample::root),
    bind_field("height", &Sample::height),  bind_field("round", &Sample::round),
    bind_small("stage", &Sample::stage, 1),
};
constexpr auto kSpecs = specs_of(kFields);
// The tag of a family whose length is free.
constexpr FieldTable kTable{"recursive", Tag::kFamilyRecursive, kSpecs};
constexpr std::size_t kElements = 1 + 8 + 4 + 2 + 1;

Digest random_digest(p3::SplitMix64& draws) {
  Digest digest;
  for (Element& x : digest.elements) x = Element::from_u64(draws.next());
  return digest;
}

Sample random_sample(p3::SplitMix64& draws) {
  return {static_cast<std::uint32_t>(draws.next() % 6), random_digest(draws), draws.next(),
          static_cast<std::uint32_t>(draws.next()), static_cast<std::uint32_t>(draws.next() % 2)};
}

TEST(FieldCodec, ElementsAreThoseOfTheLayout) {
  Sample s;
  s.tier = 3;
  for (std::size_t i = 0; i < kDigestElements; ++i) s.root[i] = Element::from_u64(100 + i);
  s.height = 0x0004'0003'0002'0001;
  s.round = 0x0006'0005;
  s.stage = 1;
  const std::uint64_t expected[kElements] = {3,   100, 101, 102, 103, 104, 105, 106,
                                             107, 1,   2,   3,   4,   5,   6,   1};
  const std::vector<Element> elements = encode_fields(kTable, values_of(kFields, s));
  ASSERT_EQ(elements.size(), kElements);
  for (std::size_t i = 0; i < kElements; ++i) {
    EXPECT_EQ(elements[i].as_canonical_u64(), expected[i]) << i;
  }
  EXPECT_EQ(statement_digest(kTable, values_of(kFields, s)), HashInput(Tag::kFamilyRecursive)
                                                                 .small(3)
                                                                 .digest(s.root)
                                                                 .u64(s.height)
                                                                 .u32(s.round)
                                                                 .small(1)
                                                                 .hash());
}

TEST(FieldCodec, DecodesWhatItEncodes) {
  p3::SplitMix64 draws(1);
  for (int i = 0; i < 200; ++i) {
    const Sample s = random_sample(draws);
    const FieldValues values = values_of(kFields, s);
    const auto from_elements = decode_fields(kTable, encode_fields(kTable, values));
    ASSERT_TRUE(from_elements);
    EXPECT_EQ(struct_of(kFields, from_elements.value()), s);
    const std::vector<std::uint8_t> bytes = encode_field_bytes(kTable, values);
    EXPECT_EQ(bytes.size(), 4 * kElements);
    const auto from_bytes = decode_field_bytes(kTable, bytes);
    ASSERT_TRUE(from_bytes);
    EXPECT_EQ(from_bytes.value(), values);
  }
}

// Every element in turn at its largest value and one above.
TEST(FieldCodec, NamesFieldAndElementThatAreTooLarge) {
  const std::vector<Element> zeros(kElements, Element::zero());
  for (std::size_t field = 0, at = 0; field < kSpecs.size(); ++field) {
    const FieldSpec& spec = kSpecs[field];
    for (std::size_t k = 0; k < elements_of(spec.type); ++k, ++at) {
      if (spec.type == FieldType::kDigest) continue;
      const bool small = spec.type == FieldType::kSmall;
      const std::uint64_t largest = small ? spec.max : 0xffff;
      std::vector<Element> elements = zeros;
      elements[at] = Element::from_u64(largest);
      EXPECT_TRUE(decode_fields(kTable, elements));
      for (const std::uint64_t x : {largest + 1, Element::kOrder - 1}) {
        elements[at] = Element::from_u64(x);
        const auto decoded = decode_fields(kTable, elements);
        ASSERT_FALSE(decoded) << at;
        const auto reason =
            small ? FieldErrorReason::kSmallTooLarge : FieldErrorReason::kLimbTooLarge;
        EXPECT_EQ(decoded.error(), (FieldError{reason, field, at, x}));
      }
    }
  }
}

TEST(FieldCodec, RefusesOtherLengths) {
  for (const std::size_t n : {std::size_t{0}, kElements - 1, kElements + 1, 2 * kElements}) {
    const auto decoded = decode_fields(kTable, std::vector<Element>(n));
    ASSERT_FALSE(decoded) << n;
    EXPECT_EQ(decoded.error(), (FieldError{FieldErrorReason::kLength, kSpecs.size(), 0, n}));
  }
  for (std::size_t n = 0; n < 4 * kElements + 8; ++n) {
    const auto decoded = decode_field_bytes(kTable, std::vector<std::uint8_t>(n));
    EXPECT_EQ(decoded.ok(), n == 4 * kElements) << n;
  }
}

TEST(FieldCodec, RefusesWordsThatAreNotCanonical) {
  for (std::size_t at = 0; at < kElements; ++at) {
    std::vector<std::uint8_t> bytes(4 * kElements, 0);
    // p = 0x7f000001 has the same residue as 0.
    bytes[4 * at] = 1;
    bytes[4 * at + 3] = 0x7f;
    const auto decoded = decode_field_bytes(kTable, bytes);
    ASSERT_FALSE(decoded) << at;
    EXPECT_EQ(decoded.error().reason, FieldErrorReason::kNotCanonical);
    EXPECT_EQ(decoded.error().element, at);
    EXPECT_EQ(decoded.error().got, Element::kOrder);
    const std::size_t field = at == 0 ? 0 : at < 9 ? 1 : at < 13 ? 2 : at < 15 ? 3 : 4;
    EXPECT_EQ(decoded.error().field, field);
  }
}

TEST(FieldCodec, DescribesErrors) {
  EXPECT_EQ(describe(kTable, {FieldErrorReason::kLimbTooLarge, 2, 10, 65536}),
            "recursive: field height (element 10): limb-too-large, got 65536");
  EXPECT_EQ(describe(kTable, {FieldErrorReason::kLength, 5, 0, 3}), "recursive: length, got 3");
}

TEST(FieldCodec, KnowsWhichValuesFit) {
  p3::SplitMix64 draws(2);
  const FieldValues good = values_of(kFields, random_sample(draws));
  EXPECT_TRUE(values_fit(kTable, good));
  FieldValues bad = good;
  bad.pop_back();
  EXPECT_FALSE(values_fit(kTable, bad));
  bad = good;
  bad[0] = std::uint64_t{6};  // tier
  EXPECT_FALSE(values_fit(kTable, bad));
  bad = good;
  bad[1] = std::uint64_t{6};  // an integer for a digest
  EXPECT_FALSE(values_fit(kTable, bad));
  bad = good;
  bad[2] = Digest{};  // a digest for an integer
  EXPECT_FALSE(values_fit(kTable, bad));
  bad = good;
  bad[3] = std::uint64_t{1} << 32;
  EXPECT_FALSE(values_fit(kTable, bad));
}

TEST(FieldTable, FindsNames) {
  EXPECT_EQ(kTable.find("height"), 2u);
  EXPECT_EQ(kTable.find("Height"), kSpecs.size());
}

}  // namespace
}  // namespace rpp
