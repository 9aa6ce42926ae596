// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include <array>

#include "rpp/pruning/air/trees.h"
#include "rpp/wiring/field_cells.h"
#include "rpp/wiring/integers.h"

// The statement table of the pruning circuit (instance 0): its tape.
//
// It holds what the circuit says about the public fields; the table `blocks` counts blocks and
// heights, `transactions` the removed ones, and trees have their roots here. Rule by rule:
// docs/spec/circuits/pruning-tables.md.
namespace rpp {

struct PruningLayout {
  FieldCells fields;
  DigestCells s;
  U32Cells after;  // last height + 1
  LimbSum height_bound;
  LimbSum range;  // last height = first height + ...
  AtMost span;    // that difference
  Cell blocks;
  std::array<Supply, kPruningTrees> empties;  // by PruningTree: the leaf of unused positions
  Tape tape;
};

PruningLayout make_pruning_layout();

}  // namespace rpp
