// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include <vector>

#include "p3/codec/seeds.h"
#include "p3/fri/parameters.h"
#include "p3/merkle/opening.h"

// What both sides of FRI derive from the committed heights before a proof is made or read.
namespace p3 {

struct FriGeometry {
  std::vector<unsigned> log_heights;  // of the FRI inputs: distinct, tallest first; never empty
  std::vector<unsigned> log_arities;  // one per commit round

  unsigned log_max_height() const { return log_heights.front(); }
};

// `log_heights`: of all committed matrices, any order, repetitions allowed, at least one.
FriGeometry make_fri_geometry(const FriParameters& parameters, std::vector<unsigned> log_heights);

// The shape that the FRI seed binds.
FriShape make_fri_shape(const FriParameters& parameters, const FriGeometry& geometry);

// Shape of the matrix committed in a round that starts at 2^log_height entries: one row per folded
// entry, 2^log_arity extension elements wide.
inline Dimensions commit_phase_dimensions(unsigned log_height, unsigned log_arity,
                                          unsigned degree) {
  return {std::size_t{1} << (log_height - log_arity), (std::size_t{1} << log_arity) * degree};
}

}  // namespace p3
