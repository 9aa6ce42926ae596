#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0 OR MIT
"""The native rules of a family agree with the reference (tools/reference), witness by witness.

Usage: families_test.py RPP_FAMILIES_CLI FAMILY

For valid lists and for one witness per broken rule: the same rules at the same places, and the same
digests, up to S. A disagreement is decided by docs/spec, never by copying one side into the other.
"""
import json
import pathlib
import re
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "tools/reference"))

import families_json  # noqa: E402
from field import digest_to_text  # noqa: E402
from program import Agreement  # noqa: E402

SEED = "20261124"
VALID = 3  # lists per family
# Rules about a shape that no file has, or about claims that are in none.
NOT_IN_FILES = {"statement_count", "path_length", "element_range", "block_count",
                "transaction_count", "mark_count", "statement_mismatch", "public_field_mismatch"}


def rules(family):
    """The rules of the document that a file can break."""
    text = (ROOT / f"docs/spec/witness-{family}.md").read_text()
    table = text.split("\n## Rules\n")[1].split("\n## ")[0]
    return set(re.findall(r"^\| `(\w+)` \|", table, re.M)) - NOT_IN_FILES


def texts(values):
    return [texts(v) if isinstance(v, list) else digest_to_text(v) for v in values]


def compare(agreement, line):
    verdict = families_json.judge(json.loads(line["witness"]))
    case = line["case"]
    expected = [] if case == "valid" else [case]
    broken = sorted(verdict.errors)
    agreement.compare("rules", broken, sorted(line["errors"]), case)
    agreement.compare("case", expected, [error.split(":")[0] for error in broken], case)
    for name in ("hashes", "statements"):
        agreement.compare(name, texts(verdict.values[name]), line[name], case)
    for name in ("list_root", "s"):
        agreement.compare(name, digest_to_text(verdict.values[name]), line[name], case)


def main(program, family):
    done = subprocess.run([program, family, SEED], capture_output=True, text=True, timeout=120,
                          check=False)
    if done.returncode:
        raise SystemExit(f"{program}: status {done.returncode}: {done.stderr[-500:]}")
    lines = [json.loads(line) for line in done.stdout.splitlines()]
    wanted = rules(family)
    missing = wanted - {line["case"] for line in lines}
    if missing or len(wanted) < 2:
        raise SystemExit(f"rules without a witness: {sorted(missing)}")
    agreement = Agreement()
    for kind in ("rules", "case", "hashes", "statements", "list_root", "s"):
        agreement.demand(kind, VALID + len(wanted))
    for line in lines:
        compare(agreement, line)
    return 0 if agreement.report() else 1


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
