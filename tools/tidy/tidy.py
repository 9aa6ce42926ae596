#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0 OR MIT
"""The rules of the house as a test: prints every finding, exit code 1 if there is one.

    tools/tidy/tidy.py [--rule NAME]... [ROOT]      --list prints the rules
"""
import argparse
import pathlib
import sys

import cpp_rules  # noqa: F401  each import registers its rules
import doc_rules  # noqa: F401
import room_rules  # noqa: F401
import text_rules  # noqa: F401
import tool_rules  # noqa: F401
from model import RULES, load_tree

ROOT = pathlib.Path(__file__).resolve().parents[2]


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n\n")[0])
    parser.add_argument("--rule", action="append", choices=sorted(RULES), help="only this rule")
    parser.add_argument("--list", action="store_true", help="print the names of the rules")
    parser.add_argument("root", nargs="?", type=pathlib.Path, default=ROOT)
    args = parser.parse_args()
    if args.list:
        print("\n".join(sorted(RULES)))
        return 0

    tree = load_tree(args.root)
    if not tree.files:
        print(f"tidy: no files below {args.root}")
        return 1
    findings = 0
    for name in args.rule or sorted(RULES):
        for finding in RULES[name](tree):
            print(f"{finding} [{name}]")
            findings += 1
    print(f"tidy: {len(tree.files)} files, {findings} findings")
    return 1 if findings else 0


if __name__ == "__main__":
    sys.exit(main())
