// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include <map>
#include <vector>

#include "p3/base/matrix.h"
#include "p3/field/extension_params.h"
#include "p3/hash/batch_hasher.h"
#include "p3/merkle/opening.h"
#include "testing/random_field.h"

// What the tests of the Merkle room share: matrices, suites, and a slow tree written from the rules
// alone.
namespace p3::testing {

template <class F>
Matrix<F> random_matrix(std::size_t height, std::size_t width, std::uint64_t seed) {
  return Matrix<F>::from_values(RandomField<F>(seed).take(height * width), width);
}

template <class F>
std::vector<HashSuite<F>> all_suites() {
  std::vector<HashSuite<F>> suites;
  for (const TreeHash hash : {TreeHash::kPoseidon2, TreeHash::kPoseidon2Width16, TreeHash::kKeccakF,
                              TreeHash::kKeccak256}) {
    for (const unsigned arity : {2u, 4u}) {
      if (hash_suite_exists<F>(hash, arity)) suites.push_back(make_hash_suite<F>(hash, arity));
    }
  }
  return suites;
}

// All layers of a tree over power-of-two or odd heights, leaves first, padded.
template <class F>
class NaiveTree {
 public:
  NaiveTree(const TreeHasher<F>& hasher, const std::vector<Matrix<F>>& matrices)
      : hasher_(hasher), arity_(hasher.max_arity()) {
    for (const Matrix<F>& m : matrices) by_level_[pow2(m.height())].push_back(&m);
    auto [level, tallest] = *by_level_.rbegin();
    by_level_.erase(level);
    std::vector<Digest> layer;
    for (std::size_t i = 0; i < tallest[0]->height(); ++i) layer.push_back(hash_row(tallest, i));
    layers.push_back(pad(layer));
    while (layers.back().size() > 1) layers.push_back(pad(next(layers.back())));
  }

  std::vector<std::vector<Digest>> layers;
  std::vector<unsigned> steps;

  Cap cap(unsigned cap_height) const {
    const std::size_t above = std::min<std::size_t>(cap_height, steps.size());
    std::size_t count = 1;
    for (std::size_t i = 0; i < above; ++i) count *= steps[steps.size() - 1 - i];
    const std::vector<Digest>& layer = layers[layers.size() - 1 - above];
    return {layer.begin(),
            layer.begin() + static_cast<std::ptrdiff_t>(std::min(count, layer.size()))};
  }

 private:
  static std::size_t pow2(std::size_t n) {
    std::size_t p = 1;
    while (p < n) p *= 2;
    return p;
  }

  std::vector<Digest> pad(std::vector<Digest> layer) const {
    while (layer.size() > 1 && layer.size() % arity_ != 0) layer.emplace_back();
    return layer;
  }

  Digest hash_row(const std::vector<const Matrix<F>*>& matrices, std::size_t row) const {
    std::vector<F> elements;
    for (const Matrix<F>* m : matrices) {
      for (const F& x : m->row_span(row)) elements.push_back(x);
    }
    return hasher_.hash_elements(elements);
  }

  Digest compress(std::vector<Digest> children) const {
    children.resize(arity_);
    return hasher_.compress(children);
  }

  std::vector<Digest> next(const std::vector<Digest>& layer) {
    bool bridge = layer.size() < arity_;
    for (const auto& [level, matrices] : by_level_) {
      if (level > pow2(layer.size() / arity_)) bridge = true;
    }
    const unsigned step = bridge ? 2 : arity_;
    steps.push_back(step);
    std::vector<Digest> out;
    for (std::size_t i = 0; i + step <= layer.size(); i += step) {
      const auto first = layer.begin() + static_cast<std::ptrdiff_t>(i);
      out.push_back(compress({first, first + step}));
    }
    const auto injected = by_level_.find(pow2(out.size()));
    if (injected == by_level_.end()) return out;
    for (std::size_t i = 0; i < out.size(); ++i) {
      const bool row = i < injected->second[0]->height();
      out[i] = compress({out[i], row ? hash_row(injected->second, i) : Digest{}});
    }
    by_level_.erase(injected);
    return out;
  }

  const TreeHasher<F>& hasher_;
  unsigned arity_;
  std::map<std::size_t, std::vector<const Matrix<F>*>> by_level_;
};

}  // namespace p3::testing
