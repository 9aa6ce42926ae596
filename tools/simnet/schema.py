# SPDX-License-Identifier: Apache-2.0 OR MIT
"""The members of a consensus-load summary (docs/spec/simnet-summary.md), version 1.

A shape is: a type; a list with the shape of its elements; or a dict from member to shape. Names
that end in "?" may be absent. Members that are not named are errors: a typing mistake must not
pass for an optional member that is missing.
"""
from strict_json import BadSummary

NUMBER = (int, float)
DISTRIBUTIONS = ("keygen_ms", "certificate_ms", "witness_ms", "prove_ms", "verify_ms",
                 "proof_bytes")
STATISTICS = ("min", "p50", "p90", "p95", "p99", "max", "mean")
FAMILIES = {"tamper_vrf": "vrf", "tamper_quorum": "quorum"}
FORMS = ("witness", "envelope")

# What an attacker does, by family and form, in the order in which attacked runs take turns; the
# same lists as `simnet --tampers` prints.
KINDS = {
    ("vrf", "witness"): (
        "vrf_outputs_swapped", "vrf_outputs_swapped_deep", "vrf_output_replaced",
        "vrf_output_replaced_deep", "vrf_output_of_other_slot", "winner_hidden",
        "later_leader_preferred", "leader_output_replaced", "leader_opening_of_other_slot"),
    ("vrf", "envelope"): ("vrf_output_root", "vrf_proof_root", "leader_index", "beacon_after"),
    ("quorum", "witness"): (
        "prevote_bit_set", "precommit_bit_set", "bitmap_bit_cleared", "weight_raised",
        "power_raised", "validator_doubled", "vote_doubled", "vote_of_other_slot",
        "vote_of_other_round", "vote_of_other_height", "vote_of_other_block", "stages_exchanged",
        "signature_of_other_member", "threshold_lowered", "total_lowered", "bitmap_root_replaced",
        "signature_root_replaced", "vrf_output_root_replaced", "vrf_proof_root_replaced",
        "witness_root_replaced", "reputation_root_replaced", "witness_removed", "header_changed",
        "height_changed", "proposer_changed", "leaf_of_other_purpose", "attestation_leaf"),
    ("quorum", "envelope"): (
        "quorum_bitmap_root", "quorum_signature_root", "prevote_power", "precommit_power",
        "quorum_threshold", "total_power", "validator_set_root", "block_hash", "vote_slot"),
}
# Attacked runs within which every kind in the witness has its turn.
TURNS = 15


def kinds_of_turn(family, form, turn):
    """The attacks that the attacked run number `turn` must show."""
    kinds = KINDS[family, form]
    share = -(-len(kinds) // TURNS) if form == "witness" else 1
    return [kinds[(turn * share + i) % len(kinds)] for i in range(share)]


_distribution = {name: NUMBER for name in STATISTICS}
_tally = {"attempts": int, "rejected": int, "unexpected_accepts": int, "not_counted": int,
          "rejections": dict}
_attempt = {"family": str, "kind": str, "form": str, "accepted": bool, "stage": str, "reason": str,
            "prover_refusal?": str}
_record = {"run": int, "keygen_ms?": NUMBER, "certificate_ms": NUMBER, "witness_ms": NUMBER,
           "prove_ms": NUMBER, "verify_ms": NUMBER, "proof_bytes": int, "statement_digest": str,
           "proof_sha256": str, "verified": bool, "tampers": [_attempt]}
_scenario = {"name": str, "consensus": {
    "runs": int, "validators": int, "witness_commitments": int, "security_bits": int, "seed": int,
    "tamper": {"vrf": bool, "quorum_roots": bool, "every_n": int}}}
_summary = {
    "kind": str, "version": int, "complete": bool, "scenario": _scenario, "runs": int,
    "validators": int, "witness_commitments": int, "security_bits": int, "use_gpu": bool,
    "seed": int, "summary_path": str, "csv_path": str, "peak_memory_bytes": int,
    "environment": {"cpu": str, "cores": int, "threads": int, "isa": str, "commit": str,
                    "profile": str, "proven_bits": NUMBER, "key_id": str},
    **{name: _distribution for name in DISTRIBUTIONS},
    **{name + "?": _tally for name in FAMILIES},
    "failures": [{"run": int, "stage": str, "message": str}], "records": [_record],
}


def _is(value, kind):
    kinds = kind if isinstance(kind, tuple) else (kind,)
    if isinstance(value, bool):
        return bool in kinds
    return isinstance(value, kinds)


def _check(value, shape, where):
    if isinstance(shape, dict):
        if not isinstance(value, dict):
            raise BadSummary(f"{where} is not an object")
        optional = {name[:-1] for name in shape if name.endswith("?")}
        known = {name.rstrip("?"): inner for name, inner in shape.items()}
        for name, inner in known.items():
            if name in value:
                _check(value[name], inner, f"{where}.{name}")
            elif name not in optional:
                raise BadSummary(f"{where}.{name} is missing")
        for name in value:
            if name not in known:
                raise BadSummary(f"{where}.{name} is unknown")
    elif isinstance(shape, list):
        if not isinstance(value, list):
            raise BadSummary(f"{where} is not a list")
        for i, element in enumerate(value):
            _check(element, shape[0], f"{where}[{i}]")
    elif not _is(value, shape):
        raise BadSummary(f"{where} has the wrong type")


def check(summary):
    """BadSummary unless the members are those of version 1 of this kind."""
    if summary.get("kind") != "consensus-load":
        raise BadSummary("kind is not 'consensus-load'")
    if summary.get("version") != 1:
        raise BadSummary("version is not 1")
    _check(summary, _summary, "summary")
