// SPDX-License-Identifier: Apache-2.0 OR MIT
#include "rpp/consensus/circuit/model.h"

#include "p3/base/bits.h"
#include "rpp/consensus/air/models.h"
#include "rpp/consensus/public_fields.h"
#include "rpp/gadgets/models.h"
#include "rpp/wiring/tape_air.h"

namespace rpp {
namespace {

using Air = p3::Air<Element>;

// The largest heights: 256 members, all of whom vote in both stages, 1024 and 16 digests.
struct TableInfo {
  ConsensusTable table;
  std::string_view name;
  unsigned max_log_rows;
};
constexpr TableInfo kTables[kConsensusTables] = {
    {ConsensusTable::kStatement, "statement", 10}, {ConsensusTable::kMembersTable, "members", 12},
    {ConsensusTable::kBallots, "ballots", 13},     {ConsensusTable::kTickets, "tickets", 9},
    {ConsensusTable::kLists, "lists", 11},         {ConsensusTable::kWots, "wots", 15},
    {ConsensusTable::kMerkle, "merkle", 13},       {ConsensusTable::kRange, "range", 14},
    {ConsensusTable::kCanonical, "canonical", 11}, {ConsensusTable::kHasher, "hasher", 17},
};

std::unique_ptr<Air> make_air(ConsensusTable table, const ConsensusRules& rules,
                              const StatementLayout& layout) {
  switch (table) {
    case ConsensusTable::kStatement:
      return std::make_unique<p3::AirModel<Element, TapeAir>>(TapeAir(layout.tape));
    case ConsensusTable::kMembersTable:
      return make_members_air(rules.key_height);
    case ConsensusTable::kBallots:
      return make_ballots_air();
    case ConsensusTable::kTickets:
      return make_tickets_air();
    case ConsensusTable::kLists:
      return make_lists_air();
    case ConsensusTable::kWots:
      return make_gadget_air(Gadget::kWots);
    case ConsensusTable::kMerkle:
      return make_gadget_air(Gadget::kMerkle);
    case ConsensusTable::kRange:
      return make_gadget_air(Gadget::kRange);
    case ConsensusTable::kCanonical:
      return make_gadget_air(Gadget::kCanonical);
    case ConsensusTable::kHasher:
      return make_gadget_air(Gadget::kHasher);
  }
  return nullptr;
}

}  // namespace

ConsensusModel::ConsensusModel(const ConsensusRules& rules)
    : rules_(rules), layout_(make_statement_layout(rules)) {
  circuit_.name = "consensus";
  circuit_.role = Role::kConsensus;
  circuit_.fields = &kConsensusTable;
  // Measured: docs/performance/consensus_proofs.md.
  circuit_.tuning = {.log_blowup = 4, .log_final_poly_len = 4, .max_log_arity = 3, .cap_height = 4};
  circuit_.constants = {{"epoch-length", rules.epoch_length}, {"key-height", rules.key_height}};
  for (std::size_t i = 0; i < kConsensusTables; ++i) {
    const TableInfo& info = kTables[i];
    airs_[i] = make_air(info.table, rules, layout_);
    const unsigned rows = p3::log2_strict(layout_.tape.rows.size());
    const bool fixed = info.table == ConsensusTable::kStatement;
    circuit_.tables.push_back(
        {info.name, airs_[i].get(), fixed ? rows : kMinLogRows, fixed ? rows : info.max_log_rows});
  }
}

const ConsensusModel& consensus_model() {
  static const ConsensusModel model{ConsensusRules{}};
  return model;
}

}  // namespace rpp
