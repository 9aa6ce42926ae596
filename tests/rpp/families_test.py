#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0 OR MIT
"""The native rules of a family agree with the reference (tools/reference), witness by witness.

Usage: families_test.py RPP_FAMILIES_CLI FAMILY

For valid lists, for one witness per broken rule and for files with any one value changed: the same
rules at the same places, and the same digests, up to S. A disagreement is decided by docs/spec,
never by copying one side into the other.
"""
import json
import pathlib
import re
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "tools/reference"))

import changed_witness  # noqa: E402
import families_json  # noqa: E402
from field import digest_to_text  # noqa: E402
from program import Agreement  # noqa: E402

SEED = "20261124"
VALID = 3  # lists per family
CHANGED = 60  # files with one value changed
KINDS = ("rules", "hashes", "statements", "list_root", "s")
# Rules about a shape that no file has, or about claims that are in none.
NOT_IN_FILES = {"statement_count", "path_length", "element_range", "block_count",
                "transaction_count", "mark_count", "account_count", "record_count",
                "key_change_presence", "statement_mismatch", "public_field_mismatch"}


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
    if case != "read":
        agreement.compare("case", expected, [error.split(":")[0] for error in broken], case)
    agreement.compare("rules", broken, sorted(line["errors"]), case)
    for name in ("hashes", "statements"):
        agreement.compare(name, texts(verdict.values[name]), line[name], case)
    for name in ("list_root", "s"):
        agreement.compare(name, digest_to_text(verdict.values[name]), line[name], case)


def ask(program, family, what, text=None):
    done = subprocess.run([program, family, what], input=text, capture_output=True, text=True,
                          timeout=120, check=False)
    if done.returncode:
        raise SystemExit(f"{program}: status {done.returncode}: {done.stderr[-500:]}")
    return [json.loads(line) for line in done.stdout.splitlines()]


def judge_changed(program, family, good):
    """Lines of the program about CHANGED files, each a changed `good`; most of them broken."""
    rng = changed_witness.seeded(SEED)
    files = [changed_witness.changed(rng, json.loads(good)) for _ in range(CHANGED)]
    texts_of_files = [json.dumps(data) for _, data in files]
    lines = ask(program, family, "-", "".join(json.dumps(t) + "\n" for t in texts_of_files))
    if len(lines) != CHANGED or any(line["case"] != "read" for line in lines):
        raise SystemExit(f"refused: {[line['errors'] for line in lines if line['case'] != 'read']}")
    broken = sum(bool(line["errors"]) for line in lines)
    print(f"{len({name for name, _ in files})} kinds of values changed, {broken} files broken")
    return [{**line, "witness": text} for line, text in zip(lines, texts_of_files)]


def main(program, family):
    lines = ask(program, family, SEED)
    wanted = rules(family)
    missing = wanted - {line["case"] for line in lines}
    if missing or len(wanted) < 2:
        raise SystemExit(f"rules without a witness: {sorted(missing)}")
    agreement = Agreement()
    agreement.demand("case", VALID + len(wanted))
    for kind in KINDS:
        agreement.demand(kind, VALID + len(wanted) + CHANGED)
    for line in lines + judge_changed(program, family, lines[VALID - 1]["witness"]):
        compare(agreement, line)
    return 0 if agreement.report() else 1


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
