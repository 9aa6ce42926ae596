#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0 OR MIT
"""The cost of a row at growing heights: a curve that is flat costs the same for every row.

Usage: cost_per_row.py P3_PROGRAM [--from 14] [--to 20] [--rounds 2] [--proofs 3] [-- P3_OPTIONS]

One process per height and round, all heights in turn, so that a slow minute of the machine meets
all of them. The first proof of a process is left out; of the others the least time counts (others
on the machine only ever add to it). Memory is what the system counted, beside the prediction of
`p3 prove --estimate`. Heights whose prediction exceeds the memory of the machine are left out,
and named. P3_OPTIONS name the statement and its parameters; without them it is the AIR of W1-K.
"""
import argparse
import json
import os
import pathlib
import subprocess
import sys

DEFAULT = "-o poseidon-2-permutations -m keccak-f".split()
SPARE = 0.9  # of the memory, for the proof
COLUMNS = ("rows", "prove s", "ns a row", "of the least", "user ns a row", "LDE ns a row",
           "tree ns a row", "peak MB", "predicted", "bytes a row")


def statement(options, log_rows):
    return ["prove", *options, "-l", str(log_rows), "--stats", "json", "--quiet"]


def predicted(program, options, log_rows, proofs):
    done = subprocess.run([program, *statement(options, log_rows), "--estimate", "--repeat",
                           str(proofs)], check=True, capture_output=True, text=True)
    return json.loads(done.stdout)["estimate"]["peak_bytes"]


def runs(program, options, log_rows, proofs):
    done = subprocess.run([program, *statement(options, log_rows), "--repeat", str(proofs)],
                          check=True, capture_output=True, text=True)
    return json.loads(done.stdout)["runs"]


def phase(run, name):
    """Nanoseconds of the first span of this name: the trace's."""
    return next((p["ms"] * 1e6 for p in run["phases"] if p["name"].startswith(name)), 0.0)


def summary(samples, estimate, log_rows):
    fastest = min(samples, key=lambda run: run["prove_s"])
    rows = 2 ** log_rows
    peak = max(run["peak_rss_mb"] for run in samples) * 1e6
    return {"log_rows": log_rows, "prove_s": fastest["prove_s"],
            "ns_per_row": fastest["prove_s"] * 1e9 / rows,
            "user_ns_per_row": min(run["user_s"] for run in samples) * 1e9 / rows,
            "extend_ns_per_row": phase(fastest, "extend") / rows,
            "tree_ns_per_row": (phase(fastest, "merkle tree") or
                                phase(fastest, "commit traces")) / rows,
            "peak_bytes": peak, "predicted": estimate / peak, "bytes_per_row": peak / rows}


def print_table(results):
    print("| " + " | ".join(COLUMNS) + " |")
    print("|" + "---|" * len(COLUMNS))
    least = min(result["ns_per_row"] for result in results)
    for r in results:
        cells = [f"2^{r['log_rows']}", f"{r['prove_s']:.3f}", f"{r['ns_per_row']:.0f}",
                 f"{r['ns_per_row'] / least:.2f}", f"{r['user_ns_per_row']:.0f}",
                 f"{r['extend_ns_per_row']:.0f}", f"{r['tree_ns_per_row']:.0f}",
                 f"{r['peak_bytes'] * 1e-6:.0f}", f"{r['predicted']:.3f}",
                 f"{r['bytes_per_row']:.0f}"]
        print("| " + " | ".join(cells) + " |")


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n\n")[0])
    parser.add_argument("program", type=pathlib.Path)
    parser.add_argument("--from", dest="low", type=int, default=14)
    parser.add_argument("--to", dest="high", type=int, default=20)
    parser.add_argument("--rounds", type=int, default=2)
    parser.add_argument("--proofs", type=int, default=3, help="per process, first one left out")
    parser.add_argument("--json", type=pathlib.Path, help="write the results to this file")
    words = sys.argv[1:]
    cut = words.index("--") if "--" in words else len(words)
    args, options = parser.parse_args(words[:cut]), words[cut + 1:] or DEFAULT
    if args.proofs < 2 or args.rounds < 1 or args.low > args.high:
        parser.error("at least 1 round of 2 proofs, and one height")
    memory = os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE") * SPARE

    estimates = {n: predicted(args.program, options, n, args.proofs)
                 for n in range(args.low, args.high + 1)}
    samples = {n: [] for n, needed in estimates.items() if needed <= memory}
    for n in estimates.keys() - samples.keys():
        print(f"2^{n} rows left out: {estimates[n] * 1e-9:.1f} GB, {memory * 1e-9:.1f} GB allowed")
    for _ in range(args.rounds):
        for n, collected in samples.items():
            print(f"2^{n} rows", file=sys.stderr, flush=True)
            collected += runs(args.program, options, n, args.proofs)[1:]
    results = [summary(collected, estimates[n], n) for n, collected in samples.items()]
    if results:
        print_table(results)
    if args.json:
        args.json.write_text(json.dumps({"options": options, "rows": results}, indent=1) + "\n")
    return 0 if results else 1


if __name__ == "__main__":
    sys.exit(main())
