// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include <cstdint>
#include <optional>
#include <utility>
#include <vector>

#include "rpp/consensus/tamper.h"

// What the attacks of tamper.h share: the sample, the draws, and how they end.
namespace rpp {

struct Attack {
  const ConsensusSample& sample;
  p3::ThreadPool& pool;
  p3::SplitMix64 draws;

  const CertificateDraft& draft() const { return sample.draft; }

  // A random member with the property, which is not the other one.
  template <class Property>
  std::optional<std::uint32_t> pick(Property property, std::optional<std::uint32_t> other = {}) {
    std::vector<std::uint32_t> found;
    for (std::uint32_t i = 0; i < draft().members.size(); ++i) {
      if (property(draft(), i) && i != other) found.push_back(i);
    }
    if (found.empty()) return std::nullopt;
    return found[draws.next() % found.size()];
  }

  // The fields follow the witness.
  TamperedCertificate edited(ConsensusWitness witness, ConsensusRule broken) const {
    return {with_fields(draft().rules, std::move(witness)), broken};
  }
  TamperedCertificate signed_again(const CertificateDraft& changed, ConsensusRule broken) const {
    return {certified(changed, pool), broken};
  }
};

inline bool is_prevoter(const CertificateDraft& draft, std::uint32_t i) {
  return draft.members[i].prevote;
}
inline bool votes_twice(const CertificateDraft& draft, std::uint32_t i) {
  return draft.members[i].prevote && draft.members[i].precommit;
}
inline bool is_active_precommitter(const CertificateDraft& draft, std::uint32_t i) {
  return draft.members[i].precommit && key_active(draft.members[i].leaf, draft.header.height);
}

std::optional<TamperedCertificate> tamper_vrf(ConsensusTamper tamper, Attack& attack);
std::optional<TamperedCertificate> tamper_votes(ConsensusTamper tamper, Attack& attack);
std::optional<TamperedCertificate> tamper_fields(ConsensusTamper tamper, Attack& attack);

}  // namespace rpp
