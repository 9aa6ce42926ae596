// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include "p3/parallel/thread_pool.h"
#include "rpp/consensus/circuit/forced.h"
#include "rpp/consensus/circuit/prover.h"
#include "rpp/keys/keygen.h"
#include "rpp/proofs/tamper_matrix.h"

// The consensus circuit over the smallest vote keys with test parameters: its keys, the honest
// prover, the one by force, and a verifier.
namespace rpp::testing {

struct SmallConsensus {
  SmallConsensus()
      : pool(2),
        model({.epoch_length = 1440, .key_height = kMinVoteHeight}),
        circuit(model),
        forced(model),
        keys(
            {trust_own_key(model.circuit(), generate_key(model.circuit(), {Profile::kTest}).value())
                 .value()}),
        prover(pool, {&circuit}, keys),
        verifier({&model.circuit()}, keys),
        matrix(prover, forced, verifier, request) {}

  ProofRequest request{"consensus", Profile::kTest, Device::kCpu};
  p3::ThreadPool pool;
  ConsensusModel model;
  ConsensusProver circuit;
  ForcedConsensus forced;
  KeySet keys;
  Plonky3Prover prover;
  Plonky3Verifier verifier;
  TamperMatrix matrix;
};

}  // namespace rpp::testing
