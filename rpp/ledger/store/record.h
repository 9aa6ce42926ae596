// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "rpp/ledger/ledger.h"

// The records of a store as bytes (docs/spec/state.md, "The store"). Integers are little-endian;
// structs are the elements of their tables, four bytes each. Reading is strict: exactly what the
// writer gives, nothing behind it.
namespace rpp {

// What a store keeps of one block.
struct BlockRecord {
  Digest hash;  // of the header: a changed record of the head would fit everything else
  BlockHeader header;
  std::vector<Digest> transaction_hashes;

  friend bool operator==(const BlockRecord&, const BlockRecord&) = default;
};

// What takes a block back in a store: Undo, and which accounts the block wrote.
struct UndoRecord {
  Undo undo;
  std::vector<std::uint32_t> written;

  friend bool operator==(const UndoRecord&, const UndoRecord&) = default;
};

std::string encode_protocol(const Protocol& protocol);
std::string encode_account(const Account& account);
std::string encode_validators(const std::vector<ValidatorLeaf>& validators);
std::string encode_block(const BlockRecord& block);
std::string encode_undo(const UndoRecord& undo);

// Nothing for other bytes.
std::optional<Protocol> decode_protocol(std::string_view bytes);
std::optional<Account> decode_account(std::string_view bytes);
std::optional<std::vector<ValidatorLeaf>> decode_validators(std::string_view bytes);
std::optional<BlockRecord> decode_block(std::string_view bytes);
std::optional<UndoRecord> decode_undo(std::string_view bytes);

}  // namespace rpp
