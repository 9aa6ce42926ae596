// SPDX-License-Identifier: Apache-2.0 OR MIT
#include "rpp/identity/circuit/model.h"

#include "p3/base/bits.h"
#include "rpp/chain/limits.h"
#include "rpp/gadgets/models.h"
#include "rpp/identity/air/models.h"
#include "rpp/identity/public_fields.h"
#include "rpp/wiring/tape_air.h"

namespace rpp {
namespace {

using Air = p3::Air<Element>;

// Fewer rows weaken a batch (docs/spec/security.md).
constexpr unsigned kMinLogRows = 6;

// The largest heights: 32 identities with 8 attestations each.
struct TableInfo {
  IdentityTable table;
  std::string_view name;
  unsigned max_log_rows;
};
constexpr TableInfo kTables[kIdentityTables] = {
    {IdentityTable::kStatement, "statement", 8},
    {IdentityTable::kIdentities, "identities", 11},
    {IdentityTable::kAttestations, "attestations", 11},
    {IdentityTable::kSignatures, "signatures", 10},
    {IdentityTable::kWots, "wots", 14},
    {IdentityTable::kMerkle, "merkle", 13},
    {IdentityTable::kUpdates, "updates", 12},
    {IdentityTable::kUpdateJoints, "update-joints", 6},
    {IdentityTable::kRange, "range", 12},
    {IdentityTable::kCanonical, "canonical", 7},
    {IdentityTable::kHasher, "hasher", 16},
};

std::unique_ptr<Air> make_air(IdentityTable table, const IdentityRules& rules,
                              const IdentityLayout& layout) {
  switch (table) {
    case IdentityTable::kStatement:
      return std::make_unique<p3::AirModel<Element, TapeAir>>(TapeAir(layout.tape));
    case IdentityTable::kIdentities:
      return make_identities_air();
    case IdentityTable::kAttestations:
      return make_attestations_air(rules.key_height);
    case IdentityTable::kSignatures:
      return make_gadget_air(Gadget::kSignatures);
    case IdentityTable::kWots:
      return make_gadget_air(Gadget::kWots);
    case IdentityTable::kMerkle:
      return make_gadget_air(Gadget::kMerkle);
    case IdentityTable::kUpdates:
      return make_gadget_air(Gadget::kUpdates);
    case IdentityTable::kUpdateJoints:
      return make_gadget_air(Gadget::kUpdateJoints);
    case IdentityTable::kRange:
      return make_gadget_air(Gadget::kRange);
    case IdentityTable::kCanonical:
      return make_gadget_air(Gadget::kCanonical);
    case IdentityTable::kHasher:
      return make_gadget_air(Gadget::kHasher);
  }
  return nullptr;
}

}  // namespace

IdentityModel::IdentityModel(const IdentityRules& rules)
    : rules_(rules), layout_(make_identity_layout(rules)) {
  circuit_.name = "identity";
  circuit_.role = Role::kIdentity;
  circuit_.fields = &kIdentityListTable;
  // As for the other lists: short proofs are mostly grinding.
  circuit_.tuning = {.log_blowup = 2,
                     .log_final_poly_len = 4,
                     .max_log_arity = 3,
                     .cap_height = 4,
                     .max_query_pow = 16};
  circuit_.constants = {{"epoch-length", rules.epoch_length},
                        {"key-height", rules.key_height},
                        {"wallet-key-height", kWalletHeight},
                        {"list-depth", kStatementListDepth}};
  for (std::size_t i = 0; i < kIdentityTables; ++i) {
    const TableInfo& info = kTables[i];
    airs_[i] = make_air(info.table, rules, layout_);
    const unsigned rows = p3::log2_strict(layout_.tape.rows.size());
    const bool fixed = info.table == IdentityTable::kStatement;
    circuit_.tables.push_back(
        {info.name, airs_[i].get(), fixed ? rows : kMinLogRows, fixed ? rows : info.max_log_rows});
  }
}

const IdentityModel& identity_model() {
  static const IdentityModel model{IdentityRules{}};
  return model;
}

}  // namespace rpp
