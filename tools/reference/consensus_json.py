#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0 OR MIT
"""Reads the witness files of docs/spec/witness-consensus.md and judges them with the reference.

Usage: consensus_json.py WITNESS_JSON     prints "valid S" (S as text) or "broken RULE PLACE"

The file shares one path between the two votes of a member and has no public fields: they are what
the witness gives. Here they are computed from it without looking whether anything is right; then
consensus.check() judges.
"""
import json
import pathlib
import sys

import consensus
import tags
import vrf
import xmss
from field import DIGEST, Refused, bitmap, digest_from_text, digest_to_text, elements
from hashing import c8, h, h_fields, packed_root, statement_digest, tree_root

# The file's names of a validator's fields, in the order of the tag's layout.
MEMBER = dict(zip((name for name, _ in tags.fields("validator")),
                  ("address", "key_root", "key_pp", "first_slot", "activation_height",
                   "voting_power", "tier", "timetoke_hours")))
BLANK = (0,) * DIGEST


def run(text, count):
    """Elements in one string, 8 hex digits each."""
    if len(text) != 8 * count or set(text) - set("0123456789abcdef"):
        raise Refused(f"not {count} elements")
    data = bytes.fromhex(text)
    return elements([int.from_bytes(data[i:i + 4], "little") for i in range(0, 4 * count, 4)],
                    count)


def read(kind, value):
    """A value of the file by the type of its field."""
    if kind == "u64":
        return int(value)
    return {"d": digest_from_text, "pp": lambda text: run(text, 4)}.get(kind, int)(value)


class Vote:
    """One signature of the file with what follows from it, right or wrong."""

    def __init__(self, member, stage, part, leaf, message):
        rho, values = run(part["rho"], 6), run(part["values"], 4 * xmss.CHAINS)
        self.values = tuple(values[i:i + 4] for i in range(0, len(values), 4))
        self.rho, pp = rho, member["pp"]
        self.c = digest_from_text(part["vrf_commitment"]) if stage else h("vrf-none")
        self.r = digest_from_text(part["vrf_secret"]) if "vrf_secret" in part else None
        self.d = xmss.message_digest(message, rho, leaf, pp)
        digits = xmss.digits(self.d) or [xmss.TOP] * xmss.CHAINS
        self.wots = xmss.wots_from_ends([xmss.walk(value, c, digit, xmss.TOP, leaf, pp)
                                         for c, (value, digit) in
                                         enumerate(zip(self.values, digits))])
        self.leaf = c8(self.wots + self.c)

    def entry(self, index, path):
        vote = {"index": index, "rho": self.rho, "values": self.values, "c": self.c, "path": path}
        return vote if self.r is None else {**vote, "r": self.r}


class File:
    """A witness file as the reference's witness."""

    def __init__(self, data):
        if (data["format"], data["version"]) != ("rpp-consensus-witness", 1):
            raise Refused("not a witness of version 1")
        self.epoch_length = int(data["rules"]["epoch_length"])
        self.key_height = int(data["rules"]["key_height"])
        layout = tags.fields("header")
        if len(data["header"]) != len(layout):
            raise Refused("a header of another size")
        self.header = {name: read(kind, value)
                       for (name, kind), value in zip(layout, data["header"].values())}
        self.round, self.vote_slot = int(data["round"]), int(data["vote_slot"])
        self.beacon_before = digest_from_text(data["beacon_before"])
        self.validators = [{name: read(kind, member[MEMBER[name]])
                            for name, kind in tags.fields("validator")}
                           for member in data["members"]]
        self.lists = [[digest_from_text(text) for text in data[name]]
                      for name in ("witness_commitments", "reputation_roots")]
        leader = data["leader"]
        self.opening = {"r": digest_from_text(leader["vrf_secret"]),
                        "wots": digest_from_text(leader["wots"]),
                        "path": tuple(map(digest_from_text, leader["path"]))}
        self.public = self.fields_without_votes()
        self.votes = [{}, {}]  # by stage: index -> Vote
        self.paths = [{}, {}]
        for index, member in enumerate(data["members"]):
            self.read_votes(index, member)

    def fields_without_votes(self):
        header = self.header
        total = sum(member["power"] for member in self.validators)
        set_root = packed_root("validator", [h_fields("validator", **v) for v in self.validators],
                               consensus.SET_DEPTH)
        return {
            **{public: header[name] for public, name in consensus.SAME_AS_HEADER.items()},
            "block_hash": h_fields("header", **header), "round": self.round,
            "epoch": header["height"] // self.epoch_length, "vote_slot": self.vote_slot,
            "validator_set_root": set_root, "total_power": total,
            "quorum_threshold": 2 * total // 3 + 1, "beacon_before": self.beacon_before}

    def read_votes(self, index, member):
        if "path" not in member:
            return
        shared = tuple(map(digest_from_text, member["path"]))
        for stage, name in enumerate(consensus.STAGES):
            if name in member:
                validator = self.validators[index]
                # Not vrf.vote_leaf(): the judge refuses a leaf outside the key's window.
                leaf = max(0, 2 * (self.vote_slot - validator["first_slot"]) + stage)
                message = consensus.vote_message(self.public, stage, validator["address"])
                self.votes[stage][index] = Vote(validator, stage, member[name],
                                                leaf % xmss.MAX_LEAVES, message)
        both = [votes.get(index) for votes in self.votes]
        for stage in (0, 1):
            other = both[1 - stage]
            sibling = other.leaf if other else digest_from_text(member["sibling_leaf"])
            self.paths[stage][index] = (sibling,) + shared

    def roots(self):
        mu = vrf.mu(self.public["chain_id"], self.beacon_before, self.vote_slot)
        signatures = {2 * index + stage: h("sig", vote.d + vote.leaf)
                      for stage in (0, 1) for index, vote in self.votes[stage].items()}
        opened = {index: vote for index, vote in self.votes[1].items() if vote.r is not None}
        bits = [bitmap(self.votes[stage]) for stage in (0, 1)]
        return {
            **{f"{name}_power": sum(self.validators[i]["power"] for i in self.votes[stage])
               for stage, name in enumerate(consensus.STAGES)},
            "quorum_bitmap_root": h("bitmap", bits[0] + bits[1]),
            "quorum_signature_root": tree_root("sig", signatures, consensus.SIGNATURE_DEPTH),
            "vrf_output_root": tree_root(
                "vrf-out", {i: h("vrf-out", vrf.output(v.r, mu)) for i, v in opened.items()},
                consensus.VRF_DEPTH),
            "vrf_proof_root": tree_root(
                "vrf-proof", {i: h("vrf-proof", v.r + v.wots) for i, v in opened.items()},
                consensus.VRF_DEPTH)}

    def witness(self):
        prevotes, precommits = ([vote.entry(index, self.paths[stage][index])
                                 for index, vote in self.votes[stage].items()] for stage in (0, 1))
        return {"public": {**self.public, **self.roots()}, "header": self.header,
                "validators": self.validators, "witnesses": self.lists[0],
                "reputations": self.lists[1], "leader": self.opening, "prevotes": prevotes,
                "precommits": precommits}


def judge(data):
    """(None, public fields) or ((rule, place), None) of a witness file as JSON data."""
    try:
        file = File(data)
        witness = file.witness()
    except (Refused, KeyError, TypeError, ValueError) as error:
        return ("witness_shape", str(error)), None
    broken = consensus.check(witness, file.key_height, file.epoch_length)
    return broken, None if broken else witness["public"]


def main(arguments):
    if len(arguments) != 1:
        print(__doc__, file=sys.stderr)
        return 2
    broken, public = judge(json.loads(pathlib.Path(arguments[0]).read_text()))
    if broken:
        print("broken", *broken)
        return 1
    digest = statement_digest("consensus", tags.encode("consensus", public))
    print("valid", digest_to_text(digest))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
