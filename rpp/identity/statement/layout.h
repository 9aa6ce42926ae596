// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include <array>
#include <cstdint>

#include "rpp/identity/witness.h"
#include "rpp/wiring/field_cells.h"
#include "rpp/wiring/integers.h"

// The statement table of the identity circuit (instance 0): its tape.
//
// It hashes the public fields to S, opens both state roots, whose accounts the identities change,
// computes epoch and the least activation height, gives every identity the fields of the list, and
// holds the root of the list. In full: docs/spec/circuits/identity-tables.md.
namespace rpp {

// What division on a tape takes.
inline constexpr std::uint64_t kMaxProvedEpochLength = 1u << 14;

// What the tape supplies to the table `identities`.
enum class IdentityExport : std::uint8_t {
  kChain,
  kAccounts,
  kNonce,
  kEpochWord,
  kNonceSetWord,
  kSet,
  kTimes,
  kActivation,
};
inline constexpr std::size_t kIdentityExports = 8;

// H(state; ...) before and after; validators and supply stay.
struct StateCells {
  DigestCells accounts_before, accounts_after;
  U32Cells count_before, count_after, validators;
  U64Cells supply;
};

struct IdentityLayout {
  FieldCells fields;
  DigestCells s;
  StateCells state;
  AtMost count;
  LimbSum accounts;  // count before + number of identities = count after
  U32Cells next_height;
  LimbSum height_bound;
  Division epoch;
  U64Cells least;     // activation height
  LimbSum least_sum;  // height + 2 * epoch length
  Supply empty_leaf;  // H(list; empty)
  std::array<Supply, kIdentityExports> exports;
  Tape tape;
};

// Epoch length 1 .. kMaxProvedEpochLength.
IdentityLayout make_identity_layout(const IdentityRules& rules);

}  // namespace rpp
