// SPDX-License-Identifier: Apache-2.0 OR MIT
#include "p3/fri/pcs_prover.h"

#include <algorithm>
#include <deque>
#include <map>

#include "p3/base/bits.h"
#include "p3/field/extension.h"
#include "p3/fri/bit_reversed_table.h"
#include "p3/fri/fri_prover.h"
#include "p3/fri/opening_points.h"
#include "p3/fri/quotient_sum.h"
#include "p3/transcript/grind.h"

namespace p3 {
namespace {

template <class F, class EF>
using Rounds = std::span<const OpeningRound<F, EF>>;

// The first rows of a committed matrix: the evaluations on the trace-sized coset g*H.
template <class F>
MatrixView<F> low_coset(const Matrix<F>& matrix, unsigned log_blowup) {
  P3_CHECK(matrix.height() >> log_blowup != 0, "a committed matrix is shorter than the blowup");
  return {matrix.data(), matrix.height() >> log_blowup, matrix.width()};
}

template <class F, class EF>
std::optional<OpenError> committed_heights(const FriParameters& parameters, Rounds<F, EF> rounds,
                                           std::vector<unsigned>& log_heights) {
  for (const OpeningRound<F, EF>& round : rounds) {
    P3_CHECK(round.points.size() == round.tree->matrices().size(), "points for every matrix");
    for (const Matrix<F>& matrix : round.tree->matrices()) {
      const unsigned log_height = log2_strict(matrix.height());
      // A constant final polynomial can hold a constant trace; a longer one cannot tell its degree.
      if (parameters.log_final_poly_len != 0 && log_height <= parameters.log_final_height()) {
        return OpenError{OpenFault::kInputHeightTooSmall, log_height, parameters.log_final_height(),
                         std::nullopt};
      }
      log_heights.push_back(log_height);
    }
  }
  if (log_heights.empty()) return OpenError{.fault = OpenFault::kNothingCommitted};
  return std::nullopt;
}

// One table per distinct point, for the tallest matrix opened there.
template <class F, class EF>
class PointTables {
 public:
  PointTables(Rounds<F, EF> rounds, unsigned log_blowup, ThreadPool& pool) {
    std::vector<std::pair<EF, std::size_t>> heights;
    for (const OpeningRound<F, EF>& round : rounds) {
      for (std::size_t m = 0; m < round.points.size(); ++m) {
        const std::size_t height = round.tree->matrices()[m].height() >> log_blowup;
        for (const EF& point : round.points[m]) raise(heights, point, height);
      }
    }
    std::size_t tallest = 1;
    for (const auto& [point, height] : heights) tallest = std::max(tallest, height);
    const std::vector<F> xs = bit_reversed_coset(F::generator(), log2_strict(tallest));
    for (const auto& [point, height] : heights) {
      tables_.push_back(make_point_table<F, EF>(point, std::span<const F>(xs).first(height), pool));
    }
  }

  std::vector<const PointTable<F, EF>*> find(std::span<const EF> points) const {
    std::vector<const PointTable<F, EF>*> found;
    for (const EF& point : points) {
      const auto table = std::find_if(tables_.begin(), tables_.end(),
                                      [&](const auto& t) { return t.point == point; });
      found.push_back(&*table);
    }
    return found;
  }

 private:
  static void raise(std::vector<std::pair<EF, std::size_t>>& heights, const EF& point,
                    std::size_t height) {
    for (auto& [known, tallest] : heights) {
      if (known == point) {
        tallest = std::max(tallest, height);
        return;
      }
    }
    heights.emplace_back(point, height);
  }

  std::deque<PointTable<F, EF>> tables_;
};

template <class F, class EF>
OpenedPoints<EF> evaluate_rounds(Rounds<F, EF> rounds, unsigned log_blowup,
                                 const PointTables<F, EF>& tables, ThreadPool& pool) {
  OpenedPoints<EF> values;
  for (const OpeningRound<F, EF>& round : rounds) {
    auto& of_round = values.emplace_back();
    for (std::size_t m = 0; m < round.points.size(); ++m) {
      const auto points = tables.find(round.points[m]);
      of_round.push_back(
          evaluate_columns<F, EF>(low_coset(round.tree->matrices()[m], log_blowup), points, pool));
    }
  }
  return values;
}

// Binds the claimed values, grinds, draws the batching challenge.
template <class F, class EF>
EF batch_challenge(const FriParameters& parameters, const OpenedPoints<EF>& values,
                   Challenger<F>& challenger, ThreadPool& pool, FriProof<F, EF>& proof) {
  PcsShape shape;
  shape.batch_pow_bits = parameters.batch_pow_bits;
  for (const auto& round : values) {
    auto& of_round = shape.claims.emplace_back();
    for (const auto& matrix : round) {
      auto& of_matrix = of_round.emplace_back();
      for (const auto& point : matrix) of_matrix.push_back(point.size());
    }
  }
  challenger.observe_seed(pcs_seed<F, EF>(shape));
  for (const auto& round : values) {
    for (const auto& matrix : round) {
      for (const auto& point : matrix) challenger.observe_ext_all(std::span<const EF>(point));
    }
  }
  proof.batch_pow_witness = grind(challenger, parameters.batch_pow_bits, pool);
  return challenger.template sample_ext<EF>();
}

// One codeword per distinct height, tallest first.
template <class F, class EF>
std::vector<Matrix<F>> fri_inputs(Rounds<F, EF> rounds, unsigned log_blowup,
                                  const PointTables<F, EF>& tables, const OpenedPoints<EF>& values,
                                  EF alpha, ThreadPool& pool) {
  std::map<std::size_t, QuotientSum<F, EF>, std::greater<>> sums;
  for (std::size_t r = 0; r < rounds.size(); ++r) {
    for (std::size_t m = 0; m < rounds[r].points.size(); ++m) {
      const MatrixView<F> rows = low_coset(rounds[r].tree->matrices()[m], log_blowup);
      auto& sum = sums.try_emplace(rows.height, rows.height).first->second;
      sum.add(rows, tables.find(rounds[r].points[m]), values[r][m], alpha, pool);
    }
  }
  std::vector<Matrix<F>> inputs;
  for (const auto& [height, sum] : sums) inputs.push_back(sum.codeword(log_blowup, pool));
  return inputs;
}

}  // namespace

template <class F, class EF>
Result<PcsOpening<F, EF>, OpenError> open_pcs(const StarkParameters& parameters,
                                              const BatchHasher<F>& hasher, Rounds<F, EF> rounds,
                                              Challenger<F>& challenger, ThreadPool& pool,
                                              Profiler* profiler) {
  const FriParameters& fri = parameters.fri;
  if (const auto error = check_parameters<F>(parameters)) {
    return Err{OpenError{.fault = OpenFault::kBadParameters, .parameters = error}};
  }
  std::vector<unsigned> log_heights;
  if (const auto error = committed_heights(fri, rounds, log_heights)) return Err{*error};
  const FriGeometry geometry = make_fri_geometry(fri, std::move(log_heights));

  PcsOpening<F, EF> result;
  FriProof<F, EF> proof;
  std::vector<Matrix<F>> inputs;
  {
    std::optional<Span> phase(std::in_place, profiler, "evaluate at points");
    const PointTables<F, EF> tables(rounds, fri.log_blowup, pool);
    result.values = evaluate_rounds(rounds, fri.log_blowup, tables, pool);
    phase.emplace(profiler, "batch grinding");
    const EF alpha = batch_challenge(fri, result.values, challenger, pool, proof);
    phase.emplace(profiler, "reduce openings");
    inputs = fri_inputs(rounds, fri.log_blowup, tables, result.values, alpha, pool);
  }
  auto low_degree =
      prove_fri<F, EF>(parameters, geometry, hasher, std::move(inputs), challenger, pool, profiler);
  result.proof = std::move(low_degree.proof);
  result.proof.batch_pow_witness = proof.batch_pow_witness;

  const Span query_span(profiler, "open queried rows");
  for (const OpeningRound<F, EF>& round : rounds) {
    std::vector<std::uint64_t> indices = low_degree.indices;
    const unsigned shift = geometry.log_max_height() - log2_strict(round.tree->max_height());
    for (std::uint64_t& index : indices) index >>= shift;
    result.proof.input_openings.push_back(round.tree->open(indices));
  }
  return result;
}

#define P3_INSTANTIATE(F, D)                                                               \
  template Result<PcsOpening<F, Extension<F, D>>, OpenError> open_pcs<F, Extension<F, D>>( \
      const StarkParameters&, const BatchHasher<F>&,                                       \
      std::span<const OpeningRound<F, Extension<F, D>>>, Challenger<F>&, ThreadPool&, Profiler*);
P3_FOR_EACH_EXTENSION(P3_INSTANTIATE)
#undef P3_INSTANTIATE

}  // namespace p3
