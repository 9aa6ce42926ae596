// SPDX-License-Identifier: Apache-2.0 OR MIT
#include "rpp/uptime/circuit/tampers.h"

#include <string>
#include <utility>
#include <vector>

#include "p3/base/check.h"
#include "rpp/chain/header.h"
#include "rpp/chain/limits.h"
#include "rpp/circuit/family_tampers.h"
#include "rpp/circuit/shared_path.h"
#include "rpp/hash/random_digest.h"
#include "rpp/lists/sample_wallet.h"
#include "rpp/uptime/circuit/prover.h"

namespace rpp {
namespace {

using Fields = TamperFields<UptimeFamily>;
using Remade = std::optional<UptimeWitness>;

// A sample with the pool that signs its changes.
struct Attacker {
  UptimeSample sample;
  p3::ThreadPool& pool;

  std::size_t size() const { return sample.draft.claims.size(); }
  std::size_t victim(std::uint64_t turn) const { return turn % size(); }

  // The draft changed, the history written again, and every claim signed again: at a leaf that its
  // key lacks, by another key that is then named in the claim.
  template <class Change>
  Remade made_again(std::uint64_t turn, Change apply) const {
    UptimeDraft draft = sample.draft;
    apply(draft, draft.claims[victim(turn)], turn / size());
    std::vector<std::unique_ptr<const XmssKey>> others;
    p3::SplitMix64 draws(turn);
    for (DraftClaim& claim : draft.claims) {
      const std::uint32_t leaf = wrapped_wallet_leaf(claim.body.nonce, claim.attempt);
      if (claim.key->holds(leaf)) continue;
      // The leaf's own nonce: an attempt may reach into the next one.
      others.push_back(make_wallet(random_digest(draws), leaf / kAttempts, 0, pool));
      claim.key = others.back().get();
      claim.body.key_digest = key_digest(claim.key->public_key());
    }
    return sign(draft, pool);
  }
  template <class Change>
  Remade claim_again(std::uint64_t turn, Change apply) const {
    return made_again(turn,
                      [&](UptimeDraft&, DraftClaim& claim, std::uint64_t t) { apply(claim, t); });
  }
  // Another block in place of the victim's head, named by all claims on it.
  template <class Change>
  Remade head_again(std::uint64_t turn, Change apply) const {
    return made_again(turn, [&](UptimeDraft& draft, DraftClaim& victim, std::uint64_t t) {
      BlockLeaf& head = draft.blocks[victim.head];
      apply(head, t);
      for (DraftClaim& claim : draft.claims) {
        if (claim.head != victim.head) continue;
        claim.body.head_hash = head.block_hash;
        claim.body.head_height = head.height;
        claim.body.epoch = epoch_of(head.height, draft.rules.epoch_length);
      }
    });
  }
};
using Holder = std::shared_ptr<const Attacker>;

// What the envelope shows: the list's fields, and behind its root those of every statement.
void add_claims(Fields& out, const Holder& attacker) {
  add_claimed_fields<UptimeFamily>(
      out, "public.", kUptimeListTable,
      [](const UptimeClaims& claims, std::uint64_t) { return values_of(claims.fields); },
      [](UptimeClaims& claims, const FieldValues& values, std::uint64_t) {
        claims.fields = uptime_list_public_of(values);
      });
  // The list on another chain, and over a history with one more block.
  const auto at = [&](const char* name) -> auto& { return out[kUptimeListTable.find(name)]; };
  at("chain_id").remake = [attacker](std::uint64_t turn) {
    return attacker->made_again(turn, [](UptimeDraft& draft, DraftClaim&, std::uint64_t t) {
      change(draft.chain_id, t);
      for (DraftClaim& claim : draft.claims) claim.body.chain_id = draft.chain_id;
    });
  };
  at("history_root").change = [](UptimeWitness& witness, std::uint64_t turn) {
    change(witness.history_root, turn);
  };
  at("history_root").remake = [attacker](std::uint64_t turn) {
    return attacker->made_again(turn, [](UptimeDraft& draft, DraftClaim&, std::uint64_t) {
      BlockLeaf block = draft.blocks.back();
      ++block.height;
      draft.blocks.push_back(block);
    });
  };
  add_claimed_fields<UptimeFamily>(
      out, "statement.", kUptimeStatementTable,
      [attacker](const UptimeClaims& claims, std::uint64_t turn) {
        return values_of(claims.statements[attacker->victim(turn)]);
      },
      [attacker](UptimeClaims& claims, const FieldValues& values, std::uint64_t turn) {
        claims.statements[attacker->victim(turn)] = uptime_statement_of(values);
        claims.fields = uptime_list_fields(claims.fields.chain_id, claims.fields.history_root,
                                           claims.statements);
      });
}

void add_bodies(Fields& out, const Holder& attacker) {
  const std::size_t first = out.size();
  for (std::size_t i = 0; i < kUptimeClaimTable.fields.size(); ++i) {
    const FieldSpec& spec = kUptimeClaimTable.fields[i];
    const auto apply = [i, &spec](UptimeClaim& body, std::uint64_t turn) {
      FieldValues values = values_of(kUptimeClaimFields, body);
      values[i] = changed_value(spec, std::move(values[i]), turn);
      body = struct_of(kUptimeClaimFields, values);
    };
    out.push_back({.name = "body." + std::string(spec.name),
                   .change =
                       [apply, attacker](UptimeWitness& witness, std::uint64_t turn) {
                         apply(witness.claims[attacker->victim(turn)].body, turn);
                       },
                   .remake =
                       [apply, attacker](std::uint64_t turn) {
                         return attacker->claim_again(
                             turn,
                             [&](DraftClaim& claim, std::uint64_t t) { apply(claim.body, t); });
                       }});
  }
  // Whoever writes the history has the head that the claim names.
  const auto at = [&](const char* name) -> auto& {
    return out[first + kUptimeClaimTable.find(name)];
  };
  at("head_hash").remake = [attacker](std::uint64_t turn) {
    return attacker->head_again(
        turn, [](BlockLeaf& head, std::uint64_t t) { change(head.block_hash, t); });
  };
  at("head_height").remake = [attacker](std::uint64_t turn) {
    return attacker->head_again(turn,
                                [](BlockLeaf& head, std::uint64_t t) { change(head.height, t); });
  };
}

// The rest of the head's leaf, which all claims on it have, and its path.
void add_heads(Fields& out, const Holder& attacker) {
  const auto in_copies = [attacker](auto apply) {
    return [attacker, apply](UptimeWitness& witness, std::uint64_t turn) {
      const std::uint64_t height = witness.claims[attacker->victim(turn)].body.head_height;
      for (SignedClaim& claim : witness.claims) {
        if (claim.body.head_height == height) apply(claim, turn / attacker->size());
      }
    };
  };
  out.push_back({.name = "head.timestamp",
                 .change = in_copies(
                     [](SignedClaim& claim, std::uint64_t t) { change(claim.head_timestamp, t); }),
                 .remake = [attacker](std::uint64_t turn) {
                   return attacker->head_again(
                       turn, [](BlockLeaf& head, std::uint64_t t) { change(head.timestamp, t); });
                 }});
  out.push_back({.name = "head.tx_root",
                 .change = in_copies(
                     [](SignedClaim& claim, std::uint64_t t) { change(claim.head_tx_root, t); }),
                 .remake = [attacker](std::uint64_t turn) {
                   return attacker->head_again(
                       turn, [](BlockLeaf& head, std::uint64_t t) { change(head.tx_root, t); });
                 }});
  out.push_back(
      {.name = "head.path", .change = [attacker](UptimeWitness& witness, std::uint64_t turn) {
         std::vector<OpenedPath> openings;
         for (SignedClaim& claim : witness.claims) {
           openings.push_back({claim.body.head_height, &claim.head_path});
         }
         change_shared_path(openings, attacker->victim(turn), turn / attacker->size());
       }});
}

// The account's record is the state's to compare: another one is another truth.
template <class Get>
void add_record_field(Fields& out, const char* name, const Holder& attacker, Get get) {
  out.push_back({.name = std::string("record.") + name,
                 .change = [attacker, get](UptimeWitness& witness, std::uint64_t turn) {
                   change(get(witness.claims[attacker->victim(turn)].record),
                          turn / attacker->size());
                 }});
}

template <class Get>
void add_signature_field(Fields& out, const char* name, const Holder& attacker, Get get) {
  out.push_back({.name = std::string("signature.") + name,
                 .change = [attacker, get](UptimeWitness& witness, std::uint64_t turn) {
                   change(get(witness.claims[attacker->victim(turn)].signature),
                          turn / attacker->size());
                 }});
}

void add_records_and_signatures(Fields& out, const Holder& attacker) {
  using R = UptimeRecord;
  add_record_field(out, "hours", attacker, [](R& r) -> auto& { return r.hours; });
  add_record_field(out, "window_end", attacker, [](R& r) -> auto& { return r.window_end; });
  add_record_field(out, "last_decay", attacker, [](R& r) -> auto& { return r.last_decay; });
  using S = WalletSignature;
  add_signature_field(out, "key_root", attacker, [](S& s) -> auto& { return s.key_root; });
  add_signature_field(out, "key_pp", attacker, [](S& s) -> auto& { return s.key_pp; });
  add_signature_field(out, "rho", attacker, [](S& s) -> auto& { return s.signature.rho; });
  add_signature_field(out, "values", attacker, [](S& s) -> auto& { return s.signature.values; });
  add_signature_field(out, "path", attacker, [](S& s) -> auto& { return s.path; });
  out.push_back({.name = "signature.attempt",
                 .change =
                     [attacker](UptimeWitness& witness, std::uint64_t turn) {
                       change_small(witness.claims[attacker->victim(turn)].signature.attempt,
                                    turn / attacker->size());
                     },
                 .remake =
                     [attacker](std::uint64_t turn) {
                       return attacker->claim_again(turn, [](DraftClaim& claim, std::uint64_t t) {
                         change_small(claim.attempt, t);
                       });
                     }});
}

}  // namespace

std::unique_ptr<WitnessTampers> make_uptime_tampers(const UptimeModel& model, std::uint64_t seed,
                                                    const UptimeSampleOptions& options,
                                                    p3::ThreadPool& pool) {
  P3_CHECK(options.rules == model.rules() && options.count > 0, "claims under the model's rules");
  UptimeSample sample = make_uptime_sample(seed, options, pool);
  const auto attacker = std::make_shared<const Attacker>(Attacker{std::move(sample), pool});
  Fields fields;
  add_claims(fields, attacker);
  add_bodies(fields, attacker);
  add_heads(fields, attacker);
  add_records_and_signatures(fields, attacker);
  // The list without one of its claims.
  fields.push_back(
      {.name = "claims.count", .change = [attacker](UptimeWitness& witness, std::uint64_t turn) {
         witness.claims.erase(witness.claims.begin() +
                              static_cast<std::ptrdiff_t>(attacker->victim(turn)));
       }});
  return std::make_unique<FamilyTampers<UptimeFamily>>(model, attacker->sample.witness,
                                                       std::move(fields), attacker, pool);
}

}  // namespace rpp
