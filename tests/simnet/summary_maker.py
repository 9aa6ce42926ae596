# SPDX-License-Identifier: Apache-2.0 OR MIT
"""A consensus-load summary that holds every gate, for tests that then break one thing in it."""
import hashlib

import recount
from schema import DISTRIBUTIONS, FAMILIES, FORMS, kinds_of_turn


def _digest(*what):
    return hashlib.sha256(repr(what).encode()).hexdigest()


def _attempts(turn):
    for family in FAMILIES.values():
        for form in FORMS:
            for kind in kinds_of_turn(family, form, turn):
                attempt = {"family": family, "kind": kind, "form": form, "accepted": False,
                           "stage": "stark", "reason": "ConstraintMismatch"}
                if form == "witness":
                    attempt["prover_refusal"] = "invalid_vrf_proof"
                yield attempt


def _record(run, every_n):
    record = {"run": run, "certificate_ms": 400.0 + run, "witness_ms": 90.0 + run % 7,
              "prove_ms": 800.0 + run % 11, "verify_ms": 12.0 + run % 3,
              "proof_bytes": 400_000 + run, "statement_digest": _digest("s", run),
              "proof_sha256": _digest("p", run), "verified": True, "tampers": []}
    if run % recount.KEYGEN_EVERY == 0:
        record["keygen_ms"] = 5.5
    if run % every_n == 0:
        record["tampers"] = list(_attempts(run // every_n))
    return record


def recompute(summary):
    """Makes the totals fit the records again, as an author of a false summary would."""
    for name, values in recount.distributions(summary["records"]).items():
        summary[name] = values
    for member, family in FAMILIES.items():
        summary[member] = recount.tally(summary["records"], family)
    return summary


def make(runs=120, every_n=8):
    consensus = {"runs": runs, "validators": 96, "witness_commitments": 256, "security_bits": 128,
                 "seed": 1337, "tamper": {"vrf": True, "quorum_roots": True, "every_n": every_n}}
    head = {k: v for k, v in consensus.items() if k != "tamper"}
    summary = {
        "kind": "consensus-load", "version": 1, "complete": True,
        "scenario": {"name": "consensus_quorum_stress", "consensus": consensus}, **head,
        "use_gpu": False, "summary_path": "s.json", "csv_path": "s.csv",
        "peak_memory_bytes": 700 << 20,
        "environment": {"cpu": "none", "cores": 2, "threads": 2, "isa": "avx512", "commit": "0",
                        "profile": "standalone", "proven_bits": 128.2, "key_id": "00"},
        **{name: {} for name in DISTRIBUTIONS}, "failures": [],
        "records": [_record(run, every_n) for run in range(runs)]}
    return recompute(summary)
