// SPDX-License-Identifier: Apache-2.0 OR MIT
#include <gtest/gtest.h>

#include <vector>

#include "p3/field/isa/isa.h"
#include "p3/fri/bit_reversed_table.h"
#include "p3/fri/extension_kernels.h"
#include "p3/fri/fold_row.h"
#include "p3/fri/opening_kernels.h"
#include "p3/fri/opening_points.h"
#include "p3/fri/pcs_fixture.h"

// The kernels of every instruction set against the one-line definitions, at sizes that end inside a
// vector, a pair of rows and a block, and on words at the ends of their range.
namespace p3::testing {
namespace {

// Runs body once per supported instruction set.
template <class Body>
void on_every_isa(const Body& body) {
  const Isa before = active_isa();
  for (const Isa isa : supported_isas()) {
    ASSERT_TRUE(select_isa(isa));
    SCOPED_TRACE(isa_name(isa));
    body();
  }
  ASSERT_TRUE(select_isa(before));
}

// Mostly the extreme words, where an accumulator that is too small overflows.
template <class F>
std::vector<F> edgy(std::size_t count, std::uint64_t seed) {
  RandomField<F> random(seed);
  const std::vector<F> edges = edge_values<F>();
  std::vector<F> out = random.take(count);
  for (std::size_t i = 0; i < count; ++i) {
    if (i % 7 != 0) out[i] = F::from_word_unchecked(static_cast<typename F::Word>(F::kOrder - 1));
    if (i % 11 == 0) out[i] = edges[i % edges.size()];
  }
  return out;
}

template <class F>
class OpeningKernelsTest : public ::testing::Test {};
using Fields = ::testing::Types<KoalaBear, BabyBear, Goldilocks>;
TYPED_TEST_SUITE(OpeningKernelsTest, Fields);

TYPED_TEST(OpeningKernelsTest, ColumnSums) {
  using F = TypeParam;
  on_every_isa([] {
    for (const std::size_t width : {1, 5, 16, 33}) {
      for (const std::size_t height : {1, 2, 31, 67}) {
        for (const std::size_t vectors : {1, 4, 7, 16}) {
          const std::vector<F> rows = edgy<F>(width * height, 1);
          const std::vector<F> weights = edgy<F>(vectors * height, 2);
          std::vector<const F*> planes;
          for (std::size_t v = 0; v < vectors; ++v) planes.push_back(&weights[v * height]);
          std::vector<F> sums = edgy<F>(vectors * width, 3);
          std::vector<F> expected = sums;
          for (std::size_t v = 0; v < vectors; ++v) {
            for (std::size_t r = 0; r < height; ++r) {
              for (std::size_t c = 0; c < width; ++c) {
                expected[v * width + c] += planes[v][r] * rows[r * width + c];
              }
            }
          }
          opening_kernels<F>().accumulate_rows(rows.data(), width, height, planes.data(), vectors,
                                               sums.data());
          EXPECT_EQ(sums, expected) << width << " " << height << " " << vectors;
        }
      }
    }
  });
}

TYPED_TEST(OpeningKernelsTest, RowSums) {
  using F = TypeParam;
  on_every_isa([] {
    for (const std::size_t width : {0, 1, 5, 16, 33, 70}) {
      for (const std::size_t height : {1, 2, 15, 16, 33}) {
        for (const std::size_t vectors : {1, 4, 5, 8}) {
          const std::vector<F> rows = edgy<F>(width * height, 1);
          const std::vector<F> factors = edgy<F>(vectors * width, 2);
          // One cell behind every plane must stay as it is.
          std::vector<std::vector<F>> sums(vectors, std::vector<F>(height + 1, F::two()));
          std::vector<F*> planes;
          for (auto& plane : sums) planes.push_back(plane.data());
          opening_kernels<F>().reduce_rows(rows.data(), width, height, factors.data(), vectors,
                                           planes.data());
          for (std::size_t v = 0; v < vectors; ++v) {
            for (std::size_t r = 0; r < height; ++r) {
              F expected = F::zero();
              for (std::size_t c = 0; c < width; ++c) {
                expected += rows[r * width + c] * factors[v * width + c];
              }
              EXPECT_EQ(sums[v][r], expected) << width << " " << height << " " << vectors;
            }
            EXPECT_EQ(sums[v][height], F::two());
          }
        }
      }
    }
  });
}

template <class Pair>
class ExtensionKernelsTest : public ::testing::Test {
 protected:
  using BaseF = typename Pair::F;
  using ExtF = typename Pair::EF;
  static constexpr unsigned kDegree = ExtF::kDegree;

  // Elements as planes, and pointers to them.
  struct PlaneVector {
    explicit PlaneVector(std::vector<ExtF> elements) : values(std::move(elements)) {
      for (unsigned d = 0; d < kDegree; ++d) {
        planes.emplace_back();
        for (const ExtF& x : values) planes[d].push_back(x[d]);
      }
      for (auto& plane : planes) pointers.push_back(plane.data());
    }
    ExtF at(std::size_t i) const {
      ExtF x;
      for (unsigned d = 0; d < kDegree; ++d) x[d] = planes[d][i];
      return x;
    }
    const BaseF* const* data() const { return const_pointers(); }
    BaseF* const* data() { return pointers.data(); }

    std::vector<ExtF> values;
    std::vector<std::vector<BaseF>> planes;
    std::vector<BaseF*> pointers;

   private:
    const BaseF* const* const_pointers() const { return pointers.data(); }
  };

  static std::vector<ExtF> elements(std::size_t count, std::uint64_t seed) {
    const std::vector<BaseF> coefficients = edgy<BaseF>(count * kDegree, seed);
    std::vector<ExtF> out;
    for (std::size_t i = 0; i < count; ++i) {
      out.push_back(ExtF::from_coeffs(std::span(coefficients).subspan(i * kDegree, kDegree)));
    }
    return out;
  }
  static const auto& kernels() { return extension_kernels<BaseF>(); }
  static ExtensionInfo<BaseF> info() { return extension_info<ExtF>(); }
};
TYPED_TEST_SUITE(ExtensionKernelsTest, AllFieldPairs);

TYPED_TEST(ExtensionKernelsTest, AddScaledAndAddQuotients) {
  using EF = typename TypeParam::EF;
  using Vector = typename TestFixture::PlaneVector;
  on_every_isa([] {
    for (const std::size_t count : {1, 3, 16, 41}) {
      const Vector a(TestFixture::elements(count, 1));
      const Vector b(TestFixture::elements(count, 2));
      const EF factor = TestFixture::elements(3, 5)[2];
      Vector scaled(TestFixture::elements(count, 3));
      Vector quotients(TestFixture::elements(count, 3));
      TestFixture::kernels().add_scaled(TestFixture::info(), factor.coeffs().data(), a.data(),
                                        count, scaled.data());
      TestFixture::kernels().add_quotients(TestFixture::info(), factor.coeffs().data(), a.data(),
                                           b.data(), count, quotients.data());
      for (std::size_t i = 0; i < count; ++i) {
        EXPECT_EQ(scaled.at(i), scaled.values[i] + factor * a.values[i]);
        EXPECT_EQ(quotients.at(i), quotients.values[i] + (factor - a.values[i]) * b.values[i]);
      }
    }
  });
}

TYPED_TEST(ExtensionKernelsTest, FoldsLikeTheVerifier) {
  using F = typename TypeParam::F;
  using EF = typename TypeParam::EF;
  on_every_isa([] {
    for (const unsigned log_arity : {1u, 2u, 5u}) {
      for (const unsigned log_rows : {0u, 3u, 5u}) {
        const std::size_t rows = std::size_t{1} << log_rows;
        const std::vector<EF> layer = TestFixture::elements(rows << log_arity, 1);
        std::vector<F> flat;
        for (const EF& x : layer) flat.insert(flat.end(), x.coeffs().begin(), x.coeffs().end());
        const EF beta = TestFixture::elements(1, 9)[0];
        std::vector<F> betas;
        for (unsigned k = 0; k < log_arity; ++k) {
          const EF power = exp_power_of_2(beta, k);
          betas.insert(betas.end(), power.coeffs().begin(), power.coeffs().end());
        }
        const std::vector<F> factors = halving_factors<F>(log_rows + log_arity);
        std::vector<F> out(rows * EF::kDegree);
        TestFixture::kernels().fold_rows(TestFixture::info(), flat.data(), 0, rows, log_arity,
                                         betas.data(), factors.data(), out.data());
        for (std::size_t r = 0; r < rows; ++r) {
          std::vector<EF> row(layer.begin() + static_cast<std::ptrdiff_t>(r << log_arity),
                              layer.begin() + static_cast<std::ptrdiff_t>((r + 1) << log_arity));
          const EF folded = EF::from_coeffs({&out[r * EF::kDegree], EF::kDegree});
          EXPECT_EQ(folded, (fold_row<F, EF>(row, r, log_rows, beta)));
        }
      }
    }
  });
}

// The fold of a row is the value at beta of the polynomial through it.
TYPED_TEST(ExtensionKernelsTest, FoldIsInterpolation) {
  using F = typename TypeParam::F;
  using EF = typename TypeParam::EF;
  const unsigned log_arity = 3;
  const unsigned log_rows = 2;
  const std::vector<EF> coefficients = TestFixture::elements(8, 1);
  const EF beta = TestFixture::elements(1, 2)[0];
  const auto value_at = [&](EF x) {
    EF value = EF::zero();
    for (std::size_t k = 8; k-- > 0;) value = value * x + coefficients[k];
    return value;
  };
  for (std::uint64_t r = 0; r < 4; ++r) {
    std::vector<EF> row;
    for (std::uint64_t j = 0; j < 8; ++j) {
      row.push_back(value_at(EF(exp_u64(F::two_adic_generator(5), reverse_bits(r * 8 + j, 5)))));
    }
    EXPECT_EQ((fold_row<F, EF>(row, r, log_rows, beta)), value_at(beta));
  }
  static_assert(log_arity + log_rows == 5);
}

TYPED_TEST(ExtensionKernelsTest, PointTable) {
  using F = typename TypeParam::F;
  using EF = typename TypeParam::EF;
  ThreadPool serial(1);
  on_every_isa([&] {
    for (const unsigned log_size : {0u, 2u, 4u, 11u}) {
      const std::vector<F> xs = bit_reversed_coset(F::generator(), log_size);
      // A general point, and one of the base field, whose conjugates coincide.
      for (const EF z : {TestFixture::elements(1, 4)[0], EF(F::from_u64(12345))}) {
        const auto table = make_point_table<F, EF>(z, xs, serial);
        for (std::size_t i = 0; i < xs.size(); ++i) {
          EF inverse;
          EF weight;
          for (unsigned d = 0; d < EF::kDegree; ++d) {
            inverse[d] = table.inverses.at(d, i);
            weight[d] = table.weights.at(d, i);
          }
          ASSERT_EQ(inverse * (z - EF(xs[i])), EF::one());
          ASSERT_EQ(weight, inverse * xs[i]);
        }
      }
    }
  });
}

TYPED_TEST(ExtensionKernelsTest, PointInsideTheCosetIsNoted) {
  using F = typename TypeParam::F;
  using EF = typename TypeParam::EF;
  on_every_isa([] {
    for (const std::size_t count : {3, 16, 100}) {
      std::vector<F> xs;
      for (std::size_t i = 0; i < count; ++i) xs.push_back(F::from_u64(i + 1));
      // m(x) = x^(D-1) * (x - last): zero at the last point, for a quotient that is never used.
      std::vector<F> minimal(EF::kDegree, F::zero());
      minimal.back() = -xs.back();
      const std::vector<F> quotient(EF::kDegree * EF::kDegree, F::one());
      std::vector<F> out(count);
      const std::vector<F*> planes(EF::kDegree, out.data());
      const auto run = [&](std::size_t points) {
        return TestFixture::kernels().point_table(TestFixture::info(), xs.data(), points,
                                                  minimal.data(), quotient.data(), planes.data(),
                                                  planes.data());
      };
      EXPECT_FALSE(run(count));
      EXPECT_TRUE(run(count - 1));
    }
  });
}

}  // namespace
}  // namespace p3::testing
