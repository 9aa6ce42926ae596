#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0 OR MIT
"""Judges summaries of the consensus load: prints the report and every gate that is broken.

Exit codes: 0 all gates hold, 1 a gate is broken, 2 usage, 3 a file that is no summary.
"""
import argparse
import pathlib
import sys

sys.dont_write_bytecode = True
sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "tools" / "simnet"))
import gates  # noqa: E402
import report_text  # noqa: E402
import schema  # noqa: E402
import strict_json  # noqa: E402


def options():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0], allow_abbrev=False)
    default = gates.Limits()
    parser.add_argument("summaries", nargs="+", metavar="SUMMARY")
    parser.add_argument("--max-consensus-prove-p95", type=float, metavar="MS",
                        default=default.prove_p95_ms, help="default %(default)s")
    parser.add_argument("--max-consensus-verify-p95", type=float, metavar="MS",
                        default=default.verify_p95_ms, help="default %(default)s")
    parser.add_argument("--max-consensus-unexpected", type=int, metavar="N",
                        default=default.unexpected, help="accepted tampers, default %(default)s")
    parser.add_argument("--strict", action="store_true",
                        help="the bars of docs/performance/consensus_proofs.md")
    return parser.parse_args()


def judge(path, limits):
    """Prints the report and the verdict; the exit code of this summary."""
    try:
        summary = strict_json.load(path)
        schema.check(summary)
    except (OSError, strict_json.BadSummary) as error:
        print(f"{path}: {error}")
        return 3
    print(*report_text.lines(summary), sep="\n")
    broken = list(gates.breaches(summary, limits))
    for line in broken:
        print(f"BREACH: {line}")
    print(f"{path}: " + (f"{len(broken)} breaches" if broken else "all gates hold"))
    return 1 if broken else 0


def main():
    given = options()
    # `not x >= 0` is true of NaN too, under which every comparison with a limit would hold.
    asked = (given.max_consensus_prove_p95, given.max_consensus_verify_p95,
             given.max_consensus_unexpected)
    if any(not 0 <= x < float("inf") for x in asked):
        print("limits are finite and not negative")
        return 2
    limits = gates.Limits(*asked)
    if given.strict:
        limits = gates.strict(limits)
    return max(judge(path, limits) for path in given.summaries)


if __name__ == "__main__":
    sys.exit(main())
