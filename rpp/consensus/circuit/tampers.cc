// SPDX-License-Identifier: Apache-2.0 OR MIT
#include "rpp/consensus/circuit/tampers.h"

#include <utility>

#include "rpp/consensus/circuit/prover.h"
#include "rpp/consensus/witness_change.h"
#include "rpp/fields/other_value.h"

namespace rpp {
namespace {

WitnessChange change_of(const char* how, ForgedCertificate forged) {
  auto witness = std::make_unique<ConsensusCase>(std::move(forged.witness));
  witness->claims = forged.fields;
  return {how, std::move(witness)};
}

}  // namespace

std::vector<std::string> ConsensusTampers::fields() const {
  std::vector<std::string> names;
  for (const FieldSpec& field : kConsensusTable.fields) {
    names.push_back("public." + std::string(field.name));
  }
  for (std::string& name : private_consensus_fields()) names.push_back(std::move(name));
  return names;
}

std::vector<WitnessChange> ConsensusTampers::changes(std::size_t field, std::uint64_t turn) const {
  std::vector<WitnessChange> out;
  const std::size_t public_fields = kConsensusTable.fields.size();
  if (field < public_fields) {
    FieldValues values = values_of(sample_.fields);
    values[field] = other_value(kConsensusTable.fields[field], std::move(values[field]));
    out.push_back(change_of(recomputed_name(Recomputed::kNothing),
                            {sample_.witness, consensus_public_of(values)}));
    return out;
  }
  for (const Recomputed recomputed : kRecomputed) {
    auto forged = change_private_field(field - public_fields, recomputed, turn, sample_, pool_);
    if (forged) out.push_back(change_of(recomputed_name(recomputed), std::move(*forged)));
  }
  return out;
}

}  // namespace rpp
