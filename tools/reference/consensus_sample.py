# SPDX-License-Identifier: Apache-2.0 OR MIT
"""Valid witnesses of the consensus statement, drawn from a seed, for the tests of its rules."""
import functools
import random

import tags
import vrf
import xmss
from consensus import (REPUTATION_DEPTH, SET_DEPTH, SIGNATURE_DEPTH, VRF_DEPTH, WITNESS_DEPTH,
                       vote_message)
from field import P, bitmap
from hashing import h, h_fields, packed_root, tree_root

EPOCH_LENGTH = 100


def digest(rng):
    return tuple(rng.randrange(P) for _ in range(8))


class Sample:
    """A block, its validators with their keys, and who votes; `witness` builds the rest."""

    def __init__(self, seed, members=4, key_height=6, later=0, inactive=()):
        """`later`: vote slot - slot; `inactive`: members whose key is not yet active."""
        rng = random.Random(seed)
        self.key_height = key_height
        self.height, self.slot = rng.randrange(1000, 10**6), rng.randrange(10**6, 10**9)
        self.vote_slot = self.slot + later
        self.chain_id, self.beacon_before = digest(rng), digest(rng)
        self.witnesses = [digest(rng) for _ in range(rng.randrange(5))]
        self.reputations = [digest(rng) for _ in range(rng.randrange(5))]
        addresses = sorted(digest(rng) for _ in range(members))
        self.keys, self.validators = [], []
        for i, address in enumerate(addresses):
            first = self.slot - rng.randrange(4)
            key = self.key(digest(rng), 2 * (self.slot - first), later)
            self.keys.append(key)
            self.validators.append({
                "address": address, "root": key.root, "pp": key.pp, "first_slot": first,
                "activation_height": self.height + 1 if i in inactive else
                rng.randrange(self.height + 1),
                "power": rng.randrange(900, 1100), "tier": rng.randrange(6),
                "timetoke_hours": rng.randrange(721)})
        self.header = {name: digest(rng) if kind == "d" else rng.randrange(5)
                       for name, kind in tags.fields("header")}
        self.round = rng.randrange(5)
        self.voters = [list(range(members)), list(range(members))]
        self.leader = min((i for i in range(members) if i not in inactive), key=self.rank)

    def key(self, seed, leaf, later):
        """Only the leaves of slot and vote slot are built: the smallest subtree with both."""
        built = 1
        while leaf >> built != leaf + 2 * later >> built:
            built += 1
        return xmss.Key(seed, self.key_height, True, leaf >> built << built, built)

    def leaf(self, i, slot, stage):
        return vrf.vote_leaf(slot, self.validators[i]["first_slot"], stage, self.key_height)

    def mu(self, slot):
        return vrf.mu(self.chain_id, self.beacon_before, slot)

    def output(self, i, slot):
        leaf = self.leaf(i, slot, vrf.PRECOMMIT)
        return vrf.output(xmss.vrf_secret(self.keys[i].seed, leaf), self.mu(slot))

    def rank(self, i):
        """A key for min(): exact only up to rounding, good for drawn tickets."""
        member = self.validators[i]
        return vrf.ticket(self.output(i, self.slot)) / vrf.weight(member["tier"],
                                                                  member["timetoke_hours"])

    def finished_header(self):
        leader = self.validators[self.leader]
        y = self.output(self.leader, self.slot)
        leaves = [h_fields("validator", **member) for member in self.validators]
        return {
            **self.header, "chain_id": self.chain_id, "height": self.height, "slot": self.slot,
            "validator_set_root": packed_root("validator", leaves, SET_DEPTH),
            "witness_commitment_root": packed_root(
                "witness", [h("witness", d) for d in self.witnesses], WITNESS_DEPTH),
            "reputation_root": packed_root(
                "reputation", [h("reputation", d) for d in self.reputations], REPUTATION_DEPTH),
            "beacon_after": h_fields("beacon", chain_id=self.chain_id, slot=self.slot,
                                     beacon_before=self.beacon_before, vrf_output=y),
            "leader_index": self.leader, "vrf_output": y, "proposer": leader["address"],
            "leader_tier": leader["tier"], "leader_timetoke": leader["timetoke_hours"]}

    @functools.cache
    def signed(self, i, leaf, message):
        return self.keys[i].sign(leaf, message)

    def vote(self, public, i, stage):
        """(the vote as the witness has it, D, leaf digest, wots)."""
        leaf, key = self.leaf(i, self.vote_slot, stage), self.keys[i]
        message = vote_message(public, stage, self.validators[i]["address"])
        s = self.signed(i, leaf, message)
        vote = {"index": i, "rho": s.rho, "values": s.values, "c": s.c, "path": s.path}
        if stage == vrf.PRECOMMIT and self.validators[i]["activation_height"] <= self.height:
            vote["r"] = xmss.vrf_secret(key.seed, leaf)
        d, _ = xmss.signed_digits(message, s.rho, leaf, key.pp)
        return vote, d, xmss.c8(key.wots[leaf] + s.c), key.wots[leaf]

    def witness(self):
        """The witness of the sample as it stands, every dependent value computed."""
        header = self.finished_header()
        total = sum(member["power"] for member in self.validators)
        public = {
            "chain_id": self.chain_id, "block_hash": h_fields("header", **header),
            "height": self.height, "round": self.round, "epoch": self.height // EPOCH_LENGTH,
            "slot": self.slot, "vote_slot": self.vote_slot, "total_power": total,
            "quorum_threshold": 2 * total // 3 + 1, "leader_index": self.leader,
            "beacon_before": self.beacon_before,
            **{name: header[name] for name in ("validator_set_root", "witness_commitment_root",
                                               "reputation_root", "beacon_after")}}
        votes = [[self.vote(public, i, stage) for i in self.voters[stage]] for stage in (0, 1)]
        public.update(self.roots(public, votes))
        leaf, key = self.leaf(self.leader, self.slot, vrf.PRECOMMIT), self.keys[self.leader]
        return {"public": public, "header": header, "validators": self.validators,
                "witnesses": self.witnesses, "reputations": self.reputations,
                "leader": {"r": xmss.vrf_secret(key.seed, leaf), "wots": key.wots[leaf],
                           "path": key.path(leaf)},
                "prevotes": [vote for vote, *_ in votes[0]],
                "precommits": [vote for vote, *_ in votes[1]]}

    def roots(self, public, votes):
        mu = self.mu(public["vote_slot"])
        signatures = {2 * vote["index"] + stage: h("sig", d + leaf)
                      for stage in (0, 1) for vote, d, leaf, _ in votes[stage]}
        opened = [(vote, wots) for vote, _, _, wots in votes[1] if "r" in vote]
        outputs = {v["index"]: h("vrf-out", vrf.output(v["r"], mu)) for v, _ in opened}
        proofs = {v["index"]: h("vrf-proof", v["r"] + wots) for v, wots in opened}
        bits = [bitmap(vote["index"] for vote, *_ in votes[stage]) for stage in (0, 1)]
        powers = [sum(self.validators[i]["power"] for i in self.voters[s]) for s in (0, 1)]
        return {"prevote_power": powers[0], "precommit_power": powers[1],
                "quorum_bitmap_root": h("bitmap", bits[0] + bits[1]),
                "quorum_signature_root": tree_root("sig", signatures, SIGNATURE_DEPTH),
                "vrf_output_root": tree_root("vrf-out", outputs, VRF_DEPTH),
                "vrf_proof_root": tree_root("vrf-proof", proofs, VRF_DEPTH)}
