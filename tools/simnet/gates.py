# SPDX-License-Identifier: Apache-2.0 OR MIT
"""The acceptance gates: each yields one line for every way in which a summary breaks it."""
import dataclasses
import re

import recount
from schema import FAMILIES, FORMS, KINDS, kinds_of_turn


@dataclasses.dataclass
class Limits:
    """Upper limits; proven_bits is a lower one. None: not asked for."""
    prove_p95_ms: float = 5500
    verify_p95_ms: float = 3200
    unexpected: int = 0
    witness_p95_ms: float | None = None
    proof_p95_bytes: float | None = None
    peak_memory_bytes: float | None = None
    proven_bits: float | None = None


def strict(limits):
    """The bars of the acceptance load where they are lower than what was asked for."""
    bars = Limits(1500, 40, 0, 150, 450_000, 1 << 30, 128)
    lower = {f.name: min(x for x in (getattr(limits, f.name), getattr(bars, f.name))
                         if x is not None)
             for f in dataclasses.fields(Limits)}
    lower["proven_bits"] = max(limits.proven_bits or 0, bars.proven_bits)
    return Limits(**lower)


def whole(summary):
    """Every run is there once, nothing was cut short, and the head repeats the scenario."""
    scenario = summary["scenario"]["consensus"]
    if not summary["complete"]:
        yield "the run was cut short (complete is false)"
    if scenario["runs"] == 0 or not summary["records"]:
        yield "no runs"
    for name in ("runs", "validators", "witness_commitments", "security_bits", "seed"):
        if summary[name] != scenario[name]:
            yield f"{name} is {summary[name]}, the scenario says {scenario[name]}"
    runs = [r["run"] for r in summary["records"]]
    for run in sorted(set(runs)):
        if runs.count(run) > 1:
            yield f"run {run} stands {runs.count(run)} times"
    for run in sorted(set(range(scenario["runs"])) - set(runs)):
        yield f"run {run} is missing"
    for run in sorted(set(runs) - set(range(scenario["runs"]))):
        yield f"run {run} is not of the scenario"


def honest(summary):
    """The error rate of honest runs is zero, and no run is a copy of another."""
    for failure in summary["failures"]:
        yield f"honest run {failure['run']} failed in {failure['stage']}: {failure['message']}"
    seen = {}
    for record in summary["records"]:
        run = record["run"]
        if not record["verified"]:
            yield f"honest run {run} was not accepted"
        for name in ("proof_bytes", "prove_ms", "verify_ms", "witness_ms", "certificate_ms"):
            if not record[name] > 0:
                yield f"run {run}: {name} is {record[name]}"
        for name in ("statement_digest", "proof_sha256"):
            if not re.fullmatch("[0-9a-f]{64}", record[name]):
                yield f"run {run}: {name} is no digest"
            other = seen.setdefault((name, record[name]), run)
            if other != run:
                yield f"runs {other} and {run} have the same {name}"
        if (run % recount.KEYGEN_EVERY == 0) != ("keygen_ms" in record):
            yield f"run {run}: key generation is timed on every {recount.KEYGEN_EVERY}th run"


def demanded(summary):
    """Every attacked run shows the attacks whose turn it is."""
    tamper = summary["scenario"]["consensus"]["tamper"]
    every = tamper["every_n"]
    if every == 0:
        yield "tamper.every_n is 0"
        return
    for member, family in FAMILIES.items():
        if not tamper["vrf" if family == "vrf" else "quorum_roots"]:
            continue
        if member not in summary:
            yield f"{member} is missing"
        for record in summary["records"]:
            turn, rest = divmod(record["run"], every)
            for form in FORMS if rest == 0 else ():
                tried = [a["kind"] for a in record["tampers"]
                         if (a["family"], a["form"]) == (family, form)]
                for kind in kinds_of_turn(family, form, turn):
                    if kind not in tried:
                        yield f"run {record['run']}: {kind} in the {form} was not tried"


def rejected(summary, limits):
    """No tamper is accepted, and each is refused by cryptography."""
    for record in summary["records"]:
        for a in record["tampers"]:
            what = f"run {record['run']}: {a['family']} {a['kind']} in the {a['form']}"
            if (a["family"], a["form"]) not in KINDS or a["kind"] not in KINDS[a["family"],
                                                                               a["form"]]:
                yield f"{what} is no known tamper"
            if not a["accepted"] and a["stage"] != "stark":
                yield f"{what} was refused by {a['stage']} ({a['reason']}), which proves nothing"
            if not a["accepted"] and not a["reason"]:
                yield f"{what} was refused without a reason"
            if a["form"] == "witness" and not a.get("prover_refusal"):
                yield f"{what} was not refused by the prover"
    for family in FAMILIES.values():
        accepted = recount.tally(summary["records"], family)["unexpected_accepts"]
        if accepted > limits.unexpected:
            yield f"{accepted} {family} tampers were accepted (at most {limits.unexpected})"


def fast(summary, limits):
    """Times and sizes, from the records."""
    again = recount.distributions(summary["records"])
    for name, limit in (("prove_ms", limits.prove_p95_ms), ("verify_ms", limits.verify_p95_ms),
                        ("witness_ms", limits.witness_p95_ms),
                        ("proof_bytes", limits.proof_p95_bytes)):
        if limit is not None and name in again and not again[name]["p95"] <= limit:
            yield f"{name} p95 is {again[name]['p95']:.1f} (at most {limit})"
    peak = summary["peak_memory_bytes"]
    if limits.peak_memory_bytes is not None and not 0 < peak <= limits.peak_memory_bytes:
        yield f"peak memory is {peak} bytes (at most {limits.peak_memory_bytes})"
    bits = summary["environment"]["proven_bits"]
    least = max(limits.proven_bits or 0, summary["security_bits"])
    if not bits >= least:
        yield f"proven bits are {bits} (at least {least})"


def breaches(summary, limits):
    """All lines of all gates, in reading order."""
    yield from whole(summary)
    yield from recount.differences(summary)
    yield from honest(summary)
    yield from demanded(summary)
    yield from rejected(summary, limits)
    yield from fast(summary, limits)
