// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "p3/air/builder_ops.h"

// ConstraintDag: the constraints and lookups of one AIR as data.
//
// Nodes are in topological order: operands of node i have indices below i. Made by SymbolicBuilder
// from any AIR, or read from the interchange format. Everything that needs to look into an AIR
// (degrees, lookup columns, the interpreters) works on this form.
namespace p3 {

enum class DagOp : std::uint8_t {
  kConst,         // value
  kMain,          // column a of row `row` (0 local, 1 next)
  kPreprocessed,  // column a of row `row`
  kPeriodic,      // column a
  kPublic,        // value a
  kFirst,
  kLast,
  kTransition,
  kAdd,  // a + b
  kSub,  // a - b
  kMul,  // a * b
  kNeg,  // -a
};

constexpr bool is_binary(DagOp op) {
  return op == DagOp::kAdd || op == DagOp::kSub || op == DagOp::kMul;
}

template <class F>
struct DagNode {
  DagOp op = DagOp::kConst;
  std::uint8_t row = 0;
  std::uint32_t a = 0;
  std::uint32_t b = 0;
  F value{};

  friend bool operator==(const DagNode&, const DagNode&) = default;
};

struct DagCount {
  std::uint32_t node = 0;  // its value, also for integers
  std::uint64_t weight = 0;
  CountKind kind = CountKind::kInteger;
  std::int64_t number = 0;  // of kInteger

  friend bool operator==(const DagCount&, const DagCount&) = default;
};

struct DagInteraction {
  std::vector<std::uint32_t> tuple;
  DagCount count;
  std::uint32_t flag = 0;  // of exclusive lookups

  friend bool operator==(const DagInteraction&, const DagInteraction&) = default;
};

enum class LookupKind : std::uint8_t { kLocal, kGlobal, kExclusive };

// One push of the AIR: a local or exclusive group, or a single global interaction.
struct DagLookup {
  LookupKind kind = LookupKind::kLocal;
  std::string bus;  // empty for local
  std::vector<DagInteraction> interactions;

  friend bool operator==(const DagLookup&, const DagLookup&) = default;
};

template <class F>
struct ConstraintDag {
  std::vector<DagNode<F>> nodes;
  std::vector<std::uint32_t> constraints;  // in assertion order
  std::vector<std::string> labels;         // one per constraint; empty strings where none was given
  std::vector<DagLookup> lookups;          // in emission order

  friend bool operator==(const ConstraintDag&, const ConstraintDag&) = default;
};

}  // namespace p3
