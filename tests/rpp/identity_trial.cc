// SPDX-License-Identifier: Apache-2.0 OR MIT
#include "rpp/identity/circuit/forced.h"
#include "rpp/identity/circuit/tampers.h"
#include "rpp/identity/sample.h"
#include "rpp/identity/witness_json.h"
#include "tests/rpp/family_trial.h"

namespace rpp::testing {
namespace {

// Lists of up to three identities, attested by three to five members of a set of any size; also
// behind the sentinel alone.
IdentityWitness sample_of(std::uint64_t seed, p3::ThreadPool& pool) {
  const IdentitySampleOptions options{.count = static_cast<std::uint32_t>(seed % 4),
                                      .attestations = 3 + static_cast<std::uint32_t>(seed / 4 % 3),
                                      .accounts = 1 + static_cast<std::uint32_t>(seed % 11),
                                      .validators = 5 + static_cast<std::uint32_t>(seed % 5)};
  return make_identity_sample(seed, options, pool).witness;
}

// Section 5, identity: the statement, and the declaration that the new key signs.
void add_statement(std::vector<SpecField>& out) {
  for (const SpecField& field : std::initializer_list<SpecField>{
           {"chain id", "statement.chain_id"},
           {"address", "statement.address"},
           {"vote root", "statement.vote_root"},
           {"vote pp", "statement.vote_pp"},
           {"vote first slot", "statement.vote_first_slot"},
           {"vote activation height", "statement.vote_activation_height"},
           {"current height", "statement.current_height"},
           {"epoch", "statement.epoch"},
           {"epoch nonce", "statement.epoch_nonce"},
           {"validator-set root", "statement.validator_set_root"},
           {"attestation count", "statement.attestation_count"},
           {"chain id", "body.chain_id"},
           {"address", "body.address"},
           {"vote root", "body.vote_root"},
           {"vote pp", "body.vote_pp"},
           {"first slot", "body.vote_first_slot"},
           {"activation height", "body.vote_activation_height"},
           {"epoch", "body.epoch"},
           {"epoch nonce", "body.epoch_nonce"},
           {"root of the new wallet key", "signature.key_root"},
           {"pp of the new wallet key", "signature.key_pp"},
           {"leaf 0..3 (attempt)", "signature.attempt"},
           {"rho", "signature.rho"},
           {"the signature's value for a chain", "signature.values"},
           {"path of the key's tree", "signature.path"},
           {"3 to 8 members", "attestations.count"},
           {"a list of 0 to 32", "identities.count"}}) {
    out.push_back(field);
  }
}

// Section 4: the state's fields, and the account leaf of the low account.
void add_insertion(std::vector<SpecField>& out) {
  for (const SpecField& field : std::initializer_list<SpecField>{
           {"accounts root", "state.accounts_root"},
           {"account count", "state.account_count"},
           {"validator count", "state.validator_count"},
           {"supply", "state.supply"},
           {"address", "low.address"},
           {"next address", "low.next_address"},
           {"next index", "low.next_index"},
           {"balance", "low.balance"},
           {"nonce", "low.nonce"},
           {"rotation count", "low.rotation_count"},
           {"stake", "low.stake"},
           {"wallet key digest", "low.wallet_key"},
           {"vote key: root", "low.vote_root"},
           {"vote key: pp", "low.vote_pp"},
           {"vote key: first slot", "low.vote_first_slot"},
           {"vote key: activation height", "low.vote_activation_height"},
           {"previous vote key: root", "low.previous_vote_root"},
           {"previous vote key: pp", "low.previous_vote_pp"},
           {"previous vote key: first slot", "low.previous_vote_first_slot"},
           {"previous vote key: activation height", "low.previous_vote_activation_height"},
           {"tier", "low.tier"},
           {"reputation", "low.reputation"},
           {"timetoke hours", "low.hours"},
           {"end of last window", "low.window_end"},
           {"last decay time", "low.last_decay"},
           {"consensus successes", "low.successes"},
           {"flags", "low.flags"},
           {"position of the low leaf", "low_index"},
           {"path of the low leaf", "low_path"},
           {"the empty leaf in the intermediate tree", "new_path"}}) {
    out.push_back(field);
  }
}

// Section 4, validators: the leaf of a member; section 5: its place and what it signs.
void add_members(std::vector<SpecField>& out) {
  for (const SpecField& field : std::initializer_list<SpecField>{
           {"member's address", "member.address"},
           {"root", "member.key_root"},
           {"pp", "member.key_pp"},
           {"first slot", "member.first_slot"},
           {"activation height", "member.activation_height"},
           {"voting power", "member.voting_power"},
           {"tier", "member.tier"},
           {"timetoke hours", "member.timetoke_hours"},
           {"validator index", "attestation.index"},
           {"a path to the validator-set root", "attestation.member_path"},
           {"a leaf of the attestation range", "attestation.leaf"},
           {"rho", "attestation.rho"},
           {"the attestation's value for a chain", "attestation.values"},
           {"path of the vote key's tree", "attestation.path"}}) {
    out.push_back(field);
  }
}

FamilyTrial make_trial() {
  static const IdentityProver prover(identity_model());
  static const ForcedIdentities forced(identity_model());
  FamilyTrial trial;
  trial.circuit = &identity_model().circuit();
  trial.prover = &prover;
  trial.forced = &forced;
  // Section 1, "Lists", and the added fields of identities.
  trial.public_fields = {{"chain id", "public.chain_id"},
                         {"count", "public.count"},
                         {"list root", "public.list_root"},
                         {"state root before", "public.state_root_before"},
                         {"state root after", "public.state_root_after"},
                         {"height", "public.height"},
                         {"timestamp", "public.timestamp"},
                         {"epoch", "public.epoch"},
                         {"epoch nonce", "public.epoch_nonce"},
                         {"validator-set root", "public.validator_set_root"}};
  add_statement(trial.private_fields);
  add_insertion(trial.private_fields);
  add_members(trial.private_fields);
  trial.sample = [](std::uint64_t seed, p3::ThreadPool& pool) {
    return std::make_unique<IdentityCase>(sample_of(seed, pool));
  };
  trial.file = [](std::uint64_t seed, p3::ThreadPool& pool) {
    return write_identity_witness(identity_model().rules(), sample_of(seed, pool));
  };
  trial.smallest = [](p3::ThreadPool& pool) {
    return std::make_unique<IdentityCase>(make_identity_sample(1, {.count = 0}, pool).witness);
  };
  trial.tampers = [](std::uint64_t seed, p3::ThreadPool& pool) {
    const IdentitySampleOptions options{
        .count = 1 + static_cast<std::uint32_t>(seed % 2),
        .attestations = 3 + static_cast<std::uint32_t>(seed / 2 % 2)};
    return make_identity_tampers(identity_model(), seed, options, pool);
  };
  return trial;
}

const FamilyRegistration kRegistration("identity", &make_trial);

}  // namespace
}  // namespace rpp::testing
