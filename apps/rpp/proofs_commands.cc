// SPDX-License-Identifier: Apache-2.0 OR MIT
#include <cstdio>

#include "apps/rpp/commands.h"
#include "apps/rpp/key_folder.h"
#include "p3/hash/batch_hasher.h"
#include "rpp/fields/fields_json.h"
#include "rpp/keys/description.h"
#include "rpp/keys/files.h"
#include "rpp/proofs/prover.h"
#include "rpp/proofs/verifier.h"

namespace rpp::app {
namespace {

constexpr std::size_t kMaxWitnessBytes = std::size_t{16} << 20;

using Bytes = std::vector<std::uint8_t>;

Bytes bytes_of(const std::string& text) { return {text.begin(), text.end()}; }

// Key faults are the key folder's, input faults the proof's.
Outcome complain_about(const BackendError& error, int otherwise) {
  const bool key = category_of(error.fault) == ErrorCategory::kKey;
  return complain(key ? kExitUntrustedKey : otherwise, to_string(error));
}

Outcome written(const std::string& path, const Bytes& bytes, std::string note) {
  if (auto error = write_atomically(path, bytes)) return complain(*error);
  return {kExitOk, "", std::move(note)};
}

Outcome sample(const Request& request, const Registry& registry) {
  if (const Sampler* sampler = registry.find_sampler(request.circuit)) {
    const SampleResult file = sampler->make(request.seed, request.count);
    if (!file) return complain(kExitUsage, "--count: " + file.error());
    return written(request.out, bytes_of(file.value()), "");
  }
  const Entry* entry = registry.find(request.circuit);
  if (entry == nullptr || entry->sample == nullptr) {
    return complain(kExitUsage, "no samples of " + request.circuit);
  }
  if (request.count) return complain(kExitUsage, "--count: not for " + request.circuit);
  return written(request.out, bytes_of(entry->sample(request.seed)), "");
}

std::string times_text(const ProofResult& result) {
  char text[160];
  std::snprintf(text, sizeof(text), "witness %.1f ms, proof %.1f ms, %zu bytes of proof\n",
                result.witness_ms, result.prove_ms, result.envelope.proof.size());
  return text;
}

Outcome prove(const Request& request, const Registry& registry) {
  const Entry* entry = registry.find(request.circuit);
  if (entry == nullptr) return complain(kExitUsage, "no such circuit: " + request.circuit);
  auto keys = load_folder(request, registry);
  if (!keys) return complain(keys.error());
  const auto witness = read_bounded(request.in, kMaxWitnessBytes);
  if (!witness) return complain(witness.error());
  p3::ThreadPool pool(request.threads);
  Plonky3Prover prover(pool, registry.provers(), std::move(keys).value());
  const ProofRequest what{.circuit = request.circuit,
                          .profile = request.profile.value_or(Profile::kStandalone)};
  const auto result = prover.prove(what, witness.value());
  if (!result) return complain_about(result.error(), kExitUsage);
  const Envelope& envelope = result.value().envelope;
  const Bytes bytes = request.binary ? encode_envelope(envelope)
                                     : bytes_of(write_envelope_json(envelope, *entry->circuit));
  return written(request.out, bytes, times_text(result.value()));
}

Outcome verify(const Request& request, const Registry& registry) {
  auto keys = load_folder(request, registry);
  if (!keys) return complain(keys.error());
  // One byte beyond the gate, so that the verifier's own words are heard.
  const auto bytes = read_bounded(request.in, 2 * kMaxEnvelopeBytes);
  if (!bytes) return complain(bytes.error());
  Plonky3Verifier verifier(registry.circuits(), std::move(keys).value(),
                           {.accelerate = &p3::accelerated_suite<Element>});
  Expected expected{.circuit = {}, .profile = request.profile};
  if (!request.circuit.empty()) expected.circuit = request.circuit;
  const auto outcome = verifier.verify(bytes.value(), expected);
  if (!outcome) return complain_about(outcome.error(), kExitInvalidProof);
  const Verified& v = outcome.value();
  return {kExitOk,
          "valid: " + std::string(v.circuit->name) + " " + info_of(v.profile).name + ", " +
              millibits_text(v.proven_millibits) + " proven bits, statement " +
              to_text(v.statement) + "\n",
          ""};
}

std::string claims_text(const Envelope& e) {
  return "circuit        " + e.circuit + "\nprofile        " + info_of(e.profile).name +
         "\ncommitment     " + to_text(e.commitment) + "\nverifying key  " + to_text(e.key_id) +
         "\nproof          " + std::to_string(e.proof.size()) + " bytes\nproven bits    " +
         millibits_text(e.metadata.proven_millibits) + " (claimed)\ndevice         " +
         e.metadata.device + "\n";
}

// Public fields, and the public values of the STARK: S of these fields, then the key id as claimed.
std::string fields_text(const Envelope& e, const FieldTable& table, const FieldValues& fields) {
  std::string text = "public fields  " + write_fields_json(table, fields);
  if (!text.ends_with('\n')) text += '\n';
  const char* before = "public values  ";
  for (const Digest& half : {statement_digest(table, fields), e.key_id}) {
    for (const Element x : half.elements) {
      text += before + std::to_string(x.as_canonical_u64());
      before = ",";
    }
  }
  return text + "\n";
}

// What an envelope says of itself; nothing of it has been checked.
Outcome inspect(const Request& request, const Registry& registry) {
  const auto bytes = read_bounded(request.in, kMaxEnvelopeBytes);
  if (!bytes) return complain(bytes.error());
  const std::vector<const Circuit*> circuits = registry.circuits();
  const auto read = read_envelope(bytes.value(), circuits);
  if (!read) return complain(kExitInvalidProof, to_string(read.error()));
  const Envelope& e = read.value();
  Outcome outcome;
  outcome.out = claims_text(e);
  if (const Entry* entry = registry.find(e.circuit); entry != nullptr) {
    const FieldTable& table = *entry->circuit->fields;
    const auto fields = decode_fields(table, e.fields);
    if (!fields) return complain(kExitInvalidProof, describe(table, fields.error()));
    outcome.out += fields_text(e, table, fields.value());
  }
  if (request.proof_out.empty()) return outcome;
  if (auto error = write_atomically(request.proof_out, e.proof)) return complain(*error);
  return outcome;
}

}  // namespace

Outcome run_proofs(const Request& request, const Registry& registry) {
  switch (request.command) {
    case Command::kSample:
      return sample(request, registry);
    case Command::kProve:
      return prove(request, registry);
    case Command::kVerify:
      return verify(request, registry);
    default:
      return inspect(request, registry);
  }
}

}  // namespace rpp::app
