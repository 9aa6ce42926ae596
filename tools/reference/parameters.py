#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0 OR MIT
"""Computes the numbers that docs/spec/signatures.md and docs/spec/vrf.md quote.

Usage: parameters.py [signatures | vrf]      prints the table, a named line per number
       parameters.py --write | --check ROOT  puts the tables into the documents, or compares them

Counts are exact: dynamic programming over the sum of the digits. Two lines are not, and say so: a
median over seeded random pairs of signatures, and an integral evaluated to 12 digits.
"""
import cmath
import math
import pathlib
import random
import statistics
import sys

from field import P
from xmss import (ATTEST_SHARE, BASE, CHAINS, DIGITS_PER_LIMB, LIMBS, LOW_BITS, MAX_COUNTER,
                  TARGET_SUM, TOP, VOTE_HEIGHT, WALLET_HEIGHT)

ELEMENT_BITS = math.log2(P)
TRIES = MAX_COUNTER + 1
PAIRS, PAIRS_SEED = 1000, 2025


def count_words(least, target=TARGET_SUM):
    """How many digit vectors of sum `target` have digit c >= least[c] for every chain c."""
    free = target - sum(least)
    if free < 0:
        return 0
    ways = [1] + [0] * free
    for low in least:
        width = BASE - low  # choices of this digit; a running sum makes one pass per digit
        prefix, total = [], 0
        for w in ways:
            total += w
            prefix.append(total)
        ways = [prefix[s] - (prefix[s - width] if s >= width else 0) for s in range(free + 1)]
    return ways[free]


class WordSampler:
    """Draws code words (vectors of sum 184) uniformly."""

    def __init__(self, seed):
        self.random = random.Random(seed)
        self.suffixes = [[count_words([0] * n, s) for s in range(TARGET_SUM + 1)]
                         for n in range(CHAINS + 1)]

    def draw(self):
        left, word = TARGET_SUM, []
        for rest in range(CHAINS - 1, -1, -1):
            pick = self.random.randrange(self.suffixes[rest + 1][left])
            for digit in range(min(left, TOP) + 1):
                ways = self.suffixes[rest][left - digit]
                if pick < ways:
                    break
                pick -= ways
            word.append(digit)
            left -= digit
        return word


def pair_costs():
    """log2 of the tries that a forgery takes after two signatures at a leaf, for random pairs.

    Two signatures show, of every chain, the value at the smaller digit. A try (another message, a
    rho of the forger's choice) succeeds if its digits sum to 184 and none is below that.
    """
    sampler = WordSampler(PAIRS_SEED)
    pairs = ((sampler.draw(), sampler.draw()) for _ in range(PAIRS))
    return sorted(CHAINS * 3 - math.log2(count_words(list(map(min, a, b)))) for a, b in pairs)


def _tails(z):
    """Powers z^0 .. z^7 and sums of the powers from m on, m = 0 .. 8."""
    powers = [z**d for d in range(BASE)]
    tails = [sum(powers[m:]) for m in range(BASE + 1)]
    return powers, tails


def _triples(a, b, c):
    """Sum of a^d1 b^d2 c^x over digits with x >= min(d1, d2), grouped by that minimum."""
    (pa, ta), (pb, tb), (_, tc) = a, b, c
    return sum((pa[m] * tb[m] + pb[m] * ta[m + 1]) * tc[m] for m in range(BASE))


def _tilt():
    """(s, t): with a = b = e^s, c = e^t the mean digits of a triple are 184/42 each (Newton)."""
    mean = TARGET_SUM / CHAINS

    def gap(s, t):
        d = 1e-5
        value = [math.log(_triples(_tails(math.exp(s + u)), _tails(math.exp(s)),
                                   _tails(math.exp(t + v)))) for u, v in
                 ((d, 0), (-d, 0), (0, d), (0, -d))]
        return (value[0] - value[1]) / (2 * d) - mean, (value[2] - value[3]) / (2 * d) - mean

    s, t, d = 0.1, 0.1, 1e-3
    for _ in range(20):
        f, g = gap(s, t)
        fs, gs = ((x - y) / d for x, y in zip(gap(s + d, t), (f, g)))
        ft, gt = ((x - y) / d for x, y in zip(gap(s, t + d), (f, g)))
        det = fs * gt - ft * gs
        s, t = s - (f * gt - g * ft) / det, t - (g * fs - f * gs) / det
    return s, t


def average_pair_success(steps=128, window=range(-15, 16)):
    """log2 of the probability that one try forges, averaged over pairs of signatures.

    The number of triples (d1, d2, x) with three sums of 184 is a coefficient of F(a, b, c)^42; it
    is read off by Cauchy's integral on circles through the saddle point, where the trapezoid rule
    with `steps` points a turn is exact to double precision, and those outside `window` contribute
    nothing.
    """
    s, t = _tilt()
    angles = [2 * math.pi * k / steps for k in window]
    a = [_tails(cmath.exp(complex(s, x))) for x in angles]
    c = [_tails(cmath.exp(complex(t, x))) for x in angles]
    peak = _triples(_tails(math.exp(s)), _tails(math.exp(s)), _tails(math.exp(t)))
    total = 0.0
    for i, x in enumerate(angles):
        for j, y in enumerate(angles):
            for k, z in enumerate(angles):
                total += ((_triples(a[i], a[j], c[k]) / peak)**CHAINS *
                          cmath.exp(complex(0, -TARGET_SUM * (x + y + z)))).real
    log_triples = (CHAINS * math.log(peak) - TARGET_SUM * (2 * s + t) +
                   math.log(total / steps**3)) / math.log(2)
    return log_triples - 2 * math.log2(count_words([0] * CHAINS)) - 3 * CHAINS


def signature_numbers():
    """[(name, value as text)] of docs/spec/signatures.md."""
    words, vectors = count_words([0] * CHAINS), BASE**CHAINS
    miss = math.log2(vectors - words) - math.log2(vectors)
    costs = pair_costs()
    joined = 2 + (CHAINS * TOP - TARGET_SUM) + CHAINS * 4 // 8 + 1
    vote_leaves = (1 << VOTE_HEIGHT) - (1 << VOTE_HEIGHT - ATTEST_SHARE)
    return [
        ("accepted values of a limb", f"{P - 1} = 1016 * 2^{LOW_BITS}"),
        ("digits of a message digest", f"{LIMBS} * {DIGITS_PER_LIMB} = {CHAINS}"),
        ("digit vectors", f"8^{CHAINS} = 2^{3 * CHAINS}"),
        ("code words (digit sum 184)", f"{words} = 2^{math.log2(words):.2f}"),
        ("expected tries of the counter", f"{vectors / words:.2f}"),
        ("expected permutations of the search", f"{5 * vectors / words:.0f}"),
        ("failure of the search after 65536 tries", f"2^{TRIES * miss:.1f}"),
        ("digest refused for a limb p - 1", f"2^{math.log2(LIMBS / P):.1f}"),
        ("chain steps of a verification", f"{CHAINS} * 7 - 184 = {CHAINS * TOP - TARGET_SUM}"),
        ("permutations of a verification", f"2 + 110 + 21 + 1 + h = {joined} + h"),
        ("the same, vote key of height 20", f"{joined + VOTE_HEIGHT}"),
        ("the same, wallet key of height 16", f"{joined + WALLET_HEIGHT}"),
        ("forgery through the digits after one signature", f"2^{3 * CHAINS} tries"),
        ("forgery after two signatures, median of 1000 pairs",
         f"2^{statistics.median(costs):.1f} tries"),
        ("the same, luckiest and unluckiest tenth",
         f"2^{costs[PAIRS // 10]:.1f} and 2^{costs[-PAIRS // 10]:.1f} tries"),
        ("success of one try after two signatures, mean over pairs",
         f"2^{average_pair_success():.1f}"),
        ("preimage of a chain value (4 elements)", f"2^{4 * ELEMENT_BITS:.2f}"),
        ("the same with Grover's search", f"2^{2 * ELEMENT_BITS:.2f}"),
        ("collision of digests (8 elements)", f"2^{4 * ELEMENT_BITS:.2f}"),
        ("bits of rho (6 elements)", f"{6 * ELEMENT_BITS:.1f}"),
        ("elements of a signature", f"6 + 168 + 8 + 8h = {182 + 8 * VOTE_HEIGHT} at height 20"),
        ("leaves for votes at height 20", f"{vote_leaves}, for {vote_leaves // 2} slots"),
        ("leaves for attestations at height 20", f"{1 << VOTE_HEIGHT - ATTEST_SHARE}"),
        ("nonces of a wallet key", f"2^{WALLET_HEIGHT - 2}, the last 64 for rotation"),
    ]


def vrf_numbers():
    """[(name, value as text)] of docs/spec/vrf.md."""
    most_weight = 6 * 720
    # An element is uniform below p = 127 * 2^24 + 1: its low 24 bits are 0 once more often.
    most = ((P >> 24) + 1) / P
    tied = 256 * 255 // 2 * most**2
    greatest = ((1 << 48) - 1) * most_weight
    return [
        ("bits of a ticket", "48"),
        ("elements y_0 with the same low part", f"{P >> 24}, one more for 0"),
        ("distance of a low part from uniform", f"2^{math.log2(most - 2**-24):.1f}"),
        ("greatest weight", f"6 * 720 = {most_weight}"),
        ("bits of the greatest product", f"{greatest.bit_length()}"),
        ("two of 256 tickets equal, at most", f"2^{math.log2(tied):.1f}"),
        ("guess of a hidden secret (8 elements)", f"2^{8 * ELEMENT_BITS:.1f}"),
        ("a second secret for a leaf, collision of C8", f"2^{4 * ELEMENT_BITS:.2f}"),
        ("beacons to choose from, k leaders in a row withholding", "2^k"),
        ("opening of an output (elements)", f"8 + 8 + 8h = {16 + 8 * VOTE_HEIGHT} at height 20"),
        ("permutations of a check", f"3 for mu, 3 + h: {6 + VOTE_HEIGHT} at height 20"),
    ]


TABLES = {"signatures": signature_numbers, "vrf": vrf_numbers}


def table(name):
    """The table as Markdown."""
    rows = "".join(f"| {what} | {value} |\n" for what, value in TABLES[name]())
    return f"| number | value |\n|---|---|\n{rows}"


def updated(text, name):
    """The document with its table replaced by what is computed."""
    head, rest = text.split(f"<!-- numbers: {name} -->\n")
    _, tail = rest.split("<!-- end -->\n")
    return f"{head}<!-- numbers: {name} -->\n{table(name)}<!-- end -->\n{tail}"


def main(arguments):
    if len(arguments) == 2 and arguments[0] in ("--write", "--check"):
        stale = 0
        for name in TABLES:
            path = pathlib.Path(arguments[1]) / "docs/spec" / f"{name}.md"
            new = updated(path.read_text(), name)
            if arguments[0] == "--write":
                path.write_text(new)
            elif new != path.read_text():
                stale += 1
                print(f"{path}: not what tools/reference/parameters.py prints")
        return 1 if stale else 0
    if len(arguments) > 1 or (arguments and arguments[0] not in TABLES):
        print(__doc__, file=sys.stderr)
        return 2
    for name in arguments or TABLES:
        print(table(name))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
