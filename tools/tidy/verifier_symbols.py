#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0 OR MIT
"""The verifier's libraries define nothing that only a prover needs.

    verifier_symbols.py --config rooms.toml LIBRARY...

LIBRARY is the verifier's archive and every archive it links. rooms.toml names the symbols that a
prover has (`prover_symbols`, regular expressions) and those that show the archives to be the right
ones (`verifier_symbols`: each must be defined somewhere).
"""
import argparse
import pathlib
import re
import sys
import tomllib

from symbols import symbols


def check(settings, libraries):
    """Failures in words."""
    prover = [re.compile(p) for p in settings["prover_symbols"]]
    wanted = {p: re.compile(p) for p in settings["verifier_symbols"]}
    failures = []
    for library in libraries:
        for symbol in symbols(library):
            if not symbol.is_defined:
                continue
            if any(p.search(symbol.name) for p in prover):
                failures.append(f"{library}: prover code: {symbol.name}")
            for pattern in [p for p, r in wanted.items() if r.search(symbol.name)]:
                del wanted[pattern]
    return failures + [f"no library defines anything like '{p}'" for p in wanted]


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n\n")[0])
    parser.add_argument("--config", type=pathlib.Path, required=True)
    parser.add_argument("libraries", nargs="+")
    args = parser.parse_args()
    settings = tomllib.loads(args.config.read_text())["verifier"]
    failures = check(settings, args.libraries)
    for failure in failures:
        print(failure)
    print(f"verifier symbols: {len(args.libraries)} libraries, {len(failures)} failures")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
