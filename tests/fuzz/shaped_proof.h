// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "p3/fri/geometry.h"
#include "p3/merkle/schedule.h"
#include "p3/verify/statement.h"

// Gives a proof the lengths that other parameters and heights ask for, so that a verifier under
// these parameters gets past its checks of lengths. Its values mean nothing.
//
// What would need more than kMostItems stays as it was: large parameters must be answered quickly
// too.
namespace p3::testing {

inline constexpr std::size_t kMostItems = 4096;

class Shaper {
 public:
  Shaper(const StarkParameters& parameters, unsigned arity)
      : parameters_(parameters), arity_(arity) {}

  // Whether there is a sound shape: nothing may be shifted or allocated before this is known.
  template <class F>
  bool fits(std::uint64_t degree_bits) const {
    return !check_parameters<F>(parameters_) && degree_bits <= F::kTwoAdicity &&
           degree_bits + parameters_.fri.log_blowup <= F::kTwoAdicity;
  }

  // The cap of a commitment to matrices of 2^log_degrees[i] rows before their extension.
  void cap(Cap& cap, const std::vector<unsigned>& log_degrees) const {
    if (log_degrees.empty()) return;
    std::vector<Dimensions> dimensions;
    for (const unsigned log_degree : log_degrees) {
      dimensions.push_back({std::size_t{1} << (log_degree + parameters_.fri.log_blowup), 1});
    }
    resize(cap, make_merkle_schedule(dimensions, arity_, parameters_.cap_height).cap_size);
  }

  template <class F, class EF>
  void fri(FriProof<F, EF>& proof, const std::vector<unsigned>& log_degrees) const {
    std::vector<unsigned> log_heights = log_degrees;
    for (unsigned& log_height : log_heights) log_height += parameters_.fri.log_blowup;
    const FriGeometry geometry = make_fri_geometry(parameters_.fri, std::move(log_heights));
    const std::size_t rounds = geometry.log_arities.size();
    resize(proof.commit_phase_commits, rounds);
    resize(proof.commit_pow_witnesses, rounds);
    resize(proof.commit_phase_openings, rounds);
    unsigned log_height = geometry.log_max_height();
    for (std::size_t round = 0; round < rounds; ++round) {
      const unsigned log_arity = geometry.log_arities[round];
      log_height -= log_arity;
      const Dimensions folded{std::size_t{1} << log_height, 1};
      resize(proof.commit_phase_commits[round],
             make_merkle_schedule({&folded, 1}, arity_, parameters_.cap_height).cap_size);
      queries(proof.commit_phase_openings[round].sibling_values, (std::size_t{1} << log_arity) - 1);
    }
    for (auto& opening : proof.input_openings) queries(opening.opened_values, 0);
    resize(proof.final_poly, parameters_.fri.final_poly_len());
  }

 private:
  // One list per query; `width` 0: as wide as they were.
  template <class T>
  void queries(std::vector<std::vector<T>>& lists, std::size_t width) const {
    const std::size_t count = parameters_.fri.num_queries;
    if (count * std::max<std::size_t>(width, 16) > kMostItems) return;
    resize(lists, count);
    if (width == 0) return;
    for (std::vector<T>& list : lists) resize(list, width);
  }

  template <class T>
  static void resize(std::vector<T>& list, std::size_t size) {
    if (size > kMostItems) return;
    const T last = list.empty() ? T{} : list.back();
    list.resize(size, last);
  }

  const StarkParameters& parameters_;
  unsigned arity_;
};

}  // namespace p3::testing
