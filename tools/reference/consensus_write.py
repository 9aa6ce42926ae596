# SPDX-License-Identifier: Apache-2.0 OR MIT
"""Writes a witness of the reference as a witness file (docs/spec/witness-consensus.md).

The two votes of a member share the path above their two leaves; the file has it once. A witness
whose votes do not share it, or stand twice, is none that a file can hold.
"""
import consensus
import tags
from consensus_json import MEMBER
from field import Refused, digest_to_text


def run(values):
    return b"".join(x.to_bytes(4, "little") for x in values).hex()


def spell(kind, value):
    """A value in the file by the type of its field."""
    if kind == "u64":
        return str(value)
    return {"d": digest_to_text, "pp": run}.get(kind, int)(value)


def vote(signature, stage):
    part = {"rho": run(signature["rho"]),
            "values": run([x for value in signature["values"] for x in value])}
    if stage:
        part["vrf_commitment"] = digest_to_text(signature["c"])
    if "r" in signature:
        part["vrf_secret"] = digest_to_text(signature["r"])
    return part


def member(validator, votes):
    """One validator; `votes` are its signatures by stage, or None."""
    out = {MEMBER[name]: spell(kind, validator[name]) for name, kind in tags.fields("validator")}
    for stage, signature in enumerate(votes):
        if signature:
            out[consensus.STAGES[stage]] = vote(signature, stage)
    paths = [signature["path"] for signature in votes if signature]
    if any(path[1:] != paths[0][1:] for path in paths):
        raise Refused("two votes with different paths")
    if paths:
        out["path"] = [digest_to_text(d) for d in paths[0][1:]]
    if len(paths) == 1:
        out["sibling_leaf"] = digest_to_text(paths[0][0])
    return out


def to_file(witness, key_height, epoch_length):
    """The file as data for json.dump()."""
    public, leader = witness["public"], witness["leader"]
    by_stage = [{v["index"]: v for v in witness[name]} for name in ("prevotes", "precommits")]
    return {
        "format": "rpp-consensus-witness", "version": 1,
        "rules": {"epoch_length": str(epoch_length), "key_height": key_height},
        "header": {"leader_output" if name == "vrf_output" else name:
                   spell(kind, witness["header"][name]) for name, kind in tags.fields("header")},
        "round": public["round"], "vote_slot": str(public["vote_slot"]),
        "beacon_before": digest_to_text(public["beacon_before"]),
        "leader": {"vrf_secret": digest_to_text(leader["r"]),
                   "wots": digest_to_text(leader["wots"]),
                   "path": [digest_to_text(d) for d in leader["path"]]},
        "witness_commitments": [digest_to_text(d) for d in witness["witnesses"]],
        "reputation_roots": [digest_to_text(d) for d in witness["reputations"]],
        "members": [member(validator, [votes.get(i) for votes in by_stage])
                    for i, validator in enumerate(witness["validators"])]}
