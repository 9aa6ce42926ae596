# SPDX-License-Identifier: Apache-2.0 OR MIT
"""The rules of the identity statement (docs/spec/witness-identity.md), natively and slowly."""
import tags
import xmss
from families import (MAX_HEIGHT, Verdict, Wallet, expect, fields, header, list_values, one_time,
                      path, signed_leaf)
from field import P, ZERO, digest_from_text
from hashing import h, h_fields, root_from_path

ACCOUNT_DEPTH, SET_DEPTH = 32, 8
MIN_ATTESTATIONS, MAX_ATTESTATIONS, MAX_IDENTITIES = 3, 8, 32
SMALL = ("tier", "timetoke_hours", "flags")


class List:
    """What all identities of a list share, and the state as the ones before left it."""

    def __init__(self, data):
        header(data, "identity", ("rules", "chain_id", "height", "timestamp", "epoch_nonce",
                                  "validator_set_root", "state", "identities"))
        expect(set(data["rules"]) == {"epoch_length", "key_height"}, "other rules")
        self.epoch_length = int(data["rules"]["epoch_length"])
        self.key_height = data["rules"]["key_height"]
        expect(1 <= self.epoch_length < 2**32 and 6 <= self.key_height <= 24, "rules out of range")
        expect(len(data["identities"]) <= MAX_IDENTITIES, "too many identities")
        self.chain_id, self.epoch_nonce, self.set_root = (
            digest_from_text(data[n]) for n in ("chain_id", "epoch_nonce", "validator_set_root"))
        self.height, self.timestamp = int(data["height"]), int(data["timestamp"])
        self.state = fields("state", data["state"])

    @property
    def epoch(self):
        return self.height // self.epoch_length


def account_of(body, low, timestamp):
    """The new account behind the low one; vote key and place are the only choices."""
    zero = {name: {"d": ZERO, "pp": (0,) * 4}.get(kind, 0) for name, kind in tags.fields("account")}
    return {**zero, "address": body["address"], "wallet_key": body["address"],
            "next_address": low["next_address"], "next_index": low["next_index"], "nonce": 1,
            "vote_root": body["vote_root"], "vote_pp": body["vote_pp"],
            "vote_first_slot": body["first_slot"],
            "vote_activation_height": body["activation_height"], "tier": 1, "reputation": 400000,
            "last_window_end": timestamp, "last_decay": timestamp}


def judge_declaration(verdict, place, shared, body, wallet):
    verdict.demand(body["chain_id"] == shared.chain_id, "chain_id_mismatch", place)
    verdict.demand(body["epoch"] == shared.epoch, "epoch_mismatch", place)
    verdict.demand(body["epoch_nonce"] == shared.epoch_nonce, "epoch_nonce_mismatch", place)
    verdict.demand(body["activation_height"] >= shared.height + 2 * shared.epoch_length,
                   "activation_height", place)
    verdict.demand(wallet.digest == body["address"], "address_mismatch", place)
    wallet.judge(verdict, place)


def insert(verdict, place, shared, body, one):
    """The account joins the list by address behind the low one; the state moves on."""
    low, index = fields("account", one["low"]), one["low_index"]
    expect(all(low[name] < P for name in SMALL) and 0 <= index < 2**32, "not an account")
    low_path, new_path = (path(one[n], ACCOUNT_DEPTH) for n in ("low_path", "new_path"))
    count = shared.state["accounts"]
    found = root_from_path(h_fields("account", **low), index, low_path)
    verdict.demand(found == shared.state["accounts_root"], "invalid_low_path", place)
    verdict.demand(low["address"] < body["address"], "low_not_below", place)
    last = low["next_address"] == ZERO and low["next_index"] == 0
    verdict.demand(last or body["address"] < low["next_address"], "next_not_above", place)
    verdict.demand(count + 1 < 2**32, "account_count_overflow", place)
    linked = {**low, "next_address": body["address"], "next_index": count}
    middle = root_from_path(h_fields("account", **linked), index, low_path)
    verdict.demand(root_from_path(h("account"), count, new_path) == middle, "invalid_new_path",
                   place)
    leaf = h_fields("account", **account_of(body, low, shared.timestamp))
    shared.state = {**shared.state, "accounts": (count + 1) % 2**32,
                    "accounts_root": root_from_path(leaf, count, new_path)}


def judge_attestation(verdict, place, shared, declaration, one, before):
    expect(set(one) == {"index", "member", "member_path", "leaf", "rho", "values", "path"},
           "not an attestation")
    member, index, height = fields("validator", one["member"]), one["index"], shared.key_height
    found = root_from_path(h_fields("validator", **member), index % 256,
                           path(one["member_path"], SET_DEPTH))
    verdict.demand(index < 256, "member_range", place)
    verdict.demand(before is None or before < index, "member_order", place)
    verdict.demand(found == shared.set_root, "invalid_member_path", place)
    verdict.demand(xmss.vote_leaves(height) <= one["leaf"] < 1 << height, "attestation_leaf",
                   place)
    message = h_fields("attest", declaration=declaration, address=member["address"])
    leaf = one["leaf"] % (1 << height)
    encoded, joined = signed_leaf(message, *one_time(one), leaf, member["pp"])
    verdict.demand(encoded, "invalid_attestation_encoding", place)
    verdict.demand(root_from_path(joined, leaf, path(one["path"], height)) == member["root"],
                   "invalid_attestation", place)
    return index


def judge_identity(verdict, place, shared, one):
    """(declaration digest, statement)."""
    expect(set(one) == {"body", "signature", "low", "low_index", "low_path", "new_path",
                        "attestations"}, "not an identity")
    body = fields("identity", one["body"])
    declaration = h_fields("identity", **body)
    judge_declaration(verdict, place, shared, body, Wallet(one["signature"], 0, declaration))
    insert(verdict, place, shared, body, one)
    attestations = one["attestations"]
    expect(len(attestations) <= MAX_ATTESTATIONS, "too many attestations")
    verdict.demand(len(attestations) >= MIN_ATTESTATIONS, "attestation_count", place)
    before = None
    for k, attestation in enumerate(attestations):
        before = judge_attestation(verdict, f"{place}, attestation {k}", shared, declaration,
                                   attestation, before)
    statement = {"chain_id": body["chain_id"], "address": body["address"],
                 "vote_root": body["vote_root"], "vote_pp": body["vote_pp"],
                 "vote_first_slot": body["first_slot"],
                 "vote_activation_height": body["activation_height"],
                 "current_height": shared.height, "epoch": body["epoch"],
                 "epoch_nonce": body["epoch_nonce"], "validator_set_root": shared.set_root,
                 "attestation_count": len(attestations)}
    return declaration, statement


def judge(data):
    verdict, shared = Verdict(), List(data)
    before = h_fields("state", **shared.state)
    verdict.demand(shared.height <= MAX_HEIGHT, "height_range")
    statements, hashes = [], []
    for i, one in enumerate(data["identities"]):
        declaration, statement = judge_identity(verdict, f"statement {i}", shared, one)
        hashes.append(declaration)
        statements.append(statement)
    public = {"chain_id": shared.chain_id, "state_root_before": before,
              "state_root_after": h_fields("state", **shared.state), "height": shared.height,
              "timestamp": shared.timestamp, "epoch": shared.epoch,
              "epoch_nonce": shared.epoch_nonce, "validator_set_root": shared.set_root}
    list_values(verdict, "identity-list", public, "statement-identity", statements, hashes)
    return verdict
