// SPDX-License-Identifier: Apache-2.0 OR MIT
#include "rpp/proofs/tamper_matrix.h"

#include <utility>

#include "rpp/fields/other_value.h"

namespace rpp {

void MatrixTally::reject(const BackendError& error) {
  ++attempts;
  ++rejections[fault_name(error.fault)];
}

std::string MatrixTally::text(const std::string& title) const {
  std::string out = title + ": " + std::to_string(attempts) + " attempts, " +
                    std::to_string(accepted) + " accepted";
  const char* between = "; rejected: ";
  for (const auto& [reason, count] : rejections) {
    out += between + (std::to_string(count) + " " + reason);
    between = ", ";
  }
  if (true_statements != 0) {
    out += "; beside them " + std::to_string(true_statements) + " changes that stay true, proved";
  }
  return out;
}

Envelope with_other_field(const FieldTable& table, Envelope envelope, std::size_t field) {
  FieldValues values = decode_fields(table, envelope.fields).value();
  values[field] = other_value(table.fields[field], std::move(values[field]));
  envelope.fields = encode_fields(table, values);
  envelope.commitment = statement_digest(table, values);
  return envelope;
}

std::optional<std::string> TamperMatrix::attempt(const Witness& witness, MatrixTally& tally) {
  const auto honest = prover_.prove(request_, witness);
  if (!honest && honest.error().fault != BackendFault::kInvalidWitness) {
    return "the honest prover failed: " + to_string(honest.error());
  }
  if (honest) {
    const auto verdict = verifier_.verify(encode_envelope(honest.value().envelope));
    if (!verdict) return "true, and refused: " + to_string(verdict.error());
    ++tally.true_statements;
    return std::nullopt;
  }
  const auto proof = ForcedProver(prover_).prove(request_, forced_, witness);
  if (!proof) return "no forced proof: " + to_string(proof.error());
  return attempt(proof.value().envelope, tally);
}

std::optional<std::string> TamperMatrix::attempt(const Envelope& envelope, MatrixTally& tally) {
  const auto verdict = verifier_.verify(encode_envelope(envelope));
  if (verdict) {
    ++tally.attempts;
    ++tally.accepted;
    return "accepted";
  }
  tally.reject(verdict.error());
  if (!is_cryptographic(verdict.error())) return "refused by form: " + to_string(verdict.error());
  return std::nullopt;
}

}  // namespace rpp
