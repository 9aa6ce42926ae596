// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "rpp/chain/validator.h"
#include "rpp/state/errors.h"
#include "rpp/state/public_fields.h"
#include "rpp/state/witness.h"

// StateFacts: everything that follows from a witness by hashing and counting, computed once.
//
// Facts judge nothing: where a witness breaks a rule they are what the formulas give without it,
// sums and differences modulo their type. Who has no account changes nothing.
namespace rpp {

// One access to an account.
struct AccountAccess {
  std::optional<std::uint32_t> account;  // its number; the lowest with the address
  Account before;                        // zero where there is none
  Account after;
};

struct RecordFacts {
  AccountAccess access;
  Digest digest;  // H(statement-uptime; ...)
  Digest leaf;    // H(list; digest)
};

struct StateTransactionFacts {
  AccountAccess sender;
  std::optional<AccountAccess> recipient;  // exactly for transfers
  std::uint32_t validators_before = 0;     // accounts with the flag
  std::uint32_t validators_after = 0;
  Digest hash;  // H(tx; ...)
  Digest leaf;  // H(tx-leaf; hash)
};

// By increasing address; place = index in the set.
struct ValidatorFacts {
  std::uint32_t account = 0;  // its number
  ValidatorLeaf leaf;
  Digest hash;  // H(validator; ...)
};

struct OpenedAccountFacts {
  Account after;
  Digest leaf_before;  // H(account; ...)
  Digest leaf_after;
  Digest root_before;  // where the path leads
};

struct StateFacts {
  std::uint64_t epoch = 0;
  bool boundary = false;             // (height + 1) mod epoch length = 0
  std::uint64_t min_activation = 0;  // height + 2 * epoch length
  std::vector<RecordFacts> records;
  std::vector<StateTransactionFacts> transactions;
  AccountAccess proposer;
  std::vector<OpenedAccountFacts> accounts;
  std::vector<ValidatorFacts> validators;  // of a boundary, otherwise none; up to kMaxValidators
  std::uint32_t flagged = 0;               // opened accounts with the flag after the block
  StateSummary after;
  StatePublic fields;  // what the witness gives
};

// The first count, path length or one-element integer that does not fit; a witness of this shape
// has facts.
[[nodiscard]] std::optional<StateError> check_shape(const StateWitness& witness) noexcept;

// check_shape(witness) must be nothing.
StateFacts state_facts(const StateRules& rules, const StateWitness& witness) noexcept;

}  // namespace rpp
