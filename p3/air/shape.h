// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include <cstddef>
#include <optional>
#include <vector>

// AirShape: what a statement declares about itself, apart from its constraints.
//
// Prover and verifier take the shape from the AIR, never from a proof. Next-row flags decide
// whether columns are opened at the next point; a flag that is false promises that `eval` reads no
// such value.
namespace p3 {

template <class F>
struct AirShape {
  std::size_t width = 0;
  std::size_t preprocessed_width = 0;
  std::size_t num_public_values = 0;
  // Each column has a power-of-two length q that divides the trace length; row i reads [i mod q].
  std::vector<std::vector<F>> periodic;
  bool reads_next_row = true;
  bool reads_preprocessed_next_row = false;
  // A lower bound for the constraint degree: more quotient chunks than the constraints need.
  std::optional<unsigned> declared_degree;
};

}  // namespace p3
