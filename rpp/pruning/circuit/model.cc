// SPDX-License-Identifier: Apache-2.0 OR MIT
#include "rpp/pruning/circuit/model.h"

#include "p3/base/bits.h"
#include "rpp/gadgets/models.h"
#include "rpp/pruning/air/models.h"
#include "rpp/pruning/public_fields.h"
#include "rpp/wiring/tape_air.h"

namespace rpp {
namespace {

using Air = p3::Air<Element>;

// The largest heights: 16 blocks of 512 transactions, all removed.
struct TableInfo {
  PruningTable table;
  std::string_view name;
  unsigned max_log_rows;
};
constexpr TableInfo kTables[kPruningTables] = {
    {PruningTable::kStatement, "statement", 8},
    {PruningTable::kBlocks, "blocks", 8},
    {PruningTable::kTransactions, "transactions", 13},
    {PruningTable::kJoints, "joints", kPruningMinLogRows},
    {PruningTable::kMerkle, "merkle", 15},
    {PruningTable::kRange, "range", 7},
    {PruningTable::kHasher, "hasher", 16},
};

std::unique_ptr<Air> make_air(PruningTable table, const PruningLayout& layout) {
  switch (table) {
    case PruningTable::kStatement:
      return std::make_unique<p3::AirModel<Element, TapeAir>>(TapeAir(layout.tape));
    case PruningTable::kBlocks:
      return make_blocks_air();
    case PruningTable::kTransactions:
      return make_pruned_transactions_air();
    case PruningTable::kJoints:
      return make_joints_air(kHistoryTree);
    case PruningTable::kMerkle:
      return make_gadget_air(Gadget::kMerkle);
    case PruningTable::kRange:
      return make_gadget_air(Gadget::kRange);
    case PruningTable::kHasher:
      return make_gadget_air(Gadget::kHasher);
  }
  return nullptr;
}

}  // namespace

PruningModel::PruningModel() : layout_(make_pruning_layout()) {
  circuit_.name = "pruning";
  circuit_.role = Role::kPruning;
  circuit_.fields = &kPruningTable;
  // Faster than a blowup of 2^4, and fewer queries under the recursive profile; proofs with 2^2 are
  // faster still, and much larger.
  circuit_.tuning = {.log_blowup = 3, .log_final_poly_len = 4, .max_log_arity = 3, .cap_height = 4};
  for (std::size_t i = 0; i < kPruningTables; ++i) {
    const TableInfo& info = kTables[i];
    airs_[i] = make_air(info.table, layout_);
    const unsigned rows = p3::log2_strict(layout_.tape.rows.size());
    const bool fixed = info.table == PruningTable::kStatement;
    circuit_.tables.push_back({info.name, airs_[i].get(), fixed ? rows : kPruningMinLogRows,
                               fixed ? rows : info.max_log_rows});
  }
}

const PruningModel& pruning_model() {
  static const PruningModel model;
  return model;
}

}  // namespace rpp
