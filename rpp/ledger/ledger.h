// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include <cstdint>
#include <optional>
#include <utility>
#include <vector>

#include "p3/base/result.h"
#include "rpp/chain/epoch.h"
#include "rpp/ledger/genesis.h"
#include "rpp/ledger/history.h"
#include "rpp/ledger/validator_set.h"
#include "rpp/ledger/working_set.h"

// Ledger: the state of the chain behind one head, and the native rules of its blocks.
//
// A block is applied whole or not at all. What a certificate proves (votes, the leader's VRF
// output) is not asked here: that is the consensus family's.
namespace rpp {

// What a block did, as the families of its proofs show it.
struct Transition {
  Digest state_root_before;
  Digest state_root_admitted;  // after the identities
  Digest state_root_after;
  std::vector<Digest> transaction_hashes;
  std::vector<IdentityStatement> identities;
  std::vector<UptimeStatement> uptime;
  Digest tx_root;
  Digest uptime_list_root;
  Digest identity_list_root;
  std::uint64_t fee_total = 0;
  Digest next_validator_set_before;
  Digest next_validator_set_after;
};

// What takes a block back: the state before it, where it differs.
struct Undo {
  BlockHeader head;  // before
  std::uint32_t validator_count = 0;
  std::uint32_t inserted = 0;  // accounts
  // As they were after the insertions; by increasing position.
  std::vector<std::pair<std::uint32_t, Account>> accounts;
  std::optional<std::vector<ValidatorLeaf>> validators;  // if the block changed them

  friend bool operator==(const Undo&, const Undo&) = default;
};

struct AppliedBlock {
  Transition transition;
  Undo undo;
  std::vector<std::uint32_t> written;  // positions of the accounts whose leaves changed, increasing
};

// Everything of a ledger that is not derived: for stores. Small integers are below p.
struct LedgerImage {
  Protocol protocol;
  BlockHeader head;
  std::vector<Account> accounts;          // by position, the sentinel first
  std::vector<ValidatorLeaf> validators;  // that sign the next block
  std::vector<BlockLeaf> blocks;          // by height, the head last

  friend bool operator==(const LedgerImage&, const LedgerImage&) = default;
};

// What of an image contradicts the rest.
enum class ImageRule : std::uint8_t {
  kNoBlocks,
  kNoSentinel,    // position 0 is the sentinel
  kAddressTwice,  // names the account
  kAccountLinks,  // the list in the accounts is the one by address; names the account
  kSupplyOverflow,
  kHeadHeight,    // the head is the last block
  kHeadLeaf,      // of exactly this header
  kStateRoot,     // of the accounts is that of the head
  kValidatorSet,  // signs the block after the head
  kHistoryRoot,   // of all blocks but the last is that of the head
};

struct ImageError {
  ImageRule rule;
  std::uint32_t account = 0;  // position, for rules about one

  friend bool operator==(const ImageError&, const ImageError&) = default;
};

// "state_root".
const char* rule_name(ImageRule rule) noexcept;

class Ledger {
 public:
  // The chain id is chain_id_of(the SHA-256 of the file that says this genesis).
  static p3::Result<Ledger, GenesisError> from_genesis(const Genesis& genesis,
                                                       const Digest& chain_id);
  static p3::Result<Ledger, ImageError> from_image(const LedgerImage& image);
  LedgerImage image() const;

  const Protocol& protocol() const { return protocol_; }
  const BlockHeader& head() const { return head_; }
  const Digest& chain_id() const { return head_.chain_id; }
  std::uint64_t height() const { return head_.height; }
  const AccountTree& accounts() const { return accounts_; }
  const History& history() const { return history_; }
  // The set that signs the next block.
  const std::vector<ValidatorLeaf>& validators() const { return validators_; }
  StateSummary summary() const {
    return {accounts_.root(), accounts_.size(), validator_count_, supply_};
  }
  Digest root() const { return state_root(summary()); }

  // The block becomes the head, or nothing changes.
  p3::Result<AppliedBlock, LedgerError> apply(const Block& block, SignatureCheck check);
  // For proposers: fills in what follows from the state and the body. The caller has set timestamp,
  // leader index, leader output, witness commitment and reputation root. Changes nothing.
  p3::Result<BlockHeader, LedgerError> complete(BlockHeader header, const BlockBody& body,
                                                SignatureCheck check);
  // Takes the head back; `undo` must be what applying it gave.
  void rollback(const Undo& undo);

 private:
  Ledger() = default;

  std::optional<LedgerError> check_links(const BlockHeader& header) const;
  std::optional<LedgerError> check_leader(const BlockHeader& header) const;
  p3::Result<AppliedBlock, LedgerError> execute(const BlockHeader& header, const BlockBody& body,
                                                SignatureCheck check);
  std::optional<LedgerError> admit(const BlockContext& block, const BlockHeader& header,
                                   const BlockBody& body, AppliedBlock& out);
  std::optional<LedgerError> apply_body(const BlockContext& block, const BlockBody& body,
                                        WorkingSet& accounts, Transition& out) const;
  void commit(const WorkingSet& accounts, AppliedBlock& out);
  void renew_validators(const BlockContext& block, AppliedBlock& out);
  // Of a restored ledger, whose history ends before the head.
  std::optional<ImageRule> check_head(const BlockLeaf& last) const;
  // All of a block's effects but the head and the history.
  void undo_state(const Undo& undo);

  Protocol protocol_;
  std::uint64_t genesis_time_ = 0;
  BlockHeader head_;
  AccountTree accounts_;
  std::uint32_t validator_count_ = 0;
  std::uint64_t supply_ = 0;
  std::vector<ValidatorLeaf> validators_;
  History history_;
};

}  // namespace rpp
