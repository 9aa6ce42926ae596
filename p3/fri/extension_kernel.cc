// SPDX-License-Identifier: Apache-2.0 OR MIT
#include "p3/fri/extension_kernels.h"
#include "p3/fri/partial_lanes.h"

// Lanes are elements of the vectors. See extension_kernels.h. Compiled once per instruction set.
namespace p3::P3_ISA_NS {
namespace {

// Vectors that share one inversion: it costs about 2 * 31 products (126 for Goldilocks).
constexpr std::size_t kInversionVectors = 64;
// No layer has more rows than the two-adicity allows.
constexpr unsigned kMaxLogArity = 32;

// kLanes elements of the extension X^D = w, or X^5 = 1 - X^2 for kTrinomial.
template <class F, unsigned D, bool kTrinomial>
struct Element {
  using P = Packed<F>;
  P c[D];

  P3_INLINE static Element load(const F* const* planes, std::size_t i, std::size_t lanes) {
    Element x;
    for (unsigned d = 0; d < D; ++d) x.c[d] = load_some(planes[d] + i, lanes);
    return x;
  }
  P3_INLINE static Element broadcast(const F* coefficients) {
    Element x;
    for (unsigned d = 0; d < D; ++d) x.c[d] = P(coefficients[d]);
    return x;
  }
  P3_INLINE void add_to(F* const* planes, std::size_t i, std::size_t lanes) const {
    for (unsigned d = 0; d < D; ++d) {
      store_some(load_some<F>(planes[d] + i, lanes) + c[d], planes[d] + i, lanes);
    }
  }
  P3_INLINE friend Element operator+(const Element& a, const Element& b) {
    Element x;
    for (unsigned d = 0; d < D; ++d) x.c[d] = a.c[d] + b.c[d];
    return x;
  }
  P3_INLINE friend Element operator-(const Element& a, const Element& b) {
    Element x;
    for (unsigned d = 0; d < D; ++d) x.c[d] = a.c[d] - b.c[d];
    return x;
  }
  P3_INLINE friend Element operator*(const Element& a, P b) {
    Element x;
    for (unsigned d = 0; d < D; ++d) x.c[d] = a.c[d] * b;
    return x;
  }
};

// The second factor of products, with what all of them need: its coefficients times w.
template <class F, unsigned D, bool kTrinomial>
struct Multiplier {
  using P = Packed<F>;
  using E = Element<F, D, kTrinomial>;
  E b;
  P wrapped[D];  // w * b_j, binomial only

  P3_INLINE Multiplier() {}
  P3_INLINE Multiplier(const E& factor, P w) : b(factor) {
    if constexpr (!kTrinomial) {
      for (unsigned j = 1; j < D; ++j) wrapped[j] = w * b.c[j];
    }
  }

  P3_INLINE E times(const E& a) const {
    E x;
    if constexpr (kTrinomial) {
      P high[D - 1];  // coefficients of X^5 .. X^8
      for (unsigned k = 0; k < 2 * D - 1; ++k) {
        typename P::Accumulator sum;
        for (unsigned i = k < D ? 0 : k - D + 1; i < D && i <= k; ++i) sum.add(a.c[i], b.c[k - i]);
        (k < D ? x.c[k] : high[k - D]) = sum.reduce();
      }
      // X^(5+k) = X^k - X^(k+2), highest first: X^8 and X^7 come back to X^5.
      high[0] -= high[3];
      for (unsigned k = 0; k < 4; ++k) x.c[k] += high[k];
      for (unsigned k = 0; k < 3; ++k) x.c[k + 2] -= high[k];
    } else {
      for (unsigned k = 0; k < D; ++k) {
        typename P::Accumulator sum;
        for (unsigned i = 0; i < D; ++i) {
          sum.add(a.c[i], i <= k ? b.c[k - i] : wrapped[k + D - i]);
        }
        x.c[k] = sum.reduce();
      }
    }
    return x;
  }
};

template <class F, unsigned D, bool kTrinomial>
struct Kernels {
  using P = Packed<F>;
  using E = Element<F, D, kTrinomial>;
  using M = Multiplier<F, D, kTrinomial>;
  using Info = ExtensionInfo<F>;
  static constexpr std::size_t kLanes = P::kLanes;

  static P3_INLINE std::size_t lanes_at(std::size_t i, std::size_t count) {
    return count - i < kLanes ? count - i : kLanes;
  }

  // x^(p-2) in every lane.
  static P3_INLINE P inverse(P x) {
    P result = P::one();
    for (std::uint64_t e = F::kOrder - 2; e != 0; e >>= 1, x = x.square()) {
      if ((e & 1) != 0) result = result * x;
    }
    return result;
  }

  static P3_INLINE P norm(P x, const F* minimal) {
    P value = x + P(minimal[D - 1]);
    for (unsigned k = D - 1; k-- > 0;) value = value * x + P(minimal[k]);
    return value;
  }

  // Inverts norms[0, vectors) lane by lane (Montgomery's trick); false if a lane < lanes is zero.
  static P3_INLINE bool invert(P* norms, std::size_t vectors, std::size_t lanes) {
    P prefix[kInversionVectors];
    P product = P::one();
    for (std::size_t v = 0; v < vectors; ++v) {
      prefix[v] = product;
      product = product * norms[v];
    }
    for (std::size_t i = 0; i < lanes; ++i) {
      if (product.lane(i) == F::zero()) return false;
    }
    P rest = inverse(product);
    for (std::size_t v = vectors; v-- > 0;) {
      const P value = norms[v];
      norms[v] = rest * prefix[v];
      rest = rest * value;
    }
    return true;
  }

  // One group of vectors; only a group of one vector may be narrower than kLanes.
  static P3_INLINE bool point_group(const F* xs, std::size_t vectors, std::size_t lanes,
                                    const F* minimal, const F* quotient, std::size_t first,
                                    F* const* inverses, F* const* weights) {
    P norms[kInversionVectors];
    for (std::size_t v = 0; v < vectors; ++v) {
      norms[v] = norm(load_some(xs + first + v * kLanes, lanes), minimal);
    }
    if (!invert(norms, vectors, lanes)) return false;
    for (std::size_t v = 0; v < vectors; ++v) {
      const std::size_t i = first + v * kLanes;
      const P x = load_some(xs + i, lanes);
      const P scale = -norms[v];
      for (unsigned d = 0; d < D; ++d) {
        P value = P(quotient[(D - 1) * D + d]);
        for (unsigned j = D - 1; j-- > 0;) value = value * x + P(quotient[j * D + d]);
        value = value * scale;
        store_some(value, inverses[d] + i, lanes);
        store_some(value * x, weights[d] + i, lanes);
      }
    }
    return true;
  }

  static P3_INLINE bool point_table(const F* xs, std::size_t count, const F* minimal,
                                    const F* quotient, F* const* inverses, F* const* weights) {
    std::size_t i = 0;
    while (count - i >= kLanes) {
      const std::size_t whole = (count - i) / kLanes;
      const std::size_t vectors = whole < kInversionVectors ? whole : kInversionVectors;
      if (!point_group(xs, vectors, kLanes, minimal, quotient, i, inverses, weights)) return false;
      i += vectors * kLanes;
    }
    return i == count || point_group(xs, 1, count - i, minimal, quotient, i, inverses, weights);
  }

  static P3_INLINE void add_quotients(P w, const F* constant, const F* const* combined,
                                      const F* const* inverses, std::size_t count, F* const* sums) {
    const E c = E::broadcast(constant);
    for (std::size_t i = 0; i < count; i += kLanes) {
      const std::size_t lanes = lanes_at(i, count);
      const M denominator(E::load(inverses, i, lanes), w);
      denominator.times(c - E::load(combined, i, lanes)).add_to(sums, i, lanes);
    }
  }

  static P3_INLINE void add_scaled(P w, const F* factor, const F* const* source, std::size_t count,
                                   F* const* target) {
    const M multiplier(E::broadcast(factor), w);
    for (std::size_t i = 0; i < count; i += kLanes) {
      const std::size_t lanes = lanes_at(i, count);
      multiplier.times(E::load(source, i, lanes)).add_to(target, i, lanes);
    }
  }

  // One element per lane from `lanes` places `stride` apart.
  static P3_INLINE E gather(const F* p, std::size_t stride, std::size_t lanes) {
    alignas(64) F words[D][kLanes];
    for (unsigned d = 0; d < D; ++d) {
      for (std::size_t l = 0; l < kLanes; ++l) words[d][l] = p[(l < lanes ? l : 0) * stride + d];
    }
    E x;
    for (unsigned d = 0; d < D; ++d) x.c[d] = P::load(words[d]);
    return x;
  }
  static P3_INLINE P gather_base(const F* p, std::size_t stride, std::size_t lanes) {
    alignas(64) F words[kLanes];
    for (std::size_t l = 0; l < kLanes; ++l) words[l] = p[(l < lanes ? l : 0) * stride];
    return P::load(words);
  }
  static P3_INLINE void scatter(const E& x, F* p, std::size_t lanes) {
    alignas(64) F words[D][kLanes];
    for (unsigned d = 0; d < D; ++d) x.c[d].store(words[d]);
    for (std::size_t l = 0; l < lanes; ++l) {
      for (unsigned d = 0; d < D; ++d) p[l * D + d] = words[d][l];
    }
  }

  static P3_INLINE E halve(const E& lo, const E& hi, P inverse_2y, const M& beta) {
    E sum = lo + hi;
    for (unsigned d = 0; d < D; ++d) sum.c[d] = sum.c[d].halved();
    return sum + beta.times((lo - hi) * inverse_2y);
  }

  // Entry `entry` after `level` halvings of the rows that start at `row`, one row per lane. Depth
  // first, so that a row of any arity needs only log_arity elements of scratch.
  struct Fold {
    const F* row;
    const F* factors;
    std::size_t first_row;
    std::size_t stride;
    std::size_t lanes;
    unsigned log_arity;
    M betas[kMaxLogArity];  // of beta^(2^k): first halving first

    E entry_after(std::size_t entry, unsigned level) const {
      if (level == 0) return gather(row + entry * D, stride, lanes);
      const E lo = entry_after(2 * entry, level - 1);
      const E hi = entry_after(2 * entry + 1, level - 1);
      const std::size_t half = std::size_t{1} << (log_arity - level);
      const P factor = gather_base(factors + first_row * half + entry, half, lanes);
      return halve(lo, hi, factor, betas[level - 1]);
    }
  };

  static P3_INLINE void fold_rows(P w, const F* layer, std::size_t begin, std::size_t end,
                                  unsigned log_arity, const F* betas, const F* factors, F* out) {
    Fold fold;
    fold.factors = factors;
    fold.stride = std::size_t{D} << log_arity;
    fold.log_arity = log_arity;
    for (unsigned k = 0; k < log_arity; ++k) fold.betas[k] = M(E::broadcast(betas + k * D), w);
    for (std::size_t r = begin; r < end; r += kLanes) {
      fold.row = layer + r * fold.stride;
      fold.first_row = r;
      fold.lanes = lanes_at(r, end);
      scatter(fold.entry_after(0, log_arity), out + r * D, fold.lanes);
    }
  }
};

// Calls body.template operator()<Kernels>() for the extension of `info`.
template <class F, class Body>
P3_INLINE bool with_extension(const ExtensionInfo<F>& info, const Body& body) {
  if (info.trinomial) return body(Kernels<F, 5, true>());
  switch (info.degree) {
    case 2:
      return body(Kernels<F, 2, false>());
    case 4:
      return body(Kernels<F, 4, false>());
    case 5:
      return body(Kernels<F, 5, false>());
    default:
      return body(Kernels<F, 8, false>());
  }
}

template <class F>
bool point_table(const ExtensionInfo<F>& info, const F* xs, std::size_t count, const F* minimal,
                 const F* quotient, F* const* inverses, F* const* weights) {
  return with_extension(info, [&](auto kernels) P3_LAMBDA_INLINE -> bool {
    return kernels.point_table(xs, count, minimal, quotient, inverses, weights);
  });
}

template <class F>
void add_quotients(const ExtensionInfo<F>& info, const F* constant, const F* const* combined,
                   const F* const* inverses, std::size_t count, F* const* sums) {
  with_extension(info, [&](auto kernels) P3_LAMBDA_INLINE -> bool {
    kernels.add_quotients(Packed<F>(info.w), constant, combined, inverses, count, sums);
    return true;
  });
}

template <class F>
void add_scaled(const ExtensionInfo<F>& info, const F* factor, const F* const* source,
                std::size_t count, F* const* target) {
  with_extension(info, [&](auto kernels) P3_LAMBDA_INLINE -> bool {
    kernels.add_scaled(Packed<F>(info.w), factor, source, count, target);
    return true;
  });
}

template <class F>
void fold_rows(const ExtensionInfo<F>& info, const F* layer, std::size_t begin, std::size_t end,
               unsigned log_arity, const F* betas, const F* factors, F* out) {
  with_extension(info, [&](auto kernels) P3_LAMBDA_INLINE -> bool {
    kernels.fold_rows(Packed<F>(info.w), layer, begin, end, log_arity, betas, factors, out);
    return true;
  });
}

template <class F>
constexpr ExtensionKernels<F> kTable = {&point_table<F>, &add_quotients<F>, &add_scaled<F>,
                                        &fold_rows<F>};

}  // namespace

const ExtensionKernels<KoalaBear>& koala_bear_extension_kernels() { return kTable<KoalaBear>; }
const ExtensionKernels<BabyBear>& baby_bear_extension_kernels() { return kTable<BabyBear>; }
const ExtensionKernels<Goldilocks>& goldilocks_extension_kernels() { return kTable<Goldilocks>; }

}  // namespace p3::P3_ISA_NS
