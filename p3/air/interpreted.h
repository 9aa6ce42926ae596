// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include <cstddef>
#include <memory>
#include <string>
#include <vector>

#include "p3/air/air.h"
#include "p3/base/result.h"

// InterpretedAir<F>: an AIR given as data (shape and ConstraintDag) instead of code.
//
// make() validates everything, so that running it can never read out of range: operands below their
// node, columns inside the shape, power-of-two periodic lengths, uniform tuple widths per bus, no
// row selector inside a lookup (the selectors of the quotient domain are not 0 or 1).
namespace p3 {

enum class AirErrorKind {
  kTooLarge,            // a width, count or length over the limits below
  kOperandOutOfRange,   // a node refers to itself or a later one
  kColumnOutOfRange,    // a leaf outside the shape, or a row other than 0 and 1
  kUndeclaredNextRow,   // a next-row read that the shape says does not happen
  kPeriodicLength,      // not a power of two
  kNodeOutOfRange,      // a constraint or lookup refers to no node
  kLabelCount,          // labels given, but not one per constraint
  kEmptyLookup,         // a lookup without interactions
  kTupleWidthMismatch,  // tuples of different widths on one bus or in one local lookup
  kSelectorInLookup,    // a row selector or periodic column reaches a lookup expression
  kBadCount,            // a weight or integer outside 32 bits
  kBadBusName,          // empty, over 255 bytes, or with a control character
  kSyntax,              // (interchange) not JSON, or not the expected member or type
  kWrongVersion,        // (interchange) another format or version
  kWrongField,          // (interchange) another field
};

struct AirError {
  AirErrorKind kind = AirErrorKind::kSyntax;
  std::string message;  // where and what: "nodes[7]: operand 9 is not below 7"
};

struct AirLimits {
  std::size_t max_width = 1u << 16;
  std::size_t max_nodes = 1u << 22;
  std::size_t max_constraints = 1u << 20;
  std::size_t max_periodic_length = 1u << 24;
  std::size_t max_lookups = 1u << 12;
  std::size_t max_tuple_width = 1u << 10;
  unsigned max_declared_degree = 1u << 10;
};

template <class F>
class InterpretedAir final : public Air<F> {
 public:
  // The DAG is replayed through SymbolicBuilder first: dag() is folded as that of a compiled AIR.
  static Result<std::unique_ptr<InterpretedAir>, AirError> make(AirShape<F> shape,
                                                                const ConstraintDag<F>& dag,
                                                                const AirLimits& limits = {});

 private:
  InterpretedAir() = default;
};

extern template class InterpretedAir<KoalaBear>;
extern template class InterpretedAir<BabyBear>;
extern template class InterpretedAir<Goldilocks>;

}  // namespace p3
