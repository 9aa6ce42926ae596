// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "p3/air/analysis.h"
#include "p3/codec/seeds.h"
#include "p3/verify/domain.h"
#include "p3/verify/statement.h"

// What prover and verifier derive alike from a statement and its degrees: transcript shapes and the
// points at which every matrix is opened.
namespace p3 {

template <class F>
UniStarkShape uni_shape(const AirShape<F>& air, unsigned log_degree, unsigned log_chunks,
                        unsigned ood_pow_bits) {
  return {.log_degree = log_degree,
          .main_width = air.width,
          .preprocessed_width = air.preprocessed_width,
          .num_periodic = air.periodic.size(),
          .num_quotient_chunks = std::uint64_t{1} << log_chunks,
          .reads_next_row = air.reads_next_row,
          .reads_preprocessed_next_row = air.reads_preprocessed_next_row,
          .num_public_values = air.num_public_values,
          .ood_pow_bits = ood_pow_bits};
}

template <class F>
BatchStarkShape batch_shape(const BatchStatement<F>& statement,
                            std::span<const AirAnalysis> analyses,
                            const StarkParameters& parameters) {
  BatchStarkShape shape{.instances = {},
                        .lookup_pow_bits = parameters.lookup_pow_bits,
                        .ood_pow_bits = parameters.ood_pow_bits};
  for (std::size_t i = 0; i < analyses.size(); ++i) {
    const AirShape<F>& air = statement.instances[i].air->shape();
    shape.instances.push_back({.main_width = air.width,
                               .preprocessed_width = air.preprocessed_width,
                               .num_public_values = air.num_public_values,
                               .has_lookups = analyses[i].has_lookups()});
  }
  return shape;
}

inline std::vector<const AirAnalysis*> pointers_to(std::span<const AirAnalysis> analyses) {
  std::vector<const AirAnalysis*> out;
  for (const AirAnalysis& a : analyses) out.push_back(&a);
  return out;
}

// zeta, and the point of the next row where a matrix is read there.
template <class EF>
std::vector<EF> opening_points(unsigned log_degree, const EF& zeta, bool with_next) {
  std::vector<EF> points{zeta};
  if (with_next) points.push_back(next_point(log_degree, zeta));
  return points;
}

}  // namespace p3
