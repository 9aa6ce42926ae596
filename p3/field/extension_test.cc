// SPDX-License-Identifier: Apache-2.0 OR MIT
#include "p3/field/extension.h"

#include <array>
#include <cstdint>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "testing/field_laws.h"
#include "testing/random_field.h"

// The eight extensions: laws, products by an independent reduction, Frobenius, constants and names
// of Plonky3 0.8.0 [wire 2.1].
namespace p3 {

using Extensions = ::testing::Types<KoalaBear4, KoalaBear5, KoalaBear8, BabyBear4, BabyBear5,
                                    BabyBear8, Goldilocks2, Goldilocks5>;

namespace testing {
INSTANTIATE_TYPED_TEST_SUITE_P(Extensions, FieldLaws, Extensions);
}  // namespace testing

namespace {

using testing::RandomField;

// X^D as an element: W for a binomial, 1 - X^2 for the trinomial.
template <class EF>
EF top_power() {
  using F = typename EF::Base;
  if constexpr (std::is_same_v<EF, KoalaBear5>) {
    return EF::one() - EF::monomial(2);
  } else if constexpr (std::is_same_v<EF, Goldilocks2>) {
    return EF(F::from_u64(7));
  } else if constexpr (std::is_same_v<EF, BabyBear5>) {
    return EF(F::from_u64(2));
  } else if constexpr (std::is_same_v<F, BabyBear>) {
    return EF(F::from_u64(11));
  } else {
    return EF(F::from_u64(3));
  }
}

// Horner in X with multiplication by X written out: no product of two general elements.
template <class EF>
EF product_naive(const EF& a, const EF& b) {
  EF sum;
  for (unsigned i = EF::kDegree; i-- > 0;) {
    EF shifted;
    for (unsigned j = 0; j + 1 < EF::kDegree; ++j) shifted[j + 1] = sum[j];
    sum = shifted + top_power<EF>() * sum[EF::kDegree - 1] + b * a[i];
  }
  return sum;
}

template <class EF>
class ExtensionTest : public ::testing::Test {};
TYPED_TEST_SUITE(ExtensionTest, Extensions);

TYPED_TEST(ExtensionTest, ProductsMatchHornerReduction) {
  using EF = TypeParam;
  const auto samples = testing::law_samples<EF>(20);
  for (const EF& a : samples) {
    for (const EF& b : samples) ASSERT_EQ(a * b, product_naive(a, b));
  }
}

TYPED_TEST(ExtensionTest, TheBaseFieldIsASubfield) {
  using EF = TypeParam;
  using F = typename EF::Base;
  RandomField<F> scalars(1);
  RandomField<EF> elements(2);
  for (int i = 0; i < 20; ++i) {
    const F a = scalars.next();
    const F b = scalars.next();
    const EF x = elements.next();
    EXPECT_EQ(EF(a) * EF(b), EF(a * b));
    EXPECT_EQ(EF(a) + EF(b), EF(a + b));
    EXPECT_EQ(x * a, x * EF(a));
    EXPECT_EQ(a * x, x * EF(a));
    EXPECT_EQ(EF(a).inverse(), EF(a.inverse()));
    EXPECT_EQ(EF::from_coeffs(x.coeffs()), x);
  }
  EXPECT_EQ(exp_u64(EF::monomial(1), EF::kDegree), top_power<EF>());
}

// x -> x^p is a ring homomorphism of order D that fixes exactly the base field.
TYPED_TEST(ExtensionTest, FrobeniusIsThePowerOfTheOrder) {
  using EF = TypeParam;
  RandomField<EF> elements(3);
  for (int i = 0; i < 5; ++i) {
    const EF x = elements.next();
    const EF y = elements.next();
    EXPECT_EQ(x.frobenius(), exp_u64(x, EF::kOrder));
    EXPECT_EQ(x.frobenius(2), x.frobenius().frobenius());
    EXPECT_EQ(x.frobenius(EF::kDegree), x);
    EXPECT_NE(x.frobenius(), x);
    EXPECT_EQ((x * y).frobenius(), x.frobenius() * y.frobenius());
    EXPECT_EQ((x + y).frobenius(), x.frobenius() + y.frobenius());
    EXPECT_EQ(EF(x[0]).frobenius(), EF(x[0]));
  }
}

// X^p = z * X with z = W^((p-1)/D).
template <class EF>
void expect_frobenius_constant(std::uint64_t z) {
  EXPECT_EQ(EF::frobenius_images()[1], EF::monomial(1) * EF::Base::from_u64(z));
}

TEST(ExtensionConstants, FrobeniusConstantsOfTheBinomials) {
  expect_frobenius_constant<BabyBear4>(1728404513);
  expect_frobenius_constant<BabyBear5>(815036133);
  expect_frobenius_constant<BabyBear8>(420899707);
  expect_frobenius_constant<KoalaBear4>(2113994754);
  expect_frobenius_constant<KoalaBear8>(1748172362);
  expect_frobenius_constant<Goldilocks2>(Goldilocks::kOrder - 1);
  expect_frobenius_constant<Goldilocks5>(1041288259238279555u);
}

// Generators of the two-adic subgroup above the base field: a chain of square roots c_i * X^e_i.
template <class EF>
void expect_two_adic_chain(std::vector<std::pair<unsigned, std::uint64_t>> chain) {
  EF previous(EF::Base::two_adic_generator(EF::Base::kTwoAdicity));
  for (const auto& [exponent, coefficient] : chain) {
    const EF root = EF::monomial(exponent) * EF::Base::from_u64(coefficient);
    EXPECT_EQ(root.square(), previous) << exponent;
    previous = root;
  }
}

TEST(ExtensionConstants, TwoAdicGeneratorsAboveTheBase) {
  expect_two_adic_chain<BabyBear4>({{2, 1996171314}, {3, 124907976}});
  expect_two_adic_chain<BabyBear8>({{4, 1996171314}, {6, 124907976}, {3, 518392818}});
  expect_two_adic_chain<KoalaBear4>({{2, 1759267465}, {3, 777715144}});
  expect_two_adic_chain<KoalaBear8>({{4, 1759267465}, {6, 777715144}, {7, 14348907}});
  expect_two_adic_chain<Goldilocks2>({{1, 15659105665374529263u}});
}

TEST(ExtensionConstants, IdentityStringsNameTheModulus) {
  EXPECT_EQ(KoalaBear4::identity(), "p3-power-basis-v1:X^4-3");
  EXPECT_EQ(KoalaBear5::identity(), "p3-power-basis-v1:X^5+X^2-1");
  EXPECT_EQ(KoalaBear8::identity(), "p3-power-basis-v1:X^8-3");
  EXPECT_EQ(BabyBear4::identity(), "p3-power-basis-v1:X^4-11");
  EXPECT_EQ(BabyBear5::identity(), "p3-power-basis-v1:X^5-2");
  EXPECT_EQ(BabyBear8::identity(), "p3-power-basis-v1:X^8-11");
  EXPECT_EQ(Goldilocks2::identity(), "p3-power-basis-v1:X^2-7");
  EXPECT_EQ(Goldilocks5::identity(), "p3-power-basis-v1:X^5-3");
}

}  // namespace
}  // namespace p3
