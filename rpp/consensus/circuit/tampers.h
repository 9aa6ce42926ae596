// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include "rpp/circuit/witness_tampers.h"
#include "rpp/consensus/circuit/model.h"
#include "rpp/consensus/sample.h"

// The fields of the consensus statement and their changes, for the tamper matrix.
namespace rpp {

class ConsensusTampers final : public WitnessTampers {
 public:
  // All outlive it; the sample is one of make_changeable_sample(), for the model's rules.
  ConsensusTampers(const ConsensusModel& model, const ConsensusSample& sample, p3::ThreadPool& pool)
      : model_(model), sample_(sample), pool_(pool) {}

  const Circuit& circuit() const override { return model_.circuit(); }
  std::vector<std::string> fields() const override;
  std::vector<WitnessChange> changes(std::size_t field, std::uint64_t turn) const override;

 private:
  const ConsensusModel& model_;
  const ConsensusSample& sample_;
  p3::ThreadPool& pool_;
};

}  // namespace rpp
