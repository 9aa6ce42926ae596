// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include <array>
#include <memory>

#include "p3/hash/permutation.h"
#include "p3/transcript/challenger.h"

// DuplexChallenger: a duplex sponge over a permutation of field elements [BDPA11], overwrite mode.
//
// Absorbed elements overwrite the first positions; the rest of the rate is cleared and the number
// of absorbed elements is added to the first capacity element, so that x and x,0 do not collide.
// Outputs are taken from the end of the rate.
namespace p3 {

template <class F>
class DuplexChallenger final : public Challenger<F> {
 public:
  static constexpr unsigned kMaxWidth = 32;

  // rate < permutation->width() <= kMaxWidth.
  DuplexChallenger(std::shared_ptr<const Permutation<F>> permutation, unsigned rate);

  std::unique_ptr<Challenger<F>> clone() const override;
  void assign(const Challenger<F>& other) override;
  void observe(F x) override;
  void observe_digest(const Digest& digest) override;
  F sample() override;
  std::uint64_t sample_bits(unsigned bits) override;

  // The permutation that would answer the next sample after one more element x: lane `lane` of
  // permutation(state with state[slot] = x).
  struct Pending {
    const Permutation<F>* permutation;
    std::array<F, kMaxWidth> state;
    unsigned slot, lane;
  };
  Pending pending() const;

 private:
  void duplex();

  // Everything that changes. Inputs wait in place: while some are pending no output is left, so the
  // positions they overwrite are dead.
  struct State {
    std::array<F, kMaxWidth> lanes{};
    unsigned absorbed = 0;   // pending inputs, in lanes [0, absorbed)
    unsigned available = 0;  // outputs left, in lanes [0, available)
  };

  std::shared_ptr<const Permutation<F>> permutation_;
  unsigned rate_;
  State state_;
};

}  // namespace p3
