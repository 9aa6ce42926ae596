#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0 OR MIT
"""Compares AIRs from files with the compiled ones: time of the quotient phase, and of proofs.

Usage: runtime_airs.py P3_PROGRAM [--rounds N] [--only NAME]

Every statement is exported; then compiled and runtime proofs alternate, one process each with one
thread and two proofs, of which the first is warm-up. Prints the least time of each phase (others
on the machine only ever add to it) as a Markdown table, and checks that the bytes are the same.
"""
import argparse
import json
import pathlib
import re
import subprocess
import tempfile

# Name, options of the statement.
STATEMENTS = [
    ("poseidon2 x8, 2^14 rows", ["-o", "poseidon", "-l", "14"]),
    ("poseidon2 x1, 2^14 rows", ["-o", "poseidon", "--vector-len", "1", "-l", "14"]),
    ("keccak-f, 2^12 rows", ["-o", "keccak", "-l", "12"]),
    ("blake3, 2^9 rows", ["-o", "blake", "-l", "9"]),
    ("fibonacci, 2^16 rows", ["-o", "fib", "-l", "16"]),
    ("goldilocks poseidon2 x8, 2^12 rows", ["-f", "gold", "-o", "poseidon", "-l", "12"]),
]
RUN = ["--threads", "1", "--repeat", "2", "--stats", "json", "-q"]


def proof(program, *arguments):
    """Milliseconds of the quotient phase, seconds of user CPU, of the last proof."""
    done = subprocess.run([program, *arguments], capture_output=True, text=True, check=True)
    last = json.loads(done.stdout)["runs"][-1]
    quotient = sum(p["ms"] for p in last["phases"] if p["name"] == "quotient")
    return quotient, last["user_s"]


def compare(program, statement, rounds, folder):
    air, trace = folder / "air.json", folder / "trace.bin"
    done = subprocess.run([program, "air", "export", *statement, "--air-out", air, "--trace-out",
                           trace], capture_output=True, text=True, check=True)
    values = re.search(r"--public-values (\S+)", done.stdout)
    public = ["-p", values[1]] if values else []
    proofs = [folder / "compiled", folder / "runtime"]
    least = [(float("inf"), float("inf"))] * 2
    for _ in range(rounds):
        results = [
            proof(program, "prove", *statement, *RUN, "--proof-out", proofs[0]),
            proof(program, "air", "prove", "-a", air, "-t", trace, *public, *RUN, "--proof-out",
                  proofs[1])]
        least = [tuple(map(min, a, b)) for a, b in zip(least, results)]
    assert proofs[0].read_bytes() == proofs[1].read_bytes(), "the bytes differ"
    return least


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("program")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--only", default="")
    options = parser.parse_args()
    print("| statement | quotient, compiled ms | runtime ms | ratio | user s, compiled | runtime |")
    print("|---|---|---|---|---|---|")
    for name, statement in STATEMENTS:
        if options.only not in name:
            continue
        with tempfile.TemporaryDirectory() as folder:
            (c, c_user), (r, r_user) = compare(options.program, statement, options.rounds,
                                               pathlib.Path(folder))
        print(f"| {name} | {c:.1f} | {r:.1f} | {r / c:.2f} | {c_user:.2f} | {r_user:.2f} |",
              flush=True)


if __name__ == "__main__":
    main()
