#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0 OR MIT
"""The shared libraries export what p3.h declares, and nothing else.

    exported_symbols.py --header p3.h --full libp3.so --verify libp3_verify.so
"""
import argparse
import pathlib
import re
import subprocess
import sys

DECLARED = re.compile(r"\b(p3_\w+)\(")


def declared(header):
    """Names of the functions: (all, those of the verify-only library)."""
    text = re.sub(r"//.*", "", header)
    start = text.index("#ifndef P3_VERIFY_ONLY")
    verify_only = text[:start] + text[text.index("#endif", start):]
    return tuple(sorted(DECLARED.findall(t)) for t in (text, verify_only))


def exported(library):
    ran = subprocess.run(["nm", "--dynamic", "--defined-only", library], capture_output=True,
                         text=True, check=True)
    return sorted(line.split()[2].split("@")[0] for line in ran.stdout.splitlines())


def differences(name, expected, got):
    for symbol in sorted(set(expected) - set(got)):
        yield f"{name}: {symbol} is declared and not exported"
    for symbol in sorted(set(got) - set(expected)):
        yield f"{name}: {symbol} is exported and not declared"


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n\n")[0])
    parser.add_argument("--header", type=pathlib.Path, required=True)
    parser.add_argument("--full", required=True)
    parser.add_argument("--verify", required=True)
    args = parser.parse_args()
    full, verify = declared(args.header.read_text())
    if not set(verify) < set(full) or "p3_prover_prove" in verify or "p3_verify" not in verify:
        sys.exit(f"{args.header}: the part that P3_VERIFY_ONLY leaves out was not found")
    failures = [*differences(args.full, full, exported(args.full)),
                *differences(args.verify, verify, exported(args.verify))]
    for failure in failures:
        print(failure)
    print(f"exported symbols: {len(full)} and {len(verify)} functions, {len(failures)} failures")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
