#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0 OR MIT
"""Every rule of the consensus statement: a witness that keeps them, and one that breaks each."""
import copy
import functools
import json
import sys
import unittest

import consensus
import consensus_json
import tags
import xmss
from consensus_sample import EPOCH_LENGTH, Sample
from consensus_write import to_file
from field import P, digest_to_text
from hashing import h_fields


# The same chains are walked for every broken witness: their steps are remembered.
xmss.chain_step = functools.cache(xmss.chain_step)


def check(witness):
    return consensus.check(witness, key_height=6, epoch_length=EPOCH_LENGTH)


def other(digest):
    return digest[:-1] + ((digest[-1] + 1) % P,)


class Consensus(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.sample = Sample(5)
        cls.good = cls.sample.witness()
        cls.broken = set()

    def breaks(self, witness, rule):
        found = check(witness)
        self.assertIsNotNone(found, f"accepted, should break {rule}")
        self.assertEqual(found[0], rule, found[1])
        self.broken.add(rule)

    def changed(self, *path, value=None, change=None):
        """The good witness with one value replaced."""
        witness = copy.deepcopy(self.good)
        *where, last = path
        at = witness
        for step in where:
            at = at[step]
        at[last] = value if change is None else change(at[last])
        return witness

    def test_a_valid_witness_is_valid(self):
        self.assertIsNone(check(self.good))

    def test_json_form(self):
        def as_json(value):
            if isinstance(value, dict):
                return {name: as_json(x) for name, x in value.items()}
            if isinstance(value, tuple) and len(value) == 8 and type(value[0]) is int:
                return digest_to_text(value)
            return [as_json(x) for x in value] if isinstance(value, (list, tuple)) else value
        text = json.dumps(as_json(self.good))
        witness = consensus.from_json(json.loads(text))
        self.assertIsNone(check(witness))

    def as_file(self, witness):
        """The verdict on the witness after a way through its file."""
        text = json.dumps(to_file(witness, 6, EPOCH_LENGTH))
        return consensus_json.judge(json.loads(text))

    def test_witness_files(self):
        self.assertEqual(self.as_file(self.good), (None, self.good["public"]))
        for path, rule in ((("precommits", 2, "rho"), "prevote_signature"),  # its sibling
                           (("prevotes", 0, "rho"), "prevote_signature"),
                           (("leader", "r"), "invalid_vrf_proof"),
                           (("precommits", 1, "r"), "invalid_vrf_proof"),
                           (("header", "proposer"), "proposer_mismatch"),
                           (("header", "tx_root"), "prevote_signature")):
            with self.subTest(path):
                self.assertEqual(self.as_file(self.changed(*path, change=other))[0][0], rule)

    def test_every_public_field_is_bound(self):
        expected = {
            "chain_id": "chain_id_mismatch", "block_hash": "block_hash_mismatch",
            "height": "height_mismatch", "round": "prevote_signature", "epoch": "epoch_mismatch",
            "slot": "slot_mismatch", "vote_slot": "prevote_signature",
            "validator_set_root": "validator_set_root_mismatch",
            "total_power": "invalid_quorum_configuration",
            "quorum_threshold": "invalid_quorum_configuration",
            "prevote_power": "prevote_power_mismatch",
            "precommit_power": "precommit_power_mismatch",
            "quorum_bitmap_root": "quorum_bitmap_root_mismatch",
            "quorum_signature_root": "quorum_signature_root_mismatch",
            "leader_index": "leader_index_mismatch",
            "vrf_output_root": "vrf_output_root_mismatch",
            "vrf_proof_root": "vrf_proof_root_mismatch",
            "witness_commitment_root": "witness_commitment_root_mismatch",
            "reputation_root": "reputation_root_mismatch",
            "beacon_before": "invalid_vrf_proof", "beacon_after": "beacon_after_mismatch"}
        self.assertEqual(set(expected), {name for name, _ in tags.fields("consensus")})
        for name, rule in expected.items():
            with self.subTest(name):
                change = other if isinstance(self.good["public"][name], tuple) else lambda x: x + 1
                self.breaks(self.changed("public", name, change=change), rule)

    def test_every_header_field_is_in_the_block_hash(self):
        for name, kind in tags.fields("header"):
            with self.subTest(name):
                change = other if kind == "d" else lambda x: x ^ 1
                self.breaks(self.changed("header", name, change=change), "block_hash_mismatch")

    def rehashed(self, **fields):
        """Another header with its hash: votes of the old one no longer fit it."""
        witness = copy.deepcopy(self.good)
        witness["header"].update(fields)
        for public, field in consensus.SAME_AS_HEADER.items():
            if field in fields:
                witness["public"][public] = fields[field]
        witness["public"]["block_hash"] = h_fields("header", **witness["header"])
        return witness

    def test_header_rules(self):
        leader = self.sample.leader
        cases = [
            ({"proposer": other(self.good["header"]["proposer"])}, "proposer_mismatch"),
            ({"leader_tier": self.good["header"]["leader_tier"] ^ 1}, "leader_tier_mismatch"),
            ({"leader_timetoke": self.good["header"]["leader_timetoke"] ^ 1},
             "leader_timetoke_mismatch"),
            ({"vrf_output": other(self.good["header"]["vrf_output"])}, "invalid_vrf_proof"),
            ({"beacon_after": other(self.good["header"]["beacon_after"])}, "beacon_mismatch"),
            ({"leader_index": 4}, "leader_index_range"),
            ({"leader_index": (leader + 1) % 4}, "proposer_mismatch"),
            ({"height": 2**32 - 1}, "height_range"),
            ({"slot": self.sample.slot + 1}, "vote_slot_before_slot"),
            ({"tx_root": other(self.good["header"]["tx_root"])}, "prevote_signature")]
        for fields, rule in cases:
            with self.subTest(fields=list(fields)):
                self.breaks(self.rehashed(**fields), rule)

    def test_lists_of_digests(self):
        self.breaks(self.changed("witnesses", change=lambda w: w + [(0,) * 8]),
                    "witness_commitment_root_mismatch")
        self.breaks(self.changed("reputations", change=lambda w: w + [(0,) * 8]),
                    "reputation_root_mismatch")
        self.breaks(self.changed("witnesses", value=[(0,) * 8] * 1025), "witness_shape")
        self.breaks(self.changed("reputations", value=[(P,) * 8]), "witness_shape")

    def test_validators(self):
        self.breaks(self.changed("validators", 0, "tier", value=6), "validator_range")
        self.breaks(self.changed("validators", 0, "timetoke_hours", value=721), "validator_range")
        self.breaks(self.changed("validators", change=lambda v: v[::-1]), "validator_order")
        self.breaks(self.changed("validators", change=lambda v: v[:1] * 2), "validator_order")
        for name, kind in tags.fields("validator"):
            change = (lambda x: x ^ 1) if kind in ("e", "u32", "u64") else other
            rule = "validator_set_root_mismatch"
            with self.subTest(name):
                self.breaks(self.changed("validators", 3, name, change=change), rule)

    def test_leader_opening(self):
        for name in ("r", "wots"):
            self.breaks(self.changed("leader", name, change=other), "invalid_vrf_proof")
        self.breaks(self.changed("leader", "path", change=lambda p: p[:5] + (other(p[5]),)),
                    "invalid_vrf_proof")

    def test_votes(self):
        def with_one_changed(stage, name, change):
            return self.changed(stage, 2, name, change=change)
        for stage, rule in (("prevotes", "prevote"), ("precommits", "precommit")):
            for name, change in (("rho", other), ("c", other),
                                 ("values", lambda v: v[:9] + (other(v[9]),) + v[10:]),
                                 ("path", lambda v: (other(v[0]),) + v[1:])):
                with self.subTest(stage=stage, part=name):
                    self.breaks(with_one_changed(stage, name, change), f"{rule}_signature")
            self.breaks(self.changed(stage, change=lambda v: v + v[:1]), f"duplicate_{rule}")
            self.breaks(self.changed(stage, 0, "index", value=4), f"{rule}_unknown_member")
            # One member's signature used for another.
            self.breaks(self.changed(stage, 0, "index", value=1), f"{rule}_signature")
        self.breaks(self.changed("precommits", value=self.good["prevotes"]),
                    "precommit_signature")
        self.breaks(self.changed("precommits", 1, "r", change=other), "invalid_vrf_proof")
        self.breaks(self.changed("precommits", 1, "r", value=None), "invalid_vrf_proof")

    def test_powers_and_quorum(self):
        for stage, rule in (("prevotes", "precommit_missing_prevote"),
                            ("precommits", "precommit_power_mismatch")):
            self.breaks(self.changed(stage, change=lambda v: v[1:]), rule)
        for voters, rule in (([[0, 1], [0, 1]], "prevote_quorum_shortfall"),
                             ([[0, 1, 2], [0, 1]], "precommit_quorum_shortfall"),
                             ([[0, 1, 2], [1, 2, 3]], "precommit_missing_prevote")):
            with self.subTest(voters=voters):
                self.sample.voters = voters
                self.breaks(self.sample.witness(), rule)
        self.sample.voters = [[0, 1, 2, 3], [1, 2, 3]]
        witness = self.sample.witness()
        self.assertIsNone(check(witness))
        self.assertEqual(self.as_file(witness), (None, witness["public"]))
        self.sample.voters = [[0, 1, 2, 3]] * 2

    def test_a_member_precedes_the_leader(self):
        sample = Sample(5)
        first, second = sorted(range(4), key=sample.rank)[:2]
        sample.leader = second
        self.breaks(sample.witness(), "leader_preceded")
        # A reveal that no precommit carries is the voters' own affair (docs/spec/vrf.md).
        sample.voters[1].remove(first)
        self.assertIsNone(check(sample.witness()))

    def test_votes_of_a_later_slot(self):
        sample = Sample(2, members=2, later=3)
        witness = sample.witness()
        self.assertIsNone(check(witness))
        # Another leader is as good: the order is judged in the header's slot only.
        sample.leader = (sample.leader + 1) % 2
        self.assertIsNone(check(sample.witness()))

    def test_keys_that_are_not_active(self):
        sample = Sample(3, members=2, inactive=(1,))
        witness = sample.witness()
        self.assertNotIn("r", witness["precommits"][1])
        self.assertIsNone(check(witness))
        sample.leader, sample.voters = 1, [[], []]
        self.breaks(sample.witness(), "leader_key_not_active")

    def test_window_of_the_key(self):
        sample = self.sample
        self.assertNotEqual(sample.leader, 0)
        last = xmss.vote_leaves(6) // 2  # 63 leaves: slot 31 has a prevote leaf and no other
        for first in (sample.slot + 1, sample.slot - last):
            self.breaks(self.moved_window(self.good, sample.leader, first),
                        "leader_outside_key_window")
        for first in (sample.slot + 1, sample.slot - last - 1):
            self.breaks(self.moved_window(self.good, 0, first), "prevote_outside_key_window")
        moved = self.moved_window(self.good, 0, sample.slot - last)
        self.breaks(moved, "prevote_signature")
        moved["prevotes"] = []
        self.breaks(moved, "precommit_outside_key_window")

    def moved_window(self, witness, index, first_slot):
        """Another first slot in the set, with root, header and hash recomputed."""
        moved = copy.deepcopy(witness)
        moved["validators"][index]["first_slot"] = first_slot
        leaves = [h_fields("validator", **member) for member in moved["validators"]]
        root = consensus.packed_root("validator", leaves, consensus.SET_DEPTH)
        moved["header"]["validator_set_root"] = moved["public"]["validator_set_root"] = root
        moved["public"]["block_hash"] = h_fields("header", **moved["header"])
        return moved

    @classmethod
    def tearDownClass(cls):
        print(f"{len(cls.broken)} rules were broken, each by name", file=sys.stderr)


if __name__ == "__main__":
    sys.exit(unittest.main())
