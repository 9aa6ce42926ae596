// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

#include "p3/base/split_mix.h"
#include "p3/field/extension.h"
#include "tests/proof_walk.h"

// RandomChange: one change at a random place of a proof, within the types of the wire.
//
// The result encodes and, but for digests with words above p, decodes: what rejects it is a check
// of the verifier and not the decoder. Values that a careless check could miss are likelier than
// chance: 0, 1, -1, the neighbour's value, bit flips; lists grow, shrink, rotate and swap.
namespace p3::testing {

class RandomChange : public ProofWalk<RandomChange> {
  using Walk = ProofWalk<RandomChange>;

 public:
  explicit RandomChange(SplitMix64& words) : words_(words) {}

  template <class Proof>
  void apply(Proof& proof) {
    left_ = SIZE_MAX;
    visit(proof);  // counts the places
    left_ = static_cast<std::size_t>(words_.next() % (SIZE_MAX - left_));
    visit(proof);
  }

  using Walk::visit;
  void visit(Digest& d) {
    if (!turn()) {
      last_digest_ = d;
      return;
    }
    const std::uint64_t choice = below(4);
    if (choice == 0) d = Digest{};
    if (choice == 1) d = last_digest_;
    if (choice >= 2) d.words[below(4)] ^= std::uint64_t{1} << below(64);
  }
  void visit(std::uint64_t& n) {
    if (!turn()) return;
    const std::array<std::uint64_t, 6> values = {n + 1, n - 1, 0, below(40), words_.next(), n << 1};
    n = values[below(values.size())];
  }
  template <class Params>
  void visit(Monty31<Params>& x) {
    if (turn()) x = other(x);
  }
  void visit(Goldilocks& x) {
    if (turn()) x = other(x);
  }
  template <class F, unsigned D>
  void visit(Extension<F, D>& x) {
    if (!turn()) return;
    if (below(4) == 0) {
      for (unsigned i = 0; i < D; ++i) x[i] = other(x[i]);
    } else {
      F& one = x[static_cast<unsigned>(below(D))];
      one = other(one);
    }
  }
  template <class T>
  void visit(std::optional<T>& x) {
    if (turn()) {
      x = x ? std::optional<T>() : std::optional<T>(T{});
    } else if (x) {
      visit(*x);
    }
  }
  template <class T>
  void visit(std::vector<T>& list) {
    if (turn()) return reshape(list);
    for (T& item : list) in("", item);
  }

  template <class T>
  void in(const char*, T& part) {
    if (!done_) visit(part);
  }

 private:
  std::uint64_t below(std::uint64_t end) { return words_.next() % end; }

  bool turn() {
    done_ = done_ || left_ == 0;
    return left_-- == 0;
  }

  template <class F>
  F other(F x) {
    const std::array<F, 6> values = {x + F::one(), -x,          F::zero(),
                                     F::one(),     x.doubled(), F::from_u64(words_.next())};
    return values[below(values.size())];
  }

  template <class T>
  void reshape(std::vector<T>& list) {
    const std::size_t n = list.size();
    const std::uint64_t choice = below(n == 0 ? 1 : 6);
    const auto at = [&] { return list.begin() + static_cast<std::ptrdiff_t>(below(n)); };
    if (choice == 0) list.push_back(n == 0 ? T{} : T(list[below(n)]));
    if (choice == 1) list.pop_back();
    if (choice == 2) list.erase(at());
    if (choice == 3) std::swap(*at(), *at());
    if (choice == 4) std::rotate(list.begin(), at(), list.end());
    if (choice == 5) list.resize(below(2) == 0 ? 0 : 2 * n, list[0]);
  }

  SplitMix64& words_;
  std::size_t left_ = 0;
  bool done_ = false;
  Digest last_digest_;
};

}  // namespace p3::testing
