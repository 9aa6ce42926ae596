// SPDX-License-Identifier: Apache-2.0 OR MIT
#include "p3/air/analysis.h"

#include <algorithm>
#include <limits>
#include <utility>

#include "p3/air/logup.h"
#include "p3/base/bits.h"
#include "p3/base/check.h"
#include "p3/field/extension_params.h"

namespace p3 {
namespace {

// Degrees saturate: a DAG of repeated squarings must not wrap around.
constexpr std::uint64_t kMaxDegree = std::uint64_t{1} << 62;

std::uint64_t add_degrees(std::uint64_t a, std::uint64_t b) { return std::min(a + b, kMaxDegree); }

// Degrees of the leaves. `exact` counts polynomial degrees for a trace of `rows` rows; otherwise
// degrees count multiples of the trace length.
struct DegreeRule {
  bool exact = false;
  std::uint64_t rows = 1;

  std::uint64_t column() const { return exact ? rows - 1 : 1; }
  std::uint64_t transition() const { return exact ? 1 : 0; }
  std::uint64_t periodic(std::uint64_t period) const {
    return period == 0 ? rows : rows - rows / period;
  }
};

// A value of known degree, and known value if constant: mirrors the constant folding of
// SymbolicExpr for expressions that also contain challenges and permutation columns.
template <class F>
struct SymbolicDegree {
  bool is_const = false;
  F value{};
  std::uint64_t degree = 0;

  static SymbolicDegree constant(F x) { return {true, x, 0}; }
  static SymbolicDegree variable(std::uint64_t degree) { return {false, F::zero(), degree}; }
  static SymbolicDegree zero() { return constant(F::zero()); }
  static SymbolicDegree one() { return constant(F::one()); }

  bool is(F x) const { return is_const && value == x; }

  friend SymbolicDegree operator+(const SymbolicDegree& a, const SymbolicDegree& b) {
    if (a.is_const && b.is_const) return constant(a.value + b.value);
    if (a.is(F::zero())) return b;
    if (b.is(F::zero())) return a;
    return variable(std::max(a.degree, b.degree));
  }
  friend SymbolicDegree operator-(const SymbolicDegree& a, const SymbolicDegree& b) {
    if (a.is_const && b.is_const) return constant(a.value - b.value);
    return variable(std::max(a.degree, b.degree));
  }
  friend SymbolicDegree operator*(const SymbolicDegree& a, const SymbolicDegree& b) {
    if (a.is_const && b.is_const) return constant(a.value * b.value);
    if (a.is(F::zero()) || b.is(F::zero())) return zero();
    if (a.is(F::one())) return b;
    if (b.is(F::one())) return a;
    return variable(add_degrees(a.degree, b.degree));
  }
};

template <class F>
std::uint64_t leaf_degree(const DagNode<F>& node, const AirShape<F>& shape,
                          const DegreeRule& rule) {
  switch (node.op) {
    case DagOp::kMain:
    case DagOp::kPreprocessed:
    case DagOp::kFirst:
    case DagOp::kLast:
      return rule.column();
    case DagOp::kPeriodic:
      return rule.exact ? rule.periodic(shape.periodic[node.a].size()) : 1;
    case DagOp::kTransition:
      return rule.transition();
    default:
      return 0;
  }
}

template <class F>
std::vector<std::uint64_t> node_degrees(const ConstraintDag<F>& dag, const AirShape<F>& shape,
                                        const DegreeRule& rule) {
  std::vector<std::uint64_t> degrees;
  degrees.reserve(dag.nodes.size());
  for (const DagNode<F>& node : dag.nodes) {
    switch (node.op) {
      case DagOp::kAdd:
      case DagOp::kSub:
        degrees.push_back(std::max(degrees[node.a], degrees[node.b]));
        break;
      case DagOp::kMul:
        degrees.push_back(add_degrees(degrees[node.a], degrees[node.b]));
        break;
      case DagOp::kNeg:
        degrees.push_back(degrees[node.a]);
        break;
      default:
        degrees.push_back(leaf_degree(node, shape, rule));
    }
  }
  return degrees;
}

template <class F>
auto degree_reader(const ConstraintDag<F>& dag, const std::vector<std::uint64_t>& degrees) {
  return [&](std::uint32_t node) {
    const DagNode<F>& n = dag.nodes[node];
    if (n.op == DagOp::kConst) return SymbolicDegree<F>::constant(n.value);
    return SymbolicDegree<F>::variable(degrees[node]);
  };
}

// The largest degree of all constraints, LogUp ones included.
template <class F>
std::uint64_t max_degree(const ConstraintDag<F>& dag, const AirShape<F>& shape,
                         const std::vector<LookupColumn>& columns, const DegreeRule& rule) {
  using Degree = SymbolicDegree<F>;
  const std::vector<std::uint64_t> degrees = node_degrees(dag, shape, rule);
  std::uint64_t largest = 0;
  for (const std::uint32_t root : dag.constraints) largest = std::max(largest, degrees[root]);
  if (columns.empty()) return largest;

  const Degree challenge = Degree::variable(0);
  const Degree column = Degree::variable(rule.column());
  const Degree transition = Degree::variable(rule.transition());
  const std::vector<Degree> prefixes(columns.size(), challenge);
  const std::vector<Degree> row(columns.size() + 1, column);
  const logup::Inputs<Degree> inputs{prefixes, challenge, row,        column,
                                     column,   column,    transition, challenge};
  logup::constraints<Degree>(columns, degree_reader(dag, degrees), inputs,
                             [&](const Degree& d) { largest = std::max(largest, d.degree); });
  return largest;
}

// In multiples of the trace length; trace-size aware when the AIR has periodic columns.
template <class F>
std::uint64_t constraint_degree(const Air<F>& air, const std::vector<LookupColumn>& columns,
                                unsigned log_degree) {
  if (air.shape().periodic.empty()) return max_degree(air.dag(), air.shape(), columns, {});
  const std::uint64_t rows = std::uint64_t{1} << log_degree;
  const std::uint64_t e = max_degree(air.dag(), air.shape(), columns, {true, rows});
  if (e == 0) return 0;
  const std::uint64_t step = rows > 1 ? rows - 1 : 1;
  return (e - 1 + step - 1) / step;
}

template <class F>
unsigned log_chunks(const AirShape<F>& shape, std::uint64_t degree) {
  degree = std::max<std::uint64_t>({degree, shape.declared_degree.value_or(0), 2});
  return log2_ceil(static_cast<std::size_t>(degree - 1));
}

LookupColumn make_column(const DagLookup& lookup) {
  LookupColumn column;
  column.global = lookup.kind != LookupKind::kLocal;
  column.exclusive = lookup.kind == LookupKind::kExclusive;
  column.bus = lookup.bus;
  for (const DagInteraction& interaction : lookup.interactions) {
    column.tuples.push_back(interaction.tuple);
    column.counts.push_back(interaction.count.node);
    const std::uint64_t weight = interaction.count.weight;
    if (column.exclusive) {
      // At most one arm fires per row.
      column.flags.push_back(interaction.flag);
      column.weight = std::max(column.weight, weight);
    } else {
      column.weight += weight;
    }
  }
  return column;
}

void append_kind(const std::vector<DagLookup>& lookups, LookupKind kind,
                 std::vector<LookupColumn>& out) {
  for (const DagLookup& lookup : lookups) {
    if (lookup.kind == kind) out.push_back(make_column(lookup));
  }
}

// Degree of U*f - V in multiples of the trace length, as the packing rule counts it.
std::uint64_t packing_degree(const LookupColumn& column,
                             const std::vector<std::uint64_t>& degrees) {
  std::uint64_t sum = 0;
  std::vector<std::uint64_t> tuples;
  for (const std::vector<std::uint32_t>& tuple : column.tuples) {
    std::uint64_t largest = 0;
    for (const std::uint32_t node : tuple) largest = std::max(largest, degrees[node]);
    tuples.push_back(largest);
    sum = add_degrees(sum, largest);
  }
  std::uint64_t result = add_degrees(1, sum);
  for (std::size_t i = 0; i < tuples.size(); ++i) {
    result = std::max(result, add_degrees(degrees[column.counts[i]], sum - tuples[i]));
  }
  return result;
}

LookupColumn merged(const LookupColumn& a, const LookupColumn& b) {
  LookupColumn both = a;
  both.tuples.insert(both.tuples.end(), b.tuples.begin(), b.tuples.end());
  both.counts.insert(both.counts.end(), b.counts.begin(), b.counts.end());
  both.weight += b.weight;
  return both;
}

void summarise(const std::vector<LookupColumn>& columns, AirAnalysis& out) {
  out.widest_tuple = columns.empty() ? 0 : 1;
  for (const LookupColumn& column : columns) {
    out.count_weight += column.weight;
    for (const std::vector<std::uint32_t>& tuple : column.tuples) {
      out.widest_tuple = std::max(out.widest_tuple, tuple.size());
    }
  }
}

}  // namespace

template <class F>
std::vector<LookupColumn> unpacked_lookup_columns(const ConstraintDag<F>& dag) {
  std::vector<LookupColumn> columns;
  append_kind(dag.lookups, LookupKind::kLocal, columns);
  append_kind(dag.lookups, LookupKind::kExclusive, columns);
  append_kind(dag.lookups, LookupKind::kGlobal, columns);
  return columns;
}

template <class F>
std::vector<LookupColumn> packed_lookup_columns(const ConstraintDag<F>& dag, std::uint64_t budget) {
  std::vector<LookupColumn> packed;
  std::vector<std::vector<LookupColumn>> buses;  // in order of first appearance
  for (LookupColumn& column : unpacked_lookup_columns(dag)) {
    if (!column.global || column.exclusive) {
      packed.push_back(std::move(column));
      continue;
    }
    const auto bus = std::find_if(buses.begin(), buses.end(), [&](const auto& members) {
      return members.front().bus == column.bus;
    });
    if (bus != buses.end()) {
      bus->push_back(std::move(column));
    } else {
      buses.push_back({std::move(column)});
    }
  }
  // The packing rule never looks at the trace length, periodic columns or not.
  const std::vector<std::uint64_t> degrees = node_degrees(dag, AirShape<F>{}, {});
  for (std::vector<LookupColumn>& members : buses) {
    LookupColumn open = std::move(members.front());
    for (std::size_t i = 1; i < members.size(); ++i) {
      LookupColumn trial = merged(open, members[i]);
      if (packing_degree(trial, degrees) <= budget) {
        open = std::move(trial);
      } else {
        packed.push_back(std::exchange(open, std::move(members[i])));
      }
    }
    packed.push_back(std::move(open));
  }
  return packed;
}

template <class F>
AirAnalysis analyse(const Air<F>& air, unsigned log_degree, bool batch) {
  P3_CHECK(log_degree < 63, "trace length out of range");
  AirAnalysis out;
  out.num_air_constraints = air.dag().constraints.size();
  out.num_constraints = out.num_air_constraints;
  if (batch && !air.dag().lookups.empty()) {
    const std::uint64_t degree =
        constraint_degree(air, unpacked_lookup_columns(air.dag()), log_degree);
    const unsigned chunks = log_chunks(air.shape(), degree);
    out.lookups = packed_lookup_columns(air.dag(), (std::uint64_t{1} << chunks) + 1);
    out.num_constraints += out.lookups.size() + 3;
    summarise(out.lookups, out);
  }
  out.max_degree = constraint_degree(air, out.lookups, log_degree);
  out.log_quotient_chunks = log_chunks(air.shape(), out.max_degree);
  return out;
}

std::vector<std::uint32_t> lookup_nodes(const std::vector<LookupColumn>& columns) {
  std::vector<std::uint32_t> nodes;
  for (const LookupColumn& column : columns) {
    for (const auto& tuple : column.tuples) nodes.insert(nodes.end(), tuple.begin(), tuple.end());
    nodes.insert(nodes.end(), column.counts.begin(), column.counts.end());
    nodes.insert(nodes.end(), column.flags.begin(), column.flags.end());
  }
  return nodes;
}

bool bus_widths_agree(std::span<const AirAnalysis* const> airs) {
  std::vector<std::pair<const std::string*, std::size_t>> buses;
  for (const AirAnalysis* air : airs) {
    for (const LookupColumn& column : air->lookups) {
      std::size_t width = column.tuples.empty() ? 0 : column.tuples.front().size();
      if (column.global && !column.tuples.empty()) {
        const auto known = std::find_if(buses.begin(), buses.end(),
                                        [&](const auto& b) { return *b.first == column.bus; });
        if (known == buses.end()) {
          buses.emplace_back(&column.bus, width);
        } else {
          width = known->second;
        }
      }
      for (const std::vector<std::uint32_t>& tuple : column.tuples) {
        if (tuple.size() != width) return false;
      }
    }
  }
  return true;
}

bool height_bound_holds(std::span<const AirAnalysis* const> airs,
                        std::span<const unsigned> log_degrees, std::uint64_t field_order) {
  P3_CHECK(airs.size() == log_degrees.size(), "one height per AIR");
  unsigned __int128 sum = 0;  // each term is below 2^64 * 2^32, and below p after every step
  for (std::size_t i = 0; i < airs.size(); ++i) {
    P3_CHECK(log_degrees[i] < 64, "trace length out of range");
    sum += static_cast<unsigned __int128>(airs[i]->count_weight) << log_degrees[i];
    if (sum >= field_order) return false;
  }
  return true;
}

template <class F>
std::vector<std::uint64_t> constraint_degrees(const Air<F>& air) {
  const std::vector<std::uint64_t> degrees = node_degrees(air.dag(), air.shape(), DegreeRule{});
  std::vector<std::uint64_t> out;
  for (const std::uint32_t root : air.dag().constraints) out.push_back(degrees[root]);
  return out;
}

#define P3_INSTANTIATE(F)                                                                 \
  template AirAnalysis analyse<F>(const Air<F>&, unsigned, bool);                         \
  template std::vector<std::uint64_t> constraint_degrees<F>(const Air<F>&);               \
  template std::vector<LookupColumn> unpacked_lookup_columns<F>(const ConstraintDag<F>&); \
  template std::vector<LookupColumn> packed_lookup_columns<F>(const ConstraintDag<F>&,    \
                                                              std::uint64_t);
P3_FOR_EACH_FIELD(P3_INSTANTIATE)
#undef P3_INSTANTIATE

}  // namespace p3
