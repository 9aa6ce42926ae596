// SPDX-License-Identifier: Apache-2.0 OR MIT
#include "tests/interop/random_air.h"

#include <utility>

#include "p3/air/check.h"
#include "p3/air/interpreted.h"
#include "p3/base/bits.h"
#include "p3/field/extension_params.h"

namespace p3::testing {
namespace {

// The DAG as it was made: InterpretedAir would fold its constants, and the text for the judge must
// leave that to the readers.
template <class F>
class RawAir final : public Air<F> {
 public:
  RawAir(AirShape<F> shape, ConstraintDag<F> dag) {
    this->set_statement(std::move(shape), std::move(dag));
  }
};

template <class F>
Matrix<F> from_columns(const std::vector<std::vector<F>>& columns, std::size_t rows) {
  if (columns.empty()) return {};
  Matrix<F> out = Matrix<F>::uninitialized(rows, columns.size());
  for (std::size_t r = 0; r < rows; ++r) {
    for (std::size_t c = 0; c < columns.size(); ++c) out.at(r, c) = columns[c][r];
  }
  return out;
}

}  // namespace

template <class F>
RandomAir<F>::RandomAir(std::uint64_t seed, unsigned log_rows)
    : words_(seed), random_(~seed), rows_(std::size_t{1} << log_rows) {
  max_degree_ = 2 + static_cast<unsigned>(below(4));
  shape_.reads_next_row = below(4) != 0;
  if (below(4) == 0) shape_.declared_degree = 1 + static_cast<unsigned>(below(6));
  for (std::size_t i = below(3); i > 0; --i) preprocessed_.push_back(random_column());
  shape_.preprocessed_width = preprocessed_.size();
  shape_.reads_preprocessed_next_row = !preprocessed_.empty() && below(2) == 0;
  for (std::size_t i = below(3); i > 0; --i) {
    shape_.periodic.push_back(random_.take(std::size_t{1} << below(log_rows + 1)));
  }
  add_column(random_column());
  for (std::size_t i = 1 + below(8); i > 0; --i) add_random_column();
}

template <class F>
void RandomAir<F>::add_random_column() {
  switch (below(6)) {
    case 0:
      add_column(random_column());
      break;
    case 1: {
      std::vector<F> bits(rows_);
      for (F& bit : bits) bit = F::from_u64(below(2));
      add_bits(bits);
      break;
    }
    case 2:
      define_under_bit();
      break;
    case 3:
      if (shape_.reads_next_row) {
        define_by_step();
        break;
      }
      [[fallthrough]];
    default:
      define_everywhere();
  }
  if (below(3) == 0) bind_last_row();
}

template <class F>
void RandomAir<F>::define_everywhere() {
  const Expr e = expression(max_degree_, 4, false);
  std::vector<F> values(rows_);
  for (std::size_t r = 0; r < rows_; ++r) values[r] = evaluate(e.node, r);
  assert_equal(add_column(std::move(values)), e.node);
}

// next = expression, from a first row that a public value gives.
template <class F>
void RandomAir<F>::define_by_step() {
  // Made before the new column is there, so that it cannot read the next row that gets defined.
  const Expr e = expression(max_degree_ - 1, 3, false);
  const std::size_t c = columns_.size();
  const std::uint32_t column = add_column(random_column());
  const std::uint32_t step = push(below(2) == 0 ? DagOp::kAdd : DagOp::kMul, e.node, column);
  for (std::size_t r = 0; r + 1 < rows_; ++r) columns_[c][r + 1] = evaluate(step, r);
  const std::uint32_t first = push(DagOp::kFirst);
  assert_equal(column, public_value(columns_[c][0]), &first);
  const std::uint32_t transition = push(DagOp::kTransition);
  const std::uint32_t next =
      push(DagNode<F>{.op = DagOp::kMain, .row = 1, .a = static_cast<std::uint32_t>(c)});
  assert_equal(next, step, &transition);
}

template <class F>
void RandomAir<F>::define_under_bit() {
  std::vector<F> bits(rows_);
  for (F& bit : bits) bit = F::from_u64(below(2));
  const Expr e = expression(max_degree_ - 1, 3, false);
  std::vector<F> values = random_column();
  for (std::size_t r = 0; r < rows_; ++r) {
    if (bits[r] == F::one()) values[r] = evaluate(e.node, r);
  }
  const std::uint32_t bit = add_bits(bits);
  assert_equal(add_column(std::move(values)), e.node, &bit);
}

template <class F>
void RandomAir<F>::bind_last_row() {
  const auto c = static_cast<std::uint32_t>(below(columns_.size()));
  const std::uint32_t last = push(DagOp::kLast);
  const std::uint32_t column = push(DagOp::kMain, c);
  assert_equal(column, public_value(columns_[c].back()), &last);
}

template <class F>
std::vector<std::uint32_t> RandomAir<F>::tuple(std::size_t width) {
  std::vector<std::uint32_t> out;
  for (std::size_t i = 0; i < width; ++i) out.push_back(expression(2, 2, true).node);
  return out;
}

template <class F>
std::vector<F> RandomAir<F>::values_at(const std::vector<std::uint32_t>& nodes, std::size_t row) {
  std::vector<F> out;
  for (const std::uint32_t node : nodes) out.push_back(evaluate(node, row));
  return out;
}

template <class F>
std::uint32_t RandomAir<F>::add_column(std::vector<F> values) {
  columns_.push_back(std::move(values));
  return push(DagOp::kMain, static_cast<std::uint32_t>(columns_.size() - 1));
}

template <class F>
std::uint32_t RandomAir<F>::add_bits(const std::vector<F>& bits) {
  const std::uint32_t bit = add_column(bits);
  const std::uint32_t one = push(DagNode<F>{.value = F::one()});
  add_product_is_zero(bit, push(DagOp::kSub, bit, one));
  return bit;
}

template <class F>
std::vector<F> RandomAir<F>::random_column() {
  return random_.take(rows_);
}

template <class F>
std::uint32_t RandomAir<F>::negated(std::uint32_t node) {
  return push(DagOp::kNeg, node);
}

template <class F>
void RandomAir<F>::add_product_is_zero(std::uint32_t a, std::uint32_t b) {
  dag_.constraints.push_back(push(DagOp::kMul, a, b));
  dag_.labels.emplace_back();
}

template <class F>
DagCount RandomAir<F>::integer(std::int64_t n) {
  const std::uint32_t node = push(DagNode<F>{.value = F::from_i64(n)});
  return {node, static_cast<std::uint64_t>(n < 0 ? -n : n), CountKind::kInteger, n};
}

template <class F>
F RandomAir<F>::constant() {
  const F choices[] = {F::zero(), F::one(),       F::minus_one(),
                       F::two(),  random_.next(), random_.next()};
  return choices[below(6)];
}

template <class F>
typename RandomAir<F>::Expr RandomAir<F>::leaf(bool for_lookup) {
  const auto pick = [&](std::size_t n) { return static_cast<std::uint32_t>(below(n)); };
  const bool next = below(3) == 0;
  switch (below(8)) {
    case 0:
      return {push(DagNode<F>{.value = constant()}), 0};
    case 1:
      if (public_values_.empty()) break;
      return {push(DagOp::kPublic, pick(public_values_.size())), 0};
    case 2:
      if (for_lookup || shape_.periodic.empty()) break;
      return {push(DagOp::kPeriodic, pick(shape_.periodic.size())), 1};
    case 3:
    case 4:
      if (preprocessed_.empty()) break;
      return {push(DagNode<F>{.op = DagOp::kPreprocessed,
                              .row = next && shape_.reads_preprocessed_next_row,
                              .a = pick(preprocessed_.size())}),
              1};
    default:
      break;
  }
  return {push(DagNode<F>{.op = DagOp::kMain,
                          .row = next && shape_.reads_next_row && columns_.size() > 1,
                          .a = pick(columns_.size())}),
          1};
}

template <class F>
typename RandomAir<F>::Expr RandomAir<F>::expression(unsigned max_degree, unsigned depth,
                                                     bool for_lookup) {
  if (!for_lookup && !pool_.empty() && below(4) == 0) {
    const Expr shared = pool_[below(pool_.size())];
    if (shared.degree <= max_degree) return shared;
  }
  if (depth == 0 || max_degree == 1 || below(6) == 0) return leaf(for_lookup);
  const Expr e = combined(max_degree, depth, for_lookup);
  if (!for_lookup) pool_.push_back(e);
  return e;
}

template <class F>
typename RandomAir<F>::Expr RandomAir<F>::combined(unsigned max_degree, unsigned depth,
                                                   bool for_lookup) {
  const std::uint64_t choice = below(7);
  if (choice == 0) {
    const Expr a = expression(max_degree, depth - 1, for_lookup);
    return {push(DagOp::kNeg, a.node), a.degree};
  }
  if (choice <= 3) {
    const Expr a = expression(max_degree, depth - 1, for_lookup);
    const Expr b = expression(max_degree, depth - 1, for_lookup);
    return {push(choice == 1 ? DagOp::kSub : DagOp::kAdd, a.node, b.node),
            std::max(a.degree, b.degree)};
  }
  const unsigned left = 1 + static_cast<unsigned>(below(max_degree - 1));
  const Expr a = expression(left, depth - 1, for_lookup);
  const Expr b = expression(max_degree - left, depth - 1, for_lookup);
  return {push(DagOp::kMul, a.node, b.node), a.degree + b.degree};
}

template <class F>
std::uint32_t RandomAir<F>::push(const DagNode<F>& node) {
  dag_.nodes.push_back(node);
  return static_cast<std::uint32_t>(dag_.nodes.size() - 1);
}

template <class F>
void RandomAir<F>::assert_equal(std::uint32_t a, std::uint32_t b, const std::uint32_t* condition) {
  if (below(2) == 0) std::swap(a, b);
  std::uint32_t node = push(DagOp::kSub, a, b);
  if (condition != nullptr) node = push(DagOp::kMul, *condition, node);
  dag_.constraints.push_back(node);
  dag_.labels.emplace_back();
}

template <class F>
std::uint32_t RandomAir<F>::public_value(F value) {
  public_values_.push_back(value);
  return push(DagOp::kPublic, static_cast<std::uint32_t>(public_values_.size() - 1));
}

// Evaluates every node up to this one: expressions are small and so are the traces.
template <class F>
F RandomAir<F>::evaluate(std::uint32_t node, std::size_t row) {
  std::vector<F> values(node + 1);
  for (std::uint32_t i = 0; i <= node; ++i) values[i] = read(dag_.nodes[i], row, values);
  return values[node];
}

template <class F>
F RandomAir<F>::read(const DagNode<F>& node, std::size_t row, const std::vector<F>& values) const {
  const std::size_t at = (row + node.row) % rows_;
  switch (node.op) {
    case DagOp::kConst:
      return node.value;
    case DagOp::kMain:
      return columns_[node.a][at];
    case DagOp::kPreprocessed:
      return preprocessed_[node.a][at];
    case DagOp::kPeriodic:
      return shape_.periodic[node.a][row % shape_.periodic[node.a].size()];
    case DagOp::kPublic:
      return public_values_[node.a];
    case DagOp::kAdd:
      return values[node.a] + values[node.b];
    case DagOp::kSub:
      return values[node.a] - values[node.b];
    case DagOp::kMul:
      return values[node.a] * values[node.b];
    case DagOp::kNeg:
      return -values[node.a];
    default:
      return F::zero();  // selectors: no expression that is evaluated reads them
  }
}

template <class F>
ExchangeInstance<F> RandomAir<F>::finish() {
  shape_.width = columns_.size();
  shape_.num_public_values = public_values_.size();
  const RawAir<F> air(shape_, dag_);
  auto out = described_instance<F>(air, public_values_, from_columns(columns_, rows_),
                                   from_columns(preprocessed_, rows_));
  const auto failure =
      check_trace<F>(*out.model, out.trace.view(), out.preprocessed.view(), public_values_);
  P3_CHECK(!failure, "the generator made a trace that does not satisfy its AIR");
  return out;
}

#define P3_INSTANTIATE(F) template class RandomAir<F>;
P3_FOR_EACH_FIELD(P3_INSTANTIATE)
#undef P3_INSTANTIATE

}  // namespace p3::testing
