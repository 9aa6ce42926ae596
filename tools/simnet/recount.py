# SPDX-License-Identifier: Apache-2.0 OR MIT
"""Everything a summary states in total, computed again from its records."""
import collections
import math

from schema import DISTRIBUTIONS, FAMILIES, STATISTICS

KEYGEN_EVERY = 8  # runs that time key generation from nothing
TOLERANCE = 1e-6  # relative: sums in another order, decimal text


def quantile(sorted_values, q):
    """Linear interpolation between the two nearest ranks (the default of numpy)."""
    position = q * (len(sorted_values) - 1)
    low = math.floor(position)
    high = min(low + 1, len(sorted_values) - 1)
    return sorted_values[low] + (position - low) * (sorted_values[high] - sorted_values[low])


def distribution(values):
    """The seven statistics of a list that is not empty."""
    ordered = sorted(values)
    at = {"p50": 0.5, "p90": 0.9, "p95": 0.95, "p99": 0.99}
    result = {name: quantile(ordered, q) for name, q in at.items()}
    result.update(min=ordered[0], max=ordered[-1], mean=math.fsum(ordered) / len(ordered))
    return {name: result[name] for name in STATISTICS}


def samples(records, name):
    return [r[name] for r in records if name in r]


def distributions(records):
    return {name: distribution(values) for name in DISTRIBUTIONS
            if (values := samples(records, name))}


def attempts(records, family):
    return [a for r in records for a in r["tampers"] if a["family"] == family]


def tally(records, family):
    """Counts of one family. Only a verdict of the STARK verifier counts as a rejection."""
    of_family = attempts(records, family)
    rejected = [a for a in of_family if not a["accepted"] and a["stage"] == "stark"]
    accepted = sum(a["accepted"] for a in of_family)
    return {"attempts": len(of_family), "rejected": len(rejected), "unexpected_accepts": accepted,
            "not_counted": len(of_family) - len(rejected) - accepted,
            "rejections": dict(collections.Counter(a["reason"] for a in rejected))}


def close(a, b):
    return math.isclose(a, b, rel_tol=TOLERANCE, abs_tol=TOLERANCE)


def differences(summary):
    """Lines, one for every total that its records do not give."""
    records = summary["records"]
    again = distributions(records)
    for name in DISTRIBUTIONS:
        if name not in again:
            yield f"{name}: no record has it"
            continue
        for statistic in STATISTICS:
            stated, real = summary[name][statistic], again[name][statistic]
            if not close(stated, real):
                yield f"{name}.{statistic}: stated {stated}, the records give {real}"
    for member, family in FAMILIES.items():
        stated = summary.get(member)
        real = tally(records, family)
        if stated is None and real["attempts"] == 0:
            continue
        if stated != real:
            yield f"{member}: stated {stated}, the records give {real}"
