// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "p3/field/extension.h"
#include "tests/proof_walk.h"

// All single changes of a proof, numbered: every field element, digest, integer, presence and
// length.
//
// mutate(proof, k) applies change k and says what it did; nothing: there is no change k. Lists are
// shortened at the end, lengthened by a copy of their last item (or an empty one), and otherwise
// changed item by item, where an extension element is changed in its last coefficient.
namespace p3::testing {

class Mutator : public ProofWalk<Mutator> {
  using Walk = ProofWalk<Mutator>;

 public:
  explicit Mutator(std::size_t index) : left_(index) {}

  const std::optional<std::string>& done() const { return done_; }

  using Walk::visit;
  void visit(Digest& d) {
    if (turn("changed")) d.words[3] ^= 1;
  }
  void visit(std::uint64_t& n) {
    if (turn("plus one")) ++n;
  }
  template <class Params>
  void visit(Monty31<Params>& x) {
    if (turn("plus one")) x += Monty31<Params>::one();
  }
  void visit(Goldilocks& x) {
    if (turn("plus one")) x += Goldilocks::one();
  }
  template <class F, unsigned D>
  void visit(Extension<F, D>& x) {
    if (turn("changed")) x[D - 1] += F::one();
  }
  template <class T>
  void visit(std::optional<T>& x) {
    if (turn("presence toggled")) {
      x = x ? std::optional<T>() : std::optional<T>(T{});
    } else if (x) {
      visit(*x);
    }
  }
  template <class T>
  void visit(std::vector<T>& list) {
    if (!list.empty() && turn("shortened")) return list.pop_back();
    if (turn("lengthened")) return list.push_back(list.empty() ? T{} : T(list.back()));
    for (std::size_t i = 0; i < list.size() && !done_; ++i)
      in("[" + std::to_string(i) + "]", list[i]);
  }

  template <class T>
  void in(const std::string& name, T& part) {
    if (done_) return;
    const std::string outer = std::exchange(path_, path_ + "." + name);
    visit(part);
    path_ = outer;
  }

 private:
  // Whether it is this change's turn.
  bool turn(const char* change) {
    if (done_ || left_-- != 0) return false;
    done_ = path_ + " " + change;
    return true;
  }

  std::size_t left_;
  std::string path_;
  std::optional<std::string> done_;
};

template <class Proof>
std::optional<std::string> mutate(Proof& proof, std::size_t index) {
  Mutator mutator(index);
  mutator.visit(proof);
  return mutator.done();
}

}  // namespace p3::testing
