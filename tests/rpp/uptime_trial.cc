// SPDX-License-Identifier: Apache-2.0 OR MIT
#include "rpp/uptime/circuit/forced.h"
#include "rpp/uptime/circuit/tampers.h"
#include "rpp/uptime/sample.h"
#include "rpp/uptime/witness_json.h"
#include "tests/rpp/family_trial.h"

namespace rpp::testing {
namespace {

UptimeWitness list_of(std::uint64_t seed, std::uint32_t count, p3::ThreadPool& pool) {
  return make_uptime_sample(seed, {.rules = {}, .count = count, .senders = 0}, pool).witness;
}
UptimeWitness sample_of(std::uint64_t seed, p3::ThreadPool& pool) {
  return list_of(seed, static_cast<std::uint32_t>(seed % 4), pool);
}

// Section 5, uptime: each statement, the claim that is signed, the head's leaf in the history
// (section 4), the record before, and the signature.
std::vector<SpecField> private_fields() {
  return {{"chain id", "statement.chain_id"},
          {"address", "statement.address"},
          {"key digest", "statement.key_digest"},
          {"rotation count", "statement.rotation_count"},
          {"nonce", "statement.nonce"},
          {"epoch", "statement.epoch"},
          {"window start", "statement.window_start"},
          {"window end", "statement.window_end"},
          {"head hash", "statement.head_hash"},
          {"head height", "statement.head_height"},
          {"history root", "statement.history_root"},
          {"credited hours", "statement.credited_hours"},
          {"record before, hours", "statement.hours_before"},
          {"record before, end of last window", "statement.window_end_before"},
          {"record before, last decay time", "statement.last_decay_before"},
          {"record after, hours", "statement.hours_after"},
          {"record after, end of last window", "statement.window_end_after"},
          {"record after, last decay time", "statement.last_decay_after"},
          {"chain id", "body.chain_id"},
          {"address", "body.address"},
          {"key digest", "body.key_digest"},
          {"rotation count", "body.rotation_count"},
          {"nonce", "body.nonce"},
          {"epoch", "body.epoch"},
          {"window start", "body.window_start"},
          {"window end", "body.window_end"},
          {"head hash", "body.head_hash"},
          {"head height", "body.head_height"},
          {"timestamp", "head.timestamp"},
          {"tx root", "head.tx_root"},
          {"the head is in the history", "head.path"},
          {"hours", "record.hours"},
          {"end of last window", "record.window_end"},
          {"last decay time", "record.last_decay"},
          {"root of the wallet key", "signature.key_root"},
          {"pp of the wallet key", "signature.key_pp"},
          {"attempt", "signature.attempt"},
          {"rho", "signature.rho"},
          {"the signature's value for a chain", "signature.values"},
          {"path of the key's tree", "signature.path"},
          {"a list of 0 to 512", "claims.count"}};
}

FamilyTrial make_trial() {
  static const UptimeProver prover(uptime_model());
  static const ForcedUptime forced(uptime_model());
  FamilyTrial trial;
  trial.circuit = &uptime_model().circuit();
  trial.prover = &prover;
  trial.forced = &forced;
  // Section 1, "Lists", and the added field of uptime.
  trial.public_fields = {{"chain id", "public.chain_id"},
                         {"count", "public.count"},
                         {"list root", "public.list_root"},
                         {"history root", "public.history_root"}};
  trial.private_fields = private_fields();
  trial.sample = [](std::uint64_t seed, p3::ThreadPool& pool) {
    return std::make_unique<UptimeCase>(sample_of(seed, pool));
  };
  trial.file = [](std::uint64_t seed, p3::ThreadPool& pool) {
    return write_uptime_witness(uptime_model().rules(), sample_of(seed, pool));
  };
  trial.smallest = [](p3::ThreadPool& pool) {
    return std::make_unique<UptimeCase>(list_of(1, 0, pool));
  };
  // Claims of one account follow each other; those of several share heads.
  trial.tampers = [](std::uint64_t seed, p3::ThreadPool& pool) {
    const UptimeSampleOptions options{.rules = uptime_model().rules(),
                                      .count = 1 + static_cast<std::uint32_t>(seed % 3),
                                      .senders = static_cast<std::uint32_t>(seed % 2)};
    return make_uptime_tampers(uptime_model(), seed, options, pool);
  };
  return trial;
}

const FamilyRegistration kRegistration("uptime", &make_trial);

}  // namespace
}  // namespace rpp::testing
