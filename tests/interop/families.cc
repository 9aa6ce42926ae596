// SPDX-License-Identifier: Apache-2.0 OR MIT
#include "tests/interop/families.h"

#include <algorithm>

#include "p3/base/check.h"
#include "rpp/consensus/circuit/prover.h"
#include "rpp/consensus/sample.h"
#include "rpp/identity/circuit/prover.h"
#include "rpp/identity/sample.h"
#include "rpp/pruning/circuit/prover.h"
#include "rpp/pruning/sample.h"
#include "rpp/state/circuit/prover.h"
#include "rpp/state/sample.h"
#include "rpp/transaction/circuit/prover.h"
#include "rpp/transaction/sample.h"
#include "rpp/uptime/circuit/prover.h"
#include "rpp/uptime/sample.h"

namespace rpp::testing {
namespace {

// A certificate, from which a few validators stay away.
std::unique_ptr<Witness> certificate(std::uint32_t members, p3::ThreadPool& pool) {
  ConsensusSampleOptions options;
  options.rules = consensus_model().rules();
  options.validators = members;
  options.witness_commitments = 5;
  options.reputation_roots = 3;
  options.absent_percent = 20;
  return std::make_unique<ConsensusCase>(make_consensus_sample(members, options, pool).witness);
}

std::unique_ptr<Witness> transactions(std::uint32_t count, p3::ThreadPool& pool) {
  const TransactionSampleOptions options{.count = count, .senders = 0, .kind = {}};
  return std::make_unique<TransactionCase>(
      make_transaction_sample(count + 1, options, pool).witness);
}

std::unique_ptr<Witness> blocks(std::uint32_t count, p3::ThreadPool&) {
  return std::make_unique<PruningCase>(
      make_pruning_sample(count, {.blocks = count, .transactions = 6}).witness);
}

std::unique_ptr<Witness> claims(std::uint32_t count, p3::ThreadPool& pool) {
  const UptimeSampleOptions options{.rules = uptime_model().rules(), .count = count, .senders = 0};
  return std::make_unique<UptimeCase>(make_uptime_sample(count + 1, options, pool).witness);
}

std::unique_ptr<Witness> identities(std::uint32_t count, p3::ThreadPool& pool) {
  const IdentitySampleOptions options{.rules = identity_model().rules(), .count = count};
  return std::make_unique<IdentityCase>(make_identity_sample(count + 1, options, pool).witness);
}

// Blocks of so many transactions; every third is an epoch boundary.
std::unique_ptr<Witness> effects(std::uint32_t count, p3::ThreadPool&) {
  StateSampleOptions options;
  options.rules = state_model().rules();
  options.transactions = count;
  options.boundary = count % 3 == 0;
  return std::make_unique<StateCase>(make_state_sample(count + 1, options).witness);
}

std::vector<InteropFamily> make_families() {
  static const ConsensusProver consensus(consensus_model());
  static const TransactionProver transaction(transaction_model());
  static const IdentityProver identity(identity_model());
  static const PruningProver pruning(pruning_model());
  static const UptimeProver uptime(uptime_model());
  static const StateProver state(state_model());
  return {{"consensus", &consensus, &certificate, {4, 16}},
          {"transaction", &transaction, &transactions, {1, 0, 9}},
          {"pruning", &pruning, &blocks, {2, 16}},
          {"identity", &identity, &identities, {1, 0, 3}},
          {"uptime", &uptime, &claims, {1, 0, 5}},
          {"state", &state, &effects, {1, 0, 9}}};
}

}  // namespace

const std::vector<InteropFamily>& interop_families() {
  static const std::vector<InteropFamily> families = make_families();
  return families;
}

const InteropFamily& interop_family(const std::string& name) {
  const auto found = std::ranges::find(interop_families(), name, &InteropFamily::name);
  P3_CHECK(found != interop_families().end(), "a family of the list");
  return *found;
}

std::vector<std::string> interop_names() {
  std::vector<std::string> names;
  for (const InteropFamily& family : interop_families()) names.push_back(family.name);
  return names;
}

}  // namespace rpp::testing
