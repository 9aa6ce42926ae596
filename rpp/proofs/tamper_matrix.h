// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include <cstddef>
#include <map>
#include <optional>
#include <string>

#include "rpp/proofs/forced.h"
#include "rpp/proofs/verifier.h"

// Forms (a) and (b) of the tamper matrix for any circuit (statements.md, section 8): attempts, who
// refused them, and why. For tests and simnet only.
namespace rpp {

// What a number of attempts came to. Only false statements are attempts.
struct MatrixTally {
  std::size_t attempts = 0;
  std::size_t accepted = 0;
  std::map<std::string, std::size_t> rejections;  // by the fault's name
  std::size_t true_statements = 0;                // changed, still true, and proved

  void reject(const BackendError& error);
  // "consensus, fields: 70 attempts, 0 accepted; 66 ConstraintMismatch, 4 ...".
  std::string text(const std::string& title) const;
};

// Field i of the table changed, and the commitment made again: what form (b) hands in. The
// envelope's fields must decode.
Envelope with_other_field(const FieldTable& table, Envelope envelope, std::size_t field);

class TamperMatrix {
 public:
  // All outlive it. `prover` is the honest one, whose native rules decide what is true.
  TamperMatrix(Plonky3Prover& prover, const ForcedCircuit& forced, Plonky3Verifier& verifier,
               const ProofRequest& request)
      : prover_(prover), forced_(forced), verifier_(verifier), request_(request) {}

  // A witness that the honest prover takes is true: its proof must be accepted. Any other is proved
  // by force and must be refused for cryptographic reasons. Says what went otherwise.
  std::optional<std::string> attempt(const Witness& witness, MatrixTally& tally);

  // The same for an envelope that is false.
  std::optional<std::string> attempt(const Envelope& envelope, MatrixTally& tally);

 private:
  Plonky3Prover& prover_;
  const ForcedCircuit& forced_;
  Plonky3Verifier& verifier_;
  ProofRequest request_;
};

}  // namespace rpp
