#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0 OR MIT
"""Writes docs/performance/consensus_proofs.md from a summary: the criteria and what was measured.

    acceptance.py SUMMARY > docs/performance/consensus_proofs.md

A summary that is none, or that breaks the gates every load must hold, gives no document. Bars that
it misses stand in the table as missed.
"""
import dataclasses
import sys

sys.dont_write_bytecode = True
import gates
import recount
import schema
import strict_json

COMMAND = ("build/bin/simnet --scenario tools/simnet/scenarios/{name}.ron "
           "--artifacts-dir target/simnet/{name}")


@dataclasses.dataclass
class Criterion:
    name: str
    demanded: str
    measured: str
    holds: bool


def _at_most(name, limit, measured, unit, digits=1):
    return Criterion(name, f"at most {limit:,} {unit}", f"{measured:,.{digits}f} {unit}",
                     measured <= limit)


def criteria(summary):
    """Every line of the acceptance table, the limits of a load first, then the bars."""
    limits, bars = gates.Limits(), gates.strict(gates.Limits())
    d = recount.distributions(summary["records"])
    yield _at_most("prove p95", limits.prove_p95_ms, d["prove_ms"]["p95"], "ms")
    yield _at_most("verify p95", limits.verify_p95_ms, d["verify_ms"]["p95"], "ms")
    failures = len(summary["failures"])
    yield Criterion("error rate of honest runs", "0 failures",
                    f"{failures} of {summary['runs']}", failures == 0)
    for family in schema.FAMILIES.values():
        t = recount.tally(summary["records"], family)
        yield Criterion(f"{family} tampers", "all rejected by the STARK verifier, none accepted",
                        f"{t['rejected']} of {t['attempts']}, {t['unexpected_accepts']} accepted",
                        t["attempts"] == t["rejected"] > 0)
    bits = summary["environment"]["proven_bits"]
    yield Criterion("proven bits", f"at least {bars.proven_bits}", f"{bits:.2f}",
                    bits >= bars.proven_bits)
    yield _at_most("bar: witness p95", bars.witness_p95_ms, d["witness_ms"]["p95"], "ms")
    yield _at_most("bar: prove p95", bars.prove_p95_ms, d["prove_ms"]["p95"], "ms")
    yield _at_most("bar: verify p95", bars.verify_p95_ms, d["verify_ms"]["p95"], "ms")
    yield _at_most("bar: proof p95", bars.proof_p95_bytes, d["proof_bytes"]["p95"], "bytes", 0)
    yield _at_most("bar: peak memory", bars.peak_memory_bytes // 2**20,
                   summary["peak_memory_bytes"] / 2**20, "MiB", 0)


def _table(head, rows):
    yield "| " + " | ".join(head) + " |"
    yield "|" + "---|" * len(head)
    for row in rows:
        yield "| " + " | ".join(str(cell) for cell in row) + " |"


def document(summary):
    """The lines of the document."""
    environment, name = summary["environment"], summary["scenario"]["name"]
    yield "# Consensus proofs: acceptance"
    yield ""
    yield ("Written by `tools/simnet/acceptance.py` from a summary of the load. "
           "`scripts/analyze_simnet.py` judges the limits,")
    yield "with `--strict` the bars too. The bars are meant for two cores with AVX-512."
    yield ""
    yield "## Criteria"
    yield ""
    yield (f"Machine: {environment['cpu']}, {environment['threads']} threads, "
           f"{environment['isa']}. Commit: {environment['commit']}. Command:")
    yield ""
    yield "```"
    yield COMMAND.format(name=name)
    yield "```"
    yield ""
    yield (f"{summary['runs']} runs, {summary['validators']} validators, "
           f"{summary['witness_commitments']} witness commitments, profile "
           f"{environment['profile']}, seed {summary['seed']}.")
    yield ""
    yield from _table(("criterion", "demanded", "measured", ""),
                      [(c.name, c.demanded, c.measured, "holds" if c.holds else "**missed**")
                       for c in criteria(summary)])
    yield ""
    yield "## Distribution"
    yield ""
    yield (f"Machine: {environment['cpu']}, {environment['threads']} threads, "
           f"{environment['isa']}. Commit: {environment['commit']}. Command: as above.")
    yield ""
    rows = []
    for measure, values in recount.distributions(summary["records"]).items():
        digits = 0 if measure == "proof_bytes" else 1
        rows.append((measure, *(f"{values[s]:,.{digits}f}" for s in schema.STATISTICS)))
    yield from _table(("", *schema.STATISTICS), rows)


def main(path):
    try:
        summary = strict_json.load(path)
        schema.check(summary)
    except (OSError, strict_json.BadSummary) as error:
        print(f"{path}: {error}", file=sys.stderr)
        return 3
    broken = list(gates.breaches(summary, gates.Limits()))
    for line in broken:
        print(f"BREACH: {line}", file=sys.stderr)
    if broken:
        return 1
    print(*document(summary), sep="\n")
    return 0


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    sys.exit(main(sys.argv[1]))
