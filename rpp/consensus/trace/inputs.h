// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include <vector>

#include "rpp/consensus/facts.h"
#include "rpp/consensus/trace/ballots_trace.h"
#include "rpp/consensus/trace/members_trace.h"
#include "rpp/consensus/trace/tickets_trace.h"

// From a witness to the input of the four tables.
namespace rpp {

struct TablesInput {
  MembersInput members;
  BallotsInput ballots;
  TicketsInput tickets;
  std::vector<Digest> witnesses, reputations;
};

// `facts` are those of the witness, which must have a good shape (check_shape). A witness that
// breaks a rule gives tables that the constraints or the buses refuse.
TablesInput tables_input(const ConsensusRules& rules, const ConsensusWitness& witness,
                         const CertificateFacts& facts);

}  // namespace rpp
