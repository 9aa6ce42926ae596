// SPDX-License-Identifier: Apache-2.0 OR MIT
#include "p3/air/dag_validate.h"

#include <bit>
#include <map>
#include <string>

#include "p3/field/extension_params.h"

namespace p3 {
namespace {

constexpr std::uint64_t kMaxWeight = 0xffffffffu;
constexpr std::int64_t kMaxNumber = 0x7fffffff;  // the smallest is -kMaxNumber - 1
constexpr std::size_t kMaxBusName = 255;

using MaybeError = std::optional<AirError>;

std::string at(const std::string& list, std::size_t i) {
  return list + "[" + std::to_string(i) + "]";
}

MaybeError too_large(const std::string& what, std::size_t got, std::size_t limit) {
  if (got <= limit) return std::nullopt;
  return AirError{AirErrorKind::kTooLarge, what + ": " + std::to_string(got) +
                                               " exceeds the limit of " + std::to_string(limit)};
}

MaybeError below(AirErrorKind kind, const std::string& place, const char* what, std::size_t got,
                 std::size_t end) {
  if (got < end) return std::nullopt;
  return AirError{kind, place + ": " + what + " " + std::to_string(got) + " is not below " +
                            std::to_string(end)};
}

// Checks one DAG against one shape; the first error wins.
template <class F>
class Validator {
 public:
  Validator(const AirShape<F>& shape, const ConstraintDag<F>& dag, const AirLimits& limits)
      : shape_(shape), dag_(dag), limits_(limits) {}

  MaybeError run() {
    if (MaybeError e = check_sizes()) return e;
    if (MaybeError e = check_periodic()) return e;
    for (std::size_t i = 0; i < dag_.nodes.size(); ++i) {
      if (MaybeError e = check_node(i)) return e;
    }
    if (MaybeError e = check_roots()) return e;
    mark_selectors();
    for (std::size_t i = 0; i < dag_.lookups.size(); ++i) {
      if (MaybeError e = check_lookup(at("lookups", i), dag_.lookups[i])) return e;
    }
    return std::nullopt;
  }

 private:
  MaybeError check_sizes() const {
    if (shape_.width == 0) return AirError{AirErrorKind::kTooLarge, "width: must be at least 1"};
    const struct {
      const char* what;
      std::size_t got, limit;
    } sizes[] = {
        {"width", shape_.width, limits_.max_width},
        {"preprocessed_width", shape_.preprocessed_width, limits_.max_width},
        {"num_public_values", shape_.num_public_values, limits_.max_width},
        {"periodic", shape_.periodic.size(), limits_.max_width},
        {"nodes", dag_.nodes.size(), limits_.max_nodes},
        {"constraints", dag_.constraints.size(), limits_.max_constraints},
        {"lookups", dag_.lookups.size(), limits_.max_lookups},
        {"declared_degree", shape_.declared_degree.value_or(0), limits_.max_declared_degree},
    };
    for (const auto& size : sizes) {
      if (MaybeError e = too_large(size.what, size.got, size.limit)) return e;
    }
    return std::nullopt;
  }

  MaybeError check_periodic() const {
    for (std::size_t i = 0; i < shape_.periodic.size(); ++i) {
      const std::size_t length = shape_.periodic[i].size();
      if (MaybeError e = too_large(at("periodic", i), length, limits_.max_periodic_length))
        return e;
      if (!std::has_single_bit(length)) {
        return AirError{
            AirErrorKind::kPeriodicLength,
            at("periodic", i) + ": length " + std::to_string(length) + " is not a power of two"};
      }
    }
    return std::nullopt;
  }

  MaybeError check_column(std::size_t i, std::size_t width, bool reads_next,
                          const char* flag) const {
    const DagNode<F>& node = dag_.nodes[i];
    const AirErrorKind range = AirErrorKind::kColumnOutOfRange;
    if (MaybeError e = node_below(range, i, "row", node.row, 2)) return e;
    if (MaybeError e = node_below(range, i, "column", node.a, width)) return e;
    if (node.row == 1 && !reads_next) {
      return AirError{AirErrorKind::kUndeclaredNextRow,
                      at("nodes", i) + ": reads a next row, but " + flag + " is false"};
    }
    return std::nullopt;
  }

  // As below(); there are many nodes, so the place is only put into words for an error.
  static MaybeError node_below(AirErrorKind kind, std::size_t i, const char* what, std::size_t got,
                               std::size_t end) {
    if (got < end) return std::nullopt;
    return below(kind, at("nodes", i), what, got, end);
  }

  MaybeError check_node(std::size_t i) const {
    const DagNode<F>& node = dag_.nodes[i];
    switch (node.op) {
      case DagOp::kMain:
        return check_column(i, shape_.width, shape_.reads_next_row, "reads_next_row");
      case DagOp::kPreprocessed:
        return check_column(i, shape_.preprocessed_width, shape_.reads_preprocessed_next_row,
                            "reads_preprocessed_next_row");
      case DagOp::kPeriodic:
        return node_below(AirErrorKind::kColumnOutOfRange, i, "periodic column", node.a,
                          shape_.periodic.size());
      case DagOp::kPublic:
        return node_below(AirErrorKind::kColumnOutOfRange, i, "public value", node.a,
                          shape_.num_public_values);
      case DagOp::kAdd:
      case DagOp::kSub:
      case DagOp::kMul:
        if (MaybeError e = node_below(AirErrorKind::kOperandOutOfRange, i, "operand", node.b, i)) {
          return e;
        }
        return node_below(AirErrorKind::kOperandOutOfRange, i, "operand", node.a, i);
      case DagOp::kNeg:
        return node_below(AirErrorKind::kOperandOutOfRange, i, "operand", node.a, i);
      default:
        return std::nullopt;
    }
  }

  MaybeError check_roots() const {
    for (std::size_t i = 0; i < dag_.constraints.size(); ++i) {
      if (MaybeError e = below(AirErrorKind::kNodeOutOfRange, at("constraints", i), "node",
                               dag_.constraints[i], dag_.nodes.size())) {
        return e;
      }
    }
    if (!dag_.labels.empty() && dag_.labels.size() != dag_.constraints.size()) {
      return AirError{AirErrorKind::kLabelCount, "labels: expected none or " +
                                                     std::to_string(dag_.constraints.size()) +
                                                     ", got " + std::to_string(dag_.labels.size())};
    }
    return std::nullopt;
  }

  // A row selector is 0 or 1 in the trace but not on the quotient domain, and 0.8.0 gives lookups
  // no periodic values: neither may reach a tuple, count or flag.
  void mark_selectors() {
    tainted_.resize(dag_.nodes.size());
    for (std::size_t i = 0; i < dag_.nodes.size(); ++i) {
      const DagNode<F>& node = dag_.nodes[i];
      switch (node.op) {
        case DagOp::kFirst:
        case DagOp::kLast:
        case DagOp::kTransition:
        case DagOp::kPeriodic:
          tainted_[i] = true;
          break;
        case DagOp::kNeg:
          tainted_[i] = tainted_[node.a];
          break;
        default:
          tainted_[i] = is_binary(node.op) && (tainted_[node.a] || tainted_[node.b]);
      }
    }
  }

  MaybeError check_value(const std::string& place, std::size_t node) const {
    if (MaybeError e =
            below(AirErrorKind::kNodeOutOfRange, place, "node", node, dag_.nodes.size())) {
      return e;
    }
    if (!tainted_[node]) return std::nullopt;
    return AirError{AirErrorKind::kSelectorInLookup,
                    place + ": a lookup cannot read row selectors or periodic columns"};
  }

  MaybeError check_count(const std::string& place, const DagCount& count) const {
    if (MaybeError e = check_value(place, count.node)) return e;
    const bool fits = count.kind == CountKind::kInteger
                          ? -kMaxNumber - 1 <= count.number && count.number <= kMaxNumber
                          : count.weight <= kMaxWeight;
    if (fits) return std::nullopt;
    return AirError{AirErrorKind::kBadCount, place + ": does not fit 32 bits"};
  }

  MaybeError check_bus(const std::string& place, const DagLookup& lookup) const {
    if (lookup.kind == LookupKind::kLocal) return std::nullopt;
    bool good = !lookup.bus.empty() && lookup.bus.size() <= kMaxBusName;
    for (const char c : lookup.bus) good = good && static_cast<unsigned char>(c) >= 0x20;
    if (good) return std::nullopt;
    return AirError{AirErrorKind::kBadBusName,
                    place + ".bus: expected 1 to 255 bytes without control characters"};
  }

  MaybeError check_width(const std::string& place, const DagLookup& lookup, std::size_t width,
                         std::optional<std::size_t>& local_width) {
    if (MaybeError e = too_large(place, width, limits_.max_tuple_width)) return e;
    std::optional<std::size_t>& expected =
        lookup.kind == LookupKind::kLocal ? local_width : bus_widths_[lookup.bus];
    if (!expected) expected = width;
    if (*expected == width) return std::nullopt;
    return AirError{AirErrorKind::kTupleWidthMismatch,
                    place + ": expected " + std::to_string(*expected) + " elements, got " +
                        std::to_string(width)};
  }

  MaybeError check_lookup(const std::string& place, const DagLookup& lookup) {
    const std::size_t n = lookup.interactions.size();
    if (n == 0 || (lookup.kind == LookupKind::kGlobal && n != 1)) {
      return AirError{AirErrorKind::kEmptyLookup, place + ": has no interactions"};
    }
    if (MaybeError e = too_large(place, n, limits_.max_lookups)) return e;
    if (MaybeError e = check_bus(place, lookup)) return e;
    std::optional<std::size_t> local_width;
    for (std::size_t i = 0; i < n; ++i) {
      const DagInteraction& interaction = lookup.interactions[i];
      const std::string here = lookup.kind == LookupKind::kGlobal ? place : place + at("", i);
      if (MaybeError e =
              check_width(here + ".tuple", lookup, interaction.tuple.size(), local_width)) {
        return e;
      }
      for (const std::uint32_t node : interaction.tuple) {
        if (MaybeError e = check_value(here + ".tuple", node)) return e;
      }
      if (MaybeError e = check_count(here + ".count", interaction.count)) return e;
      if (lookup.kind != LookupKind::kExclusive) continue;
      if (MaybeError e = check_value(here + ".flag", interaction.flag)) return e;
    }
    return std::nullopt;
  }

  const AirShape<F>& shape_;
  const ConstraintDag<F>& dag_;
  const AirLimits& limits_;
  std::vector<bool> tainted_;
  std::map<std::string, std::optional<std::size_t>> bus_widths_;
};

}  // namespace

template <class F>
std::optional<AirError> validate_air(const AirShape<F>& shape, const ConstraintDag<F>& dag,
                                     const AirLimits& limits) {
  return Validator<F>(shape, dag, limits).run();
}

#define P3_INSTANTIATE(F)                                                                       \
  template std::optional<AirError> validate_air<F>(const AirShape<F>&, const ConstraintDag<F>&, \
                                                   const AirLimits&);
P3_FOR_EACH_FIELD(P3_INSTANTIATE)
#undef P3_INSTANTIATE

}  // namespace p3
