// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "rpp/gadgets/globals.h"
#include "rpp/hash/tags.h"
#include "rpp/wiring/tape.h"

// TapeBuilder: writes a tape.
//
//   TapeBuilder t("statement", HashKind::kStatement, 16);
//   const auto chain = t.digest("chain id"), root = t.digest("root"), s = t.digest("S");
//   const auto count = t.u32("count");
//   t.hash(Tag::kList, concat(chain, count, root), s);   // s = H(list; chain id, count, root)
//   t.publish(s);
//   t.range(count);                                      // both limbs below 2^16
//   t.require("small", count[1]);                        // an equation: the high limb is 0
//   Tape tape = std::move(t).finish();
//
// Cells are appended where needed; a window that already holds the right cells is used again. What
// the builder is asked to do is data of the circuit, so a request that makes no sense is a bug.
namespace rpp {

// A place in a tree, as tuples of the bus `node` name it.
struct NodeAt {
  NodeKind kind = NodeKind::kStatement;
  std::uint32_t tree = 0;
  std::uint32_t level = 0;
  std::uint32_t index = 0;
};

// A tuple that the tape supplies to any number of users; how many is part of the trace.
struct Supply {
  std::uint32_t row = 0;
};

class TapeBuilder {
 public:
  // No other table hashes under `hashes`.
  TapeBuilder(std::string table, HashKind hashes, std::size_t public_values);

  // New variables: "name", or "name[0]", "name[1]" ...
  Cell variable(const std::string& name);
  template <std::size_t N>
  Cells<N> variables(const std::string& name) {
    Cells<N> cells;
    for (std::size_t i = 0; i < N; ++i) {
      cells[i] = variable(name + "[" + std::to_string(i) + "]");
    }
    return cells;
  }
  DigestCells digest(const std::string& name) { return variables<8>(name); }
  U64Cells u64(const std::string& name) { return variables<4>(name); }
  U32Cells u32(const std::string& name) { return variables<2>(name); }

  // digest = H(tag; message), a message of more than one block.
  void hash(Tag tag, std::span<const Cell> message, const DigestCells& digest);
  // digest = the public values 0..7.
  void publish(const DigestCells& digest);

  // The bus `node`: the digest at (level, index) of a tree. A demand is answered by exactly one
  // supply of another table, and a supply to one serves exactly one demand. Only the kind kEmpty is
  // supplied to any number of users: their count may be negative and so take tuples away, which
  // must not happen to those of single use.
  void demand_node(const NodeAt& at, const DigestCells& digest);
  Supply supply_empty_node(std::uint32_t tree, std::uint32_t level, const DigestCells& digest);
  void supply_node(const NodeAt& at, const DigestCells& digest);
  // The tuple (name, index, values..., 0...) of the bus `global`; at most 8 values. A supply is for
  // any number of users, so for the same reason a name is either demanded or supplied.
  void demand_global(GlobalName name, std::uint32_t index, std::span<const Cell> values);
  // If the first value, a variable, is 1; the other possibility is 0.
  void demand_global_if(GlobalName name, std::uint32_t index, std::span<const Cell> values);
  Supply supply_global(GlobalName name, std::uint32_t index, std::span<const Cell> values);

  // Every cell is below 2^16.
  void range(std::span<const Cell> limbs);
  // The polynomial, over at most 8 variables, is zero. `rule` becomes the label "table/rule".
  void require(std::string_view rule, const Poly& zero);

  // The tape, of a power of two rows. Nothing can be added afterwards.
  Tape finish() &&;

 private:
  std::uint32_t append(std::span<const Cell> cells);  // the row of the last one
  bool window_holds(std::size_t row, std::span<const Cell> cells) const;
  std::uint32_t free_window(std::span<const Cell> values);
  std::uint32_t call(CallKind kind, std::array<std::uint32_t, 4> arguments,
                     std::span<const Cell> values);
  std::uint32_t window_with(std::span<const std::uint32_t> variables);
  std::uint32_t global(CallKind kind, GlobalName name, std::uint32_t index,
                       std::span<const Cell> values);
  std::uint32_t rule_number(std::string_view rule);
  bool needs_range(const Cell& cell) const;
  void place_ranges();

  Tape tape_;
  HashKind hash_kind_;
  std::uint32_t hashes_ = 0;
  std::vector<bool> range_;  // by variable: asked for and not placed yet
};

}  // namespace rpp
