// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include <array>

#include "rpp/state/air/trees.h"
#include "rpp/state/rules.h"
#include "rpp/wiring/field_cells.h"
#include "rpp/wiring/integers.h"

// The statement table of the state circuit (instance 0): its tape.
//
// It hashes the public fields to S, opens both state roots, holds the roots of all trees, gives
// height and timestamp to the other tables, and takes from them how many transactions, records,
// accounts and validators there are, and the fees. In full: docs/spec/circuits/state-tables.md.
namespace rpp {

inline constexpr std::uint64_t kMaxStateEpochLength = std::uint64_t{1} << 14;

// What a state root opens to; account count and supply are the same before and after.
struct StateRootCells {
  DigestCells accounts_root;
  U32Cells validators;
};

// limb + 2^16 carry = sum + carry before, over four limbs; no carry leaves the last one.
struct FeeCells {
  Cells<4> sums;
  std::array<AtMost, 3> carries;
};

struct StateSupplies {
  Supply chain, block, activation, next_height;
  std::array<Supply, kStateTrees> empties{};  // by StateTree
};

struct StateLayout {
  FieldCells fields;
  DigestCells s;
  U32Cells account_count;
  U64Cells supply;
  std::array<StateRootCells, 2> roots;  // before, after
  DigestCells set;                      // root of the validators' tree, of any at no boundary
  AtMost transactions, records;
  Cell accounts;  // how many are opened
  U32Cells next_height;
  LimbSum height_bound;
  Cells<3> activation;  // height + 2 epoch length
  LimbSum activation_sum;
  Division epoch;
  ZeroTest boundary;
  FeeCells fees;
  StateSupplies supplies;
  Tape tape;
};

// The epoch length is 1 to kMaxStateEpochLength.
StateLayout make_state_layout(const StateRules& rules);

}  // namespace rpp
