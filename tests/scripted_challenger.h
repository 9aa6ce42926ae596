// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include <cstddef>
#include <memory>
#include <utility>
#include <vector>

#include "p3/transcript/challenger.h"

// A challenger that answers some samples from a script: the only way to reach checks that guard
// against challenges which an honest hash gives with negligible probability.
namespace p3::testing {

template <class F>
class ScriptedChallenger final : public Challenger<F> {
 public:
  explicit ScriptedChallenger(std::unique_ptr<Challenger<F>> inner) : inner_(std::move(inner)) {}

  // Samples number first, first + 1, ... are `values`.
  void script(std::size_t first, std::vector<F> values) {
    first_ = first;
    values_ = std::move(values);
  }

  std::unique_ptr<Challenger<F>> clone() const override { return inner_->clone(); }
  void assign(const Challenger<F>& other) override {
    inner_->assign(*static_cast<const ScriptedChallenger&>(other).inner_);
  }
  void observe(F x) override { inner_->observe(x); }
  void observe_digest(const Digest& digest) override { inner_->observe_digest(digest); }
  F sample() override {
    const F x = inner_->sample();
    const std::size_t position = count_++ - first_;
    return position < values_.size() ? values_[position] : x;
  }
  std::uint64_t sample_bits(unsigned bits) override { return inner_->sample_bits(bits); }
  void begin_pow() override { inner_->begin_pow(); }

 private:
  std::unique_ptr<Challenger<F>> inner_;
  std::size_t first_ = 0, count_ = 0;
  std::vector<F> values_;
};

}  // namespace p3::testing
