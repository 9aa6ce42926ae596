// SPDX-License-Identifier: Apache-2.0 OR MIT
#include "rpp/pruning/witness_json.h"

#include "p3/base/check.h"
#include "rpp/chain/limits.h"
#include "rpp/fields/json_write.h"
#include "rpp/pruning/facts.h"

namespace rpp {
namespace {

using p3::JsonValue;

std::string json_of_marks(const std::vector<bool>& removed) {
  std::string text = "[";
  for (std::size_t i = 0; i < removed.size(); ++i) {
    if (!removed[i]) continue;
    text += (text.size() > 1 ? ", " : "") + std::to_string(i);
  }
  return text + "]";
}

std::string json_of(const PrunedBlock& block) {
  return ObjectText()
      .add("block_hash", json_of(block.block_hash))
      .add("timestamp", json_of_u64(block.timestamp))
      .add("transactions", json_of_path(block.transactions))
      .add("removed", json_of_marks(block.removed))
      .add("path", json_of_path(block.history_path))
      .end();
}

// Positions below n, strictly increasing: each set of marks has one spelling.
std::vector<bool> read_marks(ChainJsonReader& in, const JsonValue& value, const std::string& place,
                             std::size_t n) {
  std::vector<bool> marks(n, false);
  std::size_t next = 0;
  std::size_t index = 0;
  for (const JsonValue& item : in.items(value, place, 0, n)) {
    const std::string here = p3::at(place, index++);
    const std::uint32_t position = in.u32(item, here);
    if (in.failed()) return marks;
    if (position < next || position >= n) {
      in.syntax(here, "expected a position from " + std::to_string(next) + " below " +
                          std::to_string(n) + ", got " + std::to_string(position));
      return marks;
    }
    marks[position] = true;
    next = std::size_t{position} + 1;
  }
  return marks;
}

PrunedBlock read_block(ChainJsonReader& in, const JsonValue& object, const std::string& place) {
  in.only(object, place, {"block_hash", "timestamp", "transactions", "removed", "path"});
  PrunedBlock block;
  block.block_hash = in.digest(object, place, "block_hash");
  block.timestamp = in.u64(object, place, "timestamp");
  block.transactions = in.digests(in.member(object, place, "transactions"),
                                  member_place(place, "transactions"), 0, kMaxTransactions);
  block.removed = read_marks(in, in.member(object, place, "removed"),
                             member_place(place, "removed"), block.transactions.size());
  block.history_path = in.digests(in.member(object, place, "path"), member_place(place, "path"),
                                  kHistoryDepth, kHistoryDepth);
  return block;
}

}  // namespace

std::string write_pruning_witness(const PruningWitness& witness) {
  P3_CHECK(!check_shape(witness), "a witness of another shape");
  std::vector<std::string> blocks;
  for (const PrunedBlock& block : witness.blocks) blocks.push_back(json_of(block));
  return FileText(kPruningWitnessFormat, kPruningWitnessVersion)
      .add("chain_id", json_of(witness.chain_id))
      .add("first_height", json_of_u64(witness.first_height))
      .add("history_root", json_of(witness.history_root))
      .add("state_root", json_of(witness.state_root))
      .add("blocks", json_lines(blocks))
      .end();
}

p3::Result<PruningWitness, JsonTextError> read_pruning_witness(std::string_view text) {
  const auto json = parse_json_text(text, kMaxPruningWitnessText);
  if (!json) return p3::Err{json.error()};
  const JsonValue& file = json.value();
  ChainJsonReader in;
  in.format(file, kPruningWitnessFormat, kPruningWitnessVersion);
  in.only(
      file, "",
      {"format", "version", "chain_id", "first_height", "history_root", "state_root", "blocks"});
  PruningWitness witness;
  witness.chain_id = in.digest(file, "", "chain_id");
  witness.first_height = in.u64(file, "", "first_height");
  witness.history_root = in.digest(file, "", "history_root");
  witness.state_root = in.digest(file, "", "state_root");
  for (const JsonValue& item :
       in.items(in.member(file, "", "blocks"), "blocks", 1, kMaxPrunedBlocks)) {
    witness.blocks.push_back(read_block(in, item, p3::at("blocks", witness.blocks.size())));
    if (in.failed()) break;
  }
  if (in.failed()) return p3::Err{in.take_text_error()};
  return witness;
}

}  // namespace rpp
