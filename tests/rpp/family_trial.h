// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "p3/parallel/thread_pool.h"
#include "rpp/circuit/forced_circuit.h"
#include "rpp/circuit/witness_tampers.h"
#include "rpp/keys/keygen.h"
#include "rpp/proofs/tamper_matrix.h"

// What the tests that are the same for every family know of one: family_*_test.cc walk over all
// that are linked. A family comes with one file, NAME_trial.cc.
namespace rpp::testing {

// A field that statements.md names: what it says, and our name.
struct SpecField {
  const char* text;
  const char* name;
};

struct FamilyTrial {
  std::string name;
  const Circuit* circuit = nullptr;
  const CircuitProver* prover = nullptr;
  const ForcedCircuit* forced = nullptr;
  // Written from the text of statements.md alone; the public ones first, in its order.
  std::vector<SpecField> public_fields, private_fields;
  // A true witness with a short proof; another one for every seed.
  std::function<std::unique_ptr<Witness>(std::uint64_t seed, p3::ThreadPool& pool)> sample;
  // One with the shortest proof.
  std::function<std::unique_ptr<Witness>(p3::ThreadPool& pool)> smallest;
  // The field table over such a sample.
  std::function<std::unique_ptr<WitnessTampers>(std::uint64_t seed, p3::ThreadPool& pool)> tampers;
};

// All families of the program, by registration. `make` is called once, at the first use.
const std::vector<std::string>& family_names();
const FamilyTrial& family(const std::string& name);

struct FamilyRegistration {
  FamilyRegistration(const char* name, FamilyTrial (*make)());
};

// How much of a test is run: one part in so many, from RPP_TRIAL_SHARE (1: all). CI runs a share.
std::uint64_t trial_share();
// Which part: RPP_TRIAL_SEED, 1 if it is not set.
std::uint64_t trial_seed();

// The circuit with test parameters: its keys, the honest prover, the one by force, and a verifier.
struct FamilyWorld {
  explicit FamilyWorld(const FamilyTrial& trial)
      : pool(2),
        keys({trust_own_key(*trial.circuit, generate_key(*trial.circuit, {Profile::kTest}).value())
                  .value()}),
        request{trial.circuit->name, Profile::kTest, Device::kCpu},
        prover(pool, {trial.prover}, keys),
        verifier({trial.circuit}, keys),
        matrix(prover, *trial.forced, verifier, request) {}

  p3::ThreadPool pool;
  KeySet keys;
  ProofRequest request;
  Plonky3Prover prover;
  Plonky3Verifier verifier;
  TamperMatrix matrix;
};

}  // namespace rpp::testing
