# SPDX-License-Identifier: Apache-2.0 OR MIT
"""A summary as a page of text."""
import recount
from schema import DISTRIBUTIONS, FAMILIES, STATISTICS


def _table(records):
    yield f"{'':16}" + "".join(f"{s:>11}" for s in STATISTICS)
    for name, values in recount.distributions(records).items():
        digits = 0 if name == "proof_bytes" else 1
        yield f"{name:16}" + "".join(f"{values[s]:>11.{digits}f}" for s in STATISTICS)
    for name in DISTRIBUTIONS:
        if not recount.samples(records, name):
            yield f"{name:16}   no samples"


def lines(summary):
    """The report; every figure is computed from the records."""
    environment, scenario = summary["environment"], summary["scenario"]
    records = summary["records"]
    yield (f"{scenario['name']}: {len(records)} of {scenario['consensus']['runs']} runs, "
           f"{summary['validators']} validators, {summary['witness_commitments']} witness "
           f"commitments, seed {summary['seed']}")
    yield (f"{environment['cpu']}, {environment['threads']} threads, {environment['isa']}, commit "
           f"{environment['commit']}")
    yield (f"profile {environment['profile']}, {environment['proven_bits']:.2f} proven bits, "
           f"key {environment['key_id']}, peak memory {summary['peak_memory_bytes'] / 2**20:.0f} "
           "MiB")
    yield from _table(records)
    yield f"honest failures: {len(summary['failures'])}"
    for family in FAMILIES.values():
        t = recount.tally(records, family)
        reasons = ", ".join(f"{n} {r}" for r, n in sorted(t["rejections"].items())) or "none"
        yield (f"{family} tampers: {t['attempts']} tried, {t['rejected']} rejected ({reasons}), "
               f"{t['not_counted']} refused without cryptography, {t['unexpected_accepts']} "
               "accepted")
