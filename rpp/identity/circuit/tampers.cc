// SPDX-License-Identifier: Apache-2.0 OR MIT
#include "rpp/identity/circuit/tampers.h"

#include <string>
#include <utility>
#include <vector>

#include "p3/base/check.h"
#include "p3/base/split_mix.h"
#include "rpp/chain/header.h"
#include "rpp/circuit/family_tampers.h"
#include "rpp/circuit/shared_path.h"
#include "rpp/hash/random_digest.h"
#include "rpp/identity/circuit/prover.h"
#include "rpp/lists/sample_wallet.h"

namespace rpp {
namespace {

using Fields = TamperFields<IdentityFamily>;

// A sample with the pool that signs its changes. A turn chooses the identity, then the attestation,
// then the part of the value.
struct Attacker {
  IdentitySample sample;
  p3::ThreadPool& pool;

  std::size_t size() const { return sample.draft.identities.size(); }
  std::size_t victim(std::uint64_t turn) const { return turn % size(); }
  std::size_t voices() const { return sample.draft.identities.front().attestations.size(); }
  std::size_t voice(std::uint64_t turn) const { return turn / size() % voices(); }

  // Accounts, validators and identities as they are in the changed draft, and all of it signed.
  template <class Change>
  IdentityWitness again(Change change) const {
    IdentityDraft draft = sample.draft;
    change(draft);
    return sign(draft, pool);
  }
};
using Holder = std::shared_ptr<const Attacker>;

template <class S, std::size_t kFields>
void change_field(const std::array<BoundField<S>, kFields>& bound, const FieldTable& table,
                  std::size_t i, S& holder, std::uint64_t turn) {
  FieldValues values = values_of(bound, holder);
  values[i] = changed_value(table.fields[i], std::move(values[i]), turn);
  holder = struct_of(bound, values);
}

// What the envelope shows: the list's fields, and behind its root those of every statement.
void add_claims(Fields& out, std::size_t size) {
  add_claimed_fields<IdentityFamily>(
      out, "public.", kIdentityListTable,
      [](const IdentityClaims& claims, std::uint64_t) { return values_of(claims.fields); },
      [](IdentityClaims& claims, const FieldValues& values, std::uint64_t) {
        claims.fields = identity_list_public_of(values);
      });
  add_claimed_fields<IdentityFamily>(
      out, "statement.", kIdentityStatementTable,
      [size](const IdentityClaims& claims, std::uint64_t turn) {
        return values_of(claims.statements[turn % size]);
      },
      [size](IdentityClaims& claims, const FieldValues& values, std::uint64_t turn) {
        claims.statements[turn % size] = identity_statement_of(values);
        claims.fields.list_root = identity_list_root(claims.statements);
      });
}

// A public field that stands in the witness too. `follow` changes what else names it in a draft.
template <class T, class Follow>
void drafted_again(Fields& out, const char* name, const Holder& attacker,
                   T IdentityDraft::* drafted, Follow follow) {
  out[kIdentityListTable.find(name)].remake = [attacker, drafted, follow](std::uint64_t turn) {
    return attacker->again([&](IdentityDraft& draft) {
      change(draft.*drafted, turn);
      for (DraftIdentity& identity : draft.identities) follow(draft, identity.body);
    });
  };
}

void add_block(Fields& out, const Holder& attacker) {
  using W = IdentityWitness;
  using D = IdentityDraft;
  using Body = IdentityDeclaration;
  const auto alone = [&](const char* name, auto W::* member) {
    out[kIdentityListTable.find(name)].change = [member](W& witness, std::uint64_t turn) {
      change(witness.*member, turn);
    };
  };
  // Chain id and epoch nonce have no change alone: traces take them from claims and declarations.
  alone("height", &W::height);
  alone("timestamp", &W::timestamp);
  alone("validator_set_root", &W::validator_set_root);
  drafted_again(out, "chain_id", attacker, &D::chain_id,
                [](const D& draft, Body& body) { body.chain_id = draft.chain_id; });
  drafted_again(out, "height", attacker, &D::height, [](const D& draft, Body& body) {
    body.epoch = epoch_of(draft.height, draft.rules.epoch_length);
    body.vote_key.activation_height = min_activation(draft.height, draft.rules.epoch_length);
  });
  drafted_again(out, "timestamp", attacker, &D::timestamp, [](const D&, Body&) {});
  drafted_again(out, "epoch_nonce", attacker, &D::epoch_nonce,
                [](const D& draft, Body& body) { body.epoch_nonce = draft.epoch_nonce; });
}

// The state before the list. A tree's root is made again by the fields of its accounts.
void add_state(Fields& out, const Holder& attacker) {
  using S = StateSummary;
  const auto add = [&](const char* name, auto member) {
    out.push_back({.name = std::string("state.") + name,
                   .change = [member](IdentityWitness& witness, std::uint64_t turn) {
                     change(witness.state.*member, turn);
                   }});
  };
  add("accounts_root", &S::accounts_root);
  add("account_count", &S::account_count);
  add("validator_count", &S::validator_count);
  out.back().remake = [attacker](std::uint64_t turn) {
    return attacker->again([&](IdentityDraft& draft) { change(draft.validator_count, turn); });
  };
  add("supply", &S::supply);
  out.back().remake = [attacker](std::uint64_t turn) {
    return attacker->again([&](IdentityDraft& draft) { change(draft.supply, turn); });
  };
}

void add_bodies(Fields& out, const Holder& attacker) {
  const FieldTable& table = kIdentityDeclarationTable;
  for (std::size_t i = 0; i < table.fields.size(); ++i) {
    const auto apply = [i, attacker](auto& identities, std::uint64_t turn) {
      change_field(kIdentityDeclarationFields, kIdentityDeclarationTable, i,
                   identities[attacker->victim(turn)].body, turn / attacker->size());
    };
    out.push_back({.name = "body." + std::string(table.fields[i].name),
                   .change = [apply](IdentityWitness& witness,
                                     std::uint64_t turn) { apply(witness.identities, turn); },
                   .remake =
                       [apply, attacker](std::uint64_t turn) {
                         return attacker->again(
                             [&](IdentityDraft& draft) { apply(draft.identities, turn); });
                       }});
  }
}

// A value of the victim that is changed where it stands.
template <class Get>
void add_value(Fields& out, const char* name, const Holder& attacker, Get get) {
  out.push_back({.name = name, .change = [attacker, get](auto& witness, std::uint64_t turn) {
                   change(get(witness.identities[attacker->victim(turn)]), turn / attacker->size());
                 }});
}

// Signed at the leaf of another attempt, by another key where the wallet lacks it.
IdentityWitness at_other_attempt(const Attacker& attacker, std::uint64_t turn) {
  IdentityDraft draft = attacker.sample.draft;
  DraftIdentity& identity = draft.identities[attacker.victim(turn)];
  change_small(identity.attempt, turn / attacker.size());
  const std::uint32_t leaf = wrapped_wallet_leaf(0, identity.attempt);
  std::unique_ptr<const XmssKey> other;
  if (!identity.key->holds(leaf)) {
    p3::SplitMix64 draws(turn);
    other = make_wallet(random_digest(draws), leaf / kAttempts, 0, attacker.pool);
    identity.key = other.get();
    identity.body.address = key_digest(other->public_key());
  }
  return sign(draft, attacker.pool);
}

void add_signature(Fields& out, const Holder& attacker) {
  using I = SignedIdentity;
  add_value(out, "signature.key_root", attacker,
            [](I& i) -> auto& { return i.signature.key_root; });
  add_value(out, "signature.key_pp", attacker, [](I& i) -> auto& { return i.signature.key_pp; });
  add_value(out, "signature.rho", attacker,
            [](I& i) -> auto& { return i.signature.signature.rho; });
  add_value(out, "signature.values", attacker,
            [](I& i) -> auto& { return i.signature.signature.values; });
  add_value(out, "signature.path", attacker, [](I& i) -> auto& { return i.signature.path; });
  out.push_back(
      {.name = "signature.attempt",
       .change =
           [attacker](IdentityWitness& witness, std::uint64_t turn) {
             change_small(witness.identities[attacker->victim(turn)].signature.attempt,
                          turn / attacker->size());
           },
       .remake = [attacker](std::uint64_t turn) { return at_other_attempt(*attacker, turn); }});
}

// The low account, whose change is in the state before the list if it was there.
void add_low(Fields& out, const Holder& attacker) {
  for (std::size_t i = 0; i < kAccountTable.fields.size(); ++i) {
    const auto apply = [i, attacker](Account& account, std::uint64_t turn) {
      change_field(kAccountFields, kAccountTable, i, account, turn / attacker->size());
    };
    const auto again = [apply, attacker](std::uint64_t turn) -> std::optional<IdentityWitness> {
      const std::size_t victim = attacker->victim(turn);
      const std::uint32_t low = attacker->sample.witness.identities[victim].low_index;
      if (low >= attacker->sample.draft.accounts.size()) return std::nullopt;
      return attacker->again([&](IdentityDraft& draft) {
        apply(draft.accounts[low], turn);
        draft.identities[victim].low_index = low;
      });
    };
    out.push_back({.name = "low." + std::string(kAccountTable.fields[i].name),
                   .change =
                       [apply, attacker](IdentityWitness& witness, std::uint64_t turn) {
                         apply(witness.identities[attacker->victim(turn)].low, turn);
                       },
                   .remake = again});
  }
  using I = SignedIdentity;
  add_value(out, "low_index", attacker, [](I& i) -> auto& { return i.low_index; });
  out.back().remake = [attacker](std::uint64_t turn) {
    return attacker->again([&](IdentityDraft& draft) {
      draft.identities[attacker->victim(turn)].low_index =
          static_cast<std::uint32_t>(turn / attacker->size() % draft.accounts.size());
    });
  };
  // Both leaves change in one step, in which each node that their paths share stands once.
  for (const std::size_t opening : {0, 1}) {
    out.push_back({.name = opening == 0 ? "low_path" : "new_path",
                   .change = [attacker, opening](IdentityWitness& witness, std::uint64_t turn) {
                     const std::size_t victim = attacker->victim(turn);
                     SignedIdentity& identity = witness.identities[victim];
                     const OpenedPath openings[] = {
                         {identity.low_index, &identity.low_path},
                         {witness.state.account_count + victim, &identity.new_path}};
                     change_shared_path(openings, opening, turn / attacker->size());
                   }});
  }
}

// The fields of a member, whose change is in the validator set.
void add_members(Fields& out, const Holder& attacker) {
  for (std::size_t i = 0; i < kValidatorTable.fields.size(); ++i) {
    const auto apply = [i, attacker](ValidatorLeaf& member, std::uint64_t turn) {
      change_field(kValidatorFields, kValidatorTable, i, member,
                   turn / attacker->size() / attacker->voices());
    };
    out.push_back({.name = "member." + std::string(kValidatorTable.fields[i].name),
                   .change =
                       [apply, attacker](IdentityWitness& witness, std::uint64_t turn) {
                         SignedIdentity& identity = witness.identities[attacker->victim(turn)];
                         apply(identity.attestations[attacker->voice(turn)].member, turn);
                       },
                   .remake =
                       [apply, attacker](std::uint64_t turn) {
                         return attacker->again([&](IdentityDraft& draft) {
                           const DraftIdentity& identity = draft.identities[attacker->victim(turn)];
                           const auto& attestation = identity.attestations[attacker->voice(turn)];
                           apply(draft.validators[attestation.index], turn);
                         });
                       }});
  }
}

// The attester signs everything at one leaf, by a new vote key that holds it; nothing where no key
// has such a leaf.
std::optional<IdentityWitness> at_other_leaf(const Attacker& attacker, std::uint64_t turn) {
  IdentityDraft draft = attacker.sample.draft;
  const DraftIdentity& identity = draft.identities[attacker.victim(turn)];
  auto [index, leaf] = identity.attestations[attacker.voice(turn)];
  change(leaf, turn / attacker.size() / attacker.voices());
  const unsigned height = draft.rules.key_height;
  if (leaf >> height != 0) return std::nullopt;
  p3::SplitMix64 draws(turn);
  const XmssKey key(SecretSeed(random_digest(draws).elements), {KeyKind::kVote, height, leaf, 0},
                    attacker.pool);
  draft.vote_keys[index] = &key;
  draft.validators[index].key_root = key.public_key().root;
  draft.validators[index].key_pp = key.public_key().pp;
  for (DraftIdentity& one : draft.identities) {
    for (DraftAttestation& attestation : one.attestations) {
      if (attestation.index == index) attestation.leaf = leaf;
    }
  }
  return sign(draft, attacker.pool);
}

template <class Get>
void add_of_attestation(Fields& out, const char* name, const Holder& attacker, Get get) {
  out.push_back({.name = name, .change = [attacker, get](auto& witness, std::uint64_t turn) {
                   auto& identity = witness.identities[attacker->victim(turn)];
                   change(get(identity.attestations[attacker->voice(turn)]),
                          turn / attacker->size() / attacker->voices());
                 }});
}

// In the paths of all members that go the same way: the list has one validator set.
void change_member_path(const Attacker& attacker, IdentityWitness& witness, std::uint64_t turn) {
  std::vector<OpenedPath> openings;
  for (SignedIdentity& identity : witness.identities) {
    for (Attestation& attestation : identity.attestations) {
      openings.push_back({attestation.index, &attestation.member_path});
    }
  }
  const std::size_t victim = attacker.victim(turn) * attacker.voices() + attacker.voice(turn);
  change_shared_path(openings, victim, turn / attacker.size() / attacker.voices());
}

void add_attestations(Fields& out, const Holder& attacker) {
  using A = Attestation;
  add_of_attestation(out, "attestation.index", attacker, [](A& a) -> auto& { return a.index; });
  out.push_back({.name = "attestation.member_path",
                 .change = [attacker](IdentityWitness& witness, std::uint64_t turn) {
                   change_member_path(*attacker, witness, turn);
                 }});
  add_of_attestation(out, "attestation.leaf", attacker, [](A& a) -> auto& { return a.leaf; });
  out.back().remake = [attacker](std::uint64_t turn) { return at_other_leaf(*attacker, turn); };
  add_of_attestation(out, "attestation.rho", attacker,
                     [](A& a) -> auto& { return a.signature.rho; });
  add_of_attestation(out, "attestation.values", attacker,
                     [](A& a) -> auto& { return a.signature.values; });
  add_of_attestation(out, "attestation.path", attacker, [](A& a) -> auto& { return a.path; });
}

// The list without an identity, and an identity without an attestation.
void add_counts(Fields& out, const Holder& attacker) {
  const auto erase = [](auto& list, std::size_t i) {
    list.erase(list.begin() + static_cast<std::ptrdiff_t>(i));
  };
  const auto add = [&](const char* name, auto drop) {
    out.push_back({.name = name,
                   .change = [drop](IdentityWitness& witness,
                                    std::uint64_t turn) { drop(witness.identities, turn); },
                   .remake =
                       [drop, attacker](std::uint64_t turn) {
                         return attacker->again(
                             [&](IdentityDraft& draft) { drop(draft.identities, turn); });
                       }});
  };
  add("attestations.count", [attacker, erase](auto& identities, std::uint64_t turn) {
    erase(identities[attacker->victim(turn)].attestations, attacker->voice(turn));
  });
  add("identities.count", [attacker, erase](auto& identities, std::uint64_t turn) {
    erase(identities, attacker->victim(turn));
  });
}

}  // namespace

std::unique_ptr<WitnessTampers> make_identity_tampers(const IdentityModel& model,
                                                      std::uint64_t seed,
                                                      const IdentitySampleOptions& options,
                                                      p3::ThreadPool& pool) {
  P3_CHECK(options.count > 0 && options.rules == model.rules(), "identities of this model");
  const auto attacker =
      std::make_shared<const Attacker>(Attacker{make_identity_sample(seed, options, pool), pool});
  Fields fields;
  add_claims(fields, attacker->size());
  add_block(fields, attacker);
  add_state(fields, attacker);
  add_bodies(fields, attacker);
  add_signature(fields, attacker);
  add_low(fields, attacker);
  add_members(fields, attacker);
  add_attestations(fields, attacker);
  add_counts(fields, attacker);
  return std::make_unique<FamilyTampers<IdentityFamily>>(model, attacker->sample.witness,
                                                         std::move(fields), attacker, pool);
}

}  // namespace rpp
