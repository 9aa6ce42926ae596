# SPDX-License-Identifier: Apache-2.0 OR MIT
"""The rules of the consensus statement (a finalised block), natively and slowly.

From section 5 "consensus" of the statements, with sections 2 to 4 for signatures, VRF and header.
`check` takes a witness and says None, or (rule, place) of the first rule that is broken. Rules are
named like the reasons of the existing chain's certificate checks where these fit.

A witness is a mapping, as JSON or with tuples in place of digests (from_json):
  public      the 21 public fields by their names in tags.py ("consensus")
  header      the 21 fields of the header ("header")
  validators  1 to 256 validator leaves ("validator"), position = index
  witnesses, reputations   up to 1024 and 16 digests
  leader      {r, wots, path}: the leader's opening at the precommit leaf of the header's slot
  prevotes, precommits     lists of {index, rho, values, c, path}; a precommit of a member whose key
              is active has "r" too, the opening of its output for the vote slot
"""
import tags
import vrf
import xmss
from field import Refused, bitmap, digest_from_text, is_elements
from hashing import h, h_fields, packed_root, tree_root

MAX_VALIDATORS, MAX_WITNESSES, MAX_REPUTATIONS = 256, 1024, 16
SET_DEPTH, SIGNATURE_DEPTH, VRF_DEPTH, WITNESS_DEPTH, REPUTATION_DEPTH = 8, 9, 8, 10, 4
MAX_TIER, MAX_HOURS = 5, 720
STAGES = ("prevote", "precommit")
# public field: header field.
SAME_AS_HEADER = {
    "chain_id": "chain_id", "height": "height", "slot": "slot",
    "validator_set_root": "validator_set_root", "beacon_after": "beacon_after",
    "leader_index": "leader_index", "witness_commitment_root": "witness_commitment_root",
    "reputation_root": "reputation_root",
}


class Broken(Exception):
    """A rule that the witness breaks, and where."""

    def __init__(self, rule, place=""):
        super().__init__(rule, place)
        self.rule, self.place = rule, place


def require(holds, rule, place=""):
    if not holds:
        raise Broken(rule, place)


def from_json(value):
    """Digests as 64 hex digits become tuples, and so do lists of numbers."""
    if isinstance(value, dict):
        return {name: from_json(x) for name, x in value.items()}
    if isinstance(value, str):
        return digest_from_text(value)
    if isinstance(value, list):
        converted = [from_json(x) for x in value]
        return tuple(converted) if converted and type(converted[0]) is int else converted
    return value


class Context:
    """What several rules need: the public fields, the header, the set, and the votes by stage."""

    def __init__(self, witness, key_height, epoch_length):
        self.key_height, self.epoch_length = key_height, epoch_length
        self.public, self.header = witness["public"], witness["header"]
        self.validators = witness["validators"]
        self.witnesses, self.reputations = witness["witnesses"], witness["reputations"]
        self.opening = witness["leader"]
        self.votes = [witness["prevotes"], witness["precommits"]]
        self.signed = {}   # (index, stage): (D, key-tree leaf)
        self.openings = {}  # index: (y, r, wots) of precommitting members whose key is active

    def is_active(self, index):
        return self.validators[index]["activation_height"] <= self.header["height"]

    def weight(self, index):
        member = self.validators[index]
        return vrf.weight(member["tier"], member["timetoke_hours"])

    def leaf(self, index, slot, stage):
        return vrf.vote_leaf(slot, self.validators[index]["first_slot"], stage, self.key_height)


def check_shape(c):
    """Every field is there, canonical and in its range, and lists are not too long."""
    tags.encode("consensus", c.public)
    tags.encode("header", c.header)
    require(1 <= len(c.validators) <= MAX_VALIDATORS, "witness_shape", "validators")
    for i, member in enumerate(c.validators):
        tags.encode("validator", member)
        require(member["tier"] <= MAX_TIER and member["timetoke_hours"] <= MAX_HOURS,
                "validator_range", f"validators[{i}]")
    for name, digests, most in (("witnesses", c.witnesses, MAX_WITNESSES),
                                ("reputations", c.reputations, MAX_REPUTATIONS)):
        require(len(digests) <= most and all(is_elements(d, 8) for d in digests),
                "witness_shape", name)
    require(c.header["height"] < 2**32 - 1, "height_range", "header")


def check_header(c):
    """The block hash is the header's; what both show is the same."""
    require(c.public["block_hash"] == h_fields("header", **c.header), "block_hash_mismatch")
    for name, other in SAME_AS_HEADER.items():
        require(c.public[name] == c.header[other], f"{name}_mismatch", "header")
    require(c.public["epoch"] == c.public["height"] // c.epoch_length, "epoch_mismatch")
    require(c.public["vote_slot"] >= c.public["slot"], "vote_slot_before_slot")


def check_lists(c):
    """Witness commitments and reputation roots: left-packed trees over private digests."""
    for root, name, digests, depth in (
            ("witness_commitment_root", "witness", c.witnesses, WITNESS_DEPTH),
            ("reputation_root", "reputation", c.reputations, REPUTATION_DEPTH)):
        leaves = [h(name, digest) for digest in digests]
        require(packed_root(name, leaves, depth) == c.public[root], f"{root}_mismatch")


def check_validators(c):
    """The whole set, in order of address; its root; total power and threshold."""
    for i in range(1, len(c.validators)):
        require(c.validators[i - 1]["address"] < c.validators[i]["address"], "validator_order",
                f"validators[{i}]")
    leaves = [h_fields("validator", **member) for member in c.validators]
    require(packed_root("validator", leaves, SET_DEPTH) == c.public["validator_set_root"],
            "validator_set_root_mismatch")
    total = sum(member["power"] for member in c.validators)
    require(c.public["total_power"] == total, "invalid_quorum_configuration", "total_power")
    require(c.public["quorum_threshold"] == 2 * total // 3 + 1, "invalid_quorum_configuration",
            "quorum_threshold")


def check_leader(c):
    """The leader's own opening at the header's slot gives y_L; its leaf is what the header says."""
    index = c.header["leader_index"]
    require(index < len(c.validators), "leader_index_range")
    member = c.validators[index]
    for name, field in (("proposer", "address"), ("leader_tier", "tier"),
                        ("leader_timetoke", "timetoke_hours")):
        require(c.header[name] == member[field], f"{name}_mismatch", "header")
    require(c.is_active(index), "leader_key_not_active")
    try:
        leaf = c.leaf(index, c.header["slot"], vrf.PRECOMMIT)
    except Refused as error:
        raise Broken("leader_outside_key_window") from error
    opening = vrf.Opening(c.opening["r"], c.opening["wots"], c.opening["path"])
    mu = vrf.mu(c.header["chain_id"], c.public["beacon_before"], c.header["slot"])
    wrong = vrf.verify(member["root"], member["pp"], c.key_height, leaf, mu,
                       c.header["vrf_output"], opening)
    require(wrong is None, "invalid_vrf_proof", f"leader: {wrong}")
    after = h_fields("beacon", chain_id=c.header["chain_id"],
                     beacon_before=c.public["beacon_before"], slot=c.header["slot"],
                     vrf_output=c.header["vrf_output"])
    require(c.header["beacon_after"] == after, "beacon_mismatch")


def vote_message(public, stage, address):
    vote = h_fields("vote", chain_id=public["chain_id"], stage=stage,
                    vote_slot=public["vote_slot"], height=public["height"],
                    round=public["round"], block_hash=public["block_hash"])
    return h_fields("vote-by", vote=vote, address=address)


def check_vote(c, stage, vote):
    """One signature at its own leaf for the vote slot; remembers D and the leaf's digest."""
    name, index = STAGES[stage], vote["index"]
    require(type(index) is int and 0 <= index < len(c.validators), f"{name}_unknown_member")
    place = f"validators[{index}]"
    require((index, stage) not in c.signed, f"duplicate_{name}", place)
    member = c.validators[index]
    try:
        leaf = c.leaf(index, c.public["vote_slot"], stage)
    except Refused as error:
        raise Broken(f"{name}_outside_key_window", place) from error
    signature = xmss.Signature(vote["rho"], vote["values"], vote["c"], vote["path"])
    message = vote_message(c.public, stage, member["address"])
    wrong, d, wots, joined = xmss.open_signature(member["root"], member["pp"], c.key_height, True,
                                                 leaf, message, signature)
    require(wrong is None, f"{name}_signature", f"{place}: {wrong}")
    c.signed[index, stage] = d, joined
    if stage == vrf.PRECOMMIT and c.is_active(index):
        check_output(c, index, leaf, vote, wots)


def check_output(c, index, leaf, vote, wots):
    """The member's r opens the c of its own precommit; nothing precedes the leader in its slot."""
    member, place = c.validators[index], f"validators[{index}]"
    r = vote.get("r")
    require(is_elements(r, 8) and xmss.vrf_commitment(r, leaf, member["pp"]) == vote["c"],
            "invalid_vrf_proof", place)
    y = vrf.output(r, vrf.mu(c.public["chain_id"], c.public["beacon_before"],
                             c.public["vote_slot"]))
    c.openings[index] = y, r, wots
    if c.public["vote_slot"] == c.public["slot"]:
        leader = c.header["leader_index"]
        require(not vrf.precedes(vrf.ticket(y), c.weight(index), index,
                                 vrf.ticket(c.header["vrf_output"]), c.weight(leader), leader),
                "leader_preceded", place)


def check_votes(c):
    for stage in (vrf.PREVOTE, vrf.PRECOMMIT):
        for vote in c.votes[stage]:
            check_vote(c, stage, vote)
    for index, stage in c.signed:
        require((index, vrf.PREVOTE) in c.signed, "precommit_missing_prevote",
                f"validators[{index}]")


def check_quorum(c):
    """Powers are sums over the set bits, and both reach the threshold."""
    for stage, name in enumerate(STAGES):
        power = sum(c.validators[index]["power"] for index, s in c.signed if s == stage)
        require(c.public[f"{name}_power"] == power, f"{name}_power_mismatch")
        require(power >= c.public["quorum_threshold"], f"{name}_quorum_shortfall")


def check_roots(c):
    """Bitmap, signature and VRF roots are of exactly what was checked."""
    bits = [bitmap(index for index, s in c.signed if s == stage) for stage in (0, 1)]
    signatures = {2 * index + stage: h("sig", d + leaf)
                  for (index, stage), (d, leaf) in c.signed.items()}
    outputs = {index: h("vrf-out", y) for index, (y, _, _) in c.openings.items()}
    proofs = {index: h("vrf-proof", r + wots) for index, (_, r, wots) in c.openings.items()}
    for name, root in (("quorum_bitmap_root", h("bitmap", bits[0] + bits[1])),
                       ("quorum_signature_root", tree_root("sig", signatures, SIGNATURE_DEPTH)),
                       ("vrf_output_root", tree_root("vrf-out", outputs, VRF_DEPTH)),
                       ("vrf_proof_root", tree_root("vrf-proof", proofs, VRF_DEPTH))):
        require(c.public[name] == root, f"{name}_mismatch")


CHECKS = (check_shape, check_header, check_lists, check_validators, check_leader, check_votes,
          check_quorum, check_roots)


def check(witness, key_height=xmss.VOTE_HEIGHT, epoch_length=1440):
    """None if the witness proves a finalised block, else (rule, place) of what it breaks."""
    try:
        context = Context(witness, key_height, epoch_length)
        for rule in CHECKS:
            rule(context)
    except Broken as broken:
        return broken.rule, broken.place
    except (Refused, KeyError, TypeError, AttributeError) as error:
        return "witness_shape", str(error)
    return None
