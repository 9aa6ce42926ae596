// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include <cstddef>
#include <cstdint>

#include "rpp/gadgets/buses.h"

// The bus `global`: named values between the statement table and the other tables of a circuit.
//
// A tuple is (name, index, v0 .. v7), unused values zero. A name says in which direction it goes.
// *Exported* ones are supplied by the statement table, counted: demand them as often as needed.
// *Imported* ones are demanded by the statement table exactly once, so their owner supplies exactly
// one. Each circuit has names of its own.
namespace rpp {

inline constexpr std::size_t kGlobalWidth = 10;

enum class GlobalName : std::uint32_t {
  // Of the consensus circuit, exported.
  kVote = 1,     // index = stage: the digest V that the stage's votes sign
  kMu = 2,       // index 0: of the vote slot, 1: of the header's slot; mu (6), 0, 0
  kSlot = 3,     // index 0: vote slot, 1: header's slot; slot u64, height u64
  kTickets = 4,  // index 0: 1 if the vote slot is the header's slot, else 0; 0 x 7
  // The same, imported.
  kGroup = 5,     // index k, for every group of members 16k .. 16k + 15 that exists: 1, prevote
                  // bits, precommit bits, 0 x 5
  kTotals = 6,    // index 0: power of all members, of the prevotes, of the precommits, each two
                  // sums of 16-bit limbs, not carried and below 2^24; 0, 0
  kLeader = 7,    // index 0: the leader's index, tier, hours, 0 x 5
  kProposer = 8,  // index 0: the leader's address
  kOutput = 9,    // index 0: the leader's output for the header's slot
  // Of the pruning circuit, all imported, index 0.
  kPrunedRange = 10,   // the first height's two lower limbs, the number of blocks, 0 x 5
  kPrunedBlocks = 11,  // the number of blocks once more, as counted, 0 x 7
  kTxRoots = 12,       // H(tx-roots; number of blocks, the tx roots in order)
  kRemoved = 13,       // the number of removed transactions, 0 x 7
  // Of the circuits over lists.
  kChainId = 20,  // exported; index 0: the chain id
  kListEnd = 21,  // imported; index 0: the number of statements, 0 x 7; of identities: their
                  // number, the number of accounts behind them u32, 0 x 5
  // Of the uptime circuit.
  kHistoryRoot = 25,  // exported; index 0: the root of the history
  // Of the identity circuit, exported, index 0.
  kAccountsBefore = 50,   // the accounts root before the list
  kEpochNonce = 51,       // the epoch nonce
  kEpochWord = 52,        // epoch u64, elements 0 .. 3 of the epoch nonce
  kNonceSetWord = 53,     // elements 4 .. 7 of the nonce, 0 .. 3 of the validator-set root
  kMemberSet = 54,        // the validator-set root
  kListTimes = 55,        // height u64, epoch u64
  kLeastActivation = 56,  // height + 2 * epoch length, u64; timestamp u64
  // The same, imported, index 0.
  kAccountsAfter = 57,  // the accounts root after the list
  // Between its tables.
  kAccountsChain = 58,  // index i: the accounts root that identity i finds
  kDeclared = 59,       // index i: the declaration digest of identity i
  kAttested = 60,       // index i: attestations so far, the last one's member, 0 x 6
  // Of the state circuit, index 0 but where said. Exported:
  kStateBlock = 30,  // height u64, timestamp u64
  kActivation =
      31,  // height + 2 epoch length, u64: the least activation height of a new key; 0 x 4
  // The same, imported:
  kTransactionsEnd = 32,  // the number of transactions; sums of the fees' 16-bit limbs (4), not
                          // carried and below 2^25; 0 x 3
  kRecordsEnd = 33,       // the number of uptime records, 0 x 7
  kBlockProposer = 34,    // the proposer's address
  kFees = 35,             // what the proposer gets for the block, u64; 0 x 4
  kAccountsEnd = 36,      // the number of accounts, 0 x 7
  kValidatorCount = 37,   // at a boundary: 1, the number of validators, 0 x 6
  kCounts = 38,           // the number of validators before the block and after it, 0 x 6
  // Exported: height + 1, u64; 0 x 4.
  kNextHeight = 39,
  // Inside table `validators`.
  kValidatorsEnd = 40  // index = validators so far: the last one's address
};

template <class E>
using GlobalTuple = p3::LookupTuple<E, kGlobalWidth>;

template <class E>
P3_INLINE GlobalTuple<E> global_tuple(const E& name, const E& index, const E* values) {
  TupleWriter<E, kGlobalWidth> w;
  w.add(name);
  w.add(index);
  w.add(values, 8);
  return w.filled();
}

template <class E>
P3_INLINE E global_name(GlobalName name) {
  return small_constant<E>(static_cast<std::uint32_t>(name));
}

}  // namespace rpp
