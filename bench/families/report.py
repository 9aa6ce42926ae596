#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0 OR MIT
"""Writes docs/performance/families.md: what bench_families measures, beside the bars.

    report.py PROGRAM > docs/performance/families.md
    report.py --table FILE > docs/performance/families.md    (a table that the program printed)
"""
import pathlib
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parents[2]
GATE = 4 << 20  # bytes of an envelope

# The proof of a row, and what it may take: milliseconds to prove and to verify.
BARS = {
    "transaction, list of 1": (100, 15),
    "transaction, list of 100": (600, None),
    "transaction, list of 512": (2500, None),
    "state, 100 transactions": (1500, None),
    "state, 512 transactions": (6000, None),
    "identity, list of 1": (250, None),
    "pruning, 1 blocks of 100": (150, None),
    "uptime, list of 1": (100, None),
}


def machine():
    """The CPU, its cores and its widest vectors."""
    info = pathlib.Path("/proc/cpuinfo").read_text()
    model = next(line.split(":")[1].strip() for line in info.splitlines()
                 if line.startswith("model name"))
    isa = "AVX-512" if " avx512bw" in info else "AVX2" if " avx2" in info else "portable"
    return f"{model}, {info.count('model name')} cores, {isa}"


def judged(row):
    """The cells of a bar's table row, or nothing if the row has no bar."""
    what, profile, _, _, prove, _, verify, size = row
    if what not in BARS:
        return None
    most_prove, most_verify = BARS[what]
    held = float(prove) <= most_prove and (most_verify is None or float(verify) <= most_verify)
    held = held and int(size) <= GATE
    limit = f"{most_prove} ms" + (f", verify {most_verify} ms" if most_verify else "")
    return [what, profile, limit, f"{prove} ms, verify {verify} ms",
            "holds" if held else "**missed**"]


def main(arguments):
    if len(arguments) == 2 and arguments[0] == "--table":
        table = pathlib.Path(arguments[1]).read_text()
    elif len(arguments) == 1:
        table = subprocess.run(arguments, check=True, stdout=subprocess.PIPE, text=True).stdout
    else:
        sys.exit(__doc__)
    lines = [line for line in table.splitlines() if line.startswith("|")]
    rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines[2:]]
    bars = [cells for cells in map(judged, rows) if cells]
    if len(bars) != 2 * len(BARS):
        sys.exit("report.py: the table lacks rows")
    commit = subprocess.run(["git", "-C", ROOT, "rev-parse", "--short=12", "HEAD"], check=True,
                            stdout=subprocess.PIPE, text=True).stdout.strip()
    origin = f"Machine: {machine()}. Commit: {commit}. Command: `build/bin/bench_families`"
    print("# Proofs of the families beside consensus\n\n"
          "Written by `bench/families/report.py build/bin/bench_families`. The bars are meant for "
          f"two cores with AVX-512.\n\n## Bars\n\n{origin}\n\n"
          f"Envelopes may have {GATE} bytes; the largest proof has "
          f"{max(int(r[7]) for r in rows)}.\n\n"
          "| proof | profile | at most | measured | |\n|---|---|---|---|---|")
    for cells in bars:
        print("| " + " | ".join(cells) + " |")
    print(f"\n## All rows\n\n{origin}\n\n"
          "Median of three proofs on two threads, after one that is left out.\n")
    print("\n".join(lines))


if __name__ == "__main__":
    main(sys.argv[1:])
