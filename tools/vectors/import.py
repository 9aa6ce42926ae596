#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0 OR MIT
"""Makes tests/vectors/plonky3-0.8.0 from the full set of vectors.

    tools/vectors/import.py SOURCE            writes the compact copy
    tools/vectors/import.py --check SOURCE    compares the copy with what would be written

SOURCE is the folder with the full vectors (in the workshop: ../shared/vectors/plonky3-0.8.0).
Three things change on the way, and nothing else:
  * white space goes, one member (or one rejected proof) per line stays;
  * the `trace` of a statement that has `inputs` (the hash AIRs) goes: the tests rebuild it;
  * the constants of fields that p3 does not have go.
Every number and every proof byte is the source's own.
"""
import argparse
import json
import pathlib
import sys

ROOT = pathlib.Path(__file__).resolve().parents[2]
TARGET = ROOT / "tests" / "vectors" / "plonky3-0.8.0"
LIMIT = 4_000_000  # bytes, the whole folder
FOREIGN_FIELDS = ("mersenne-31",)


def compact(value):
    return json.dumps(value, separators=(",", ":"), ensure_ascii=True)


def without_rebuildable_trace(statement):
    """The trace of a hash AIR follows from its inputs; 480 kB of the full set are such traces."""
    if statement.get("inputs") is None:
        return statement
    return {key: value for key, value in statement.items() if key != "trace"}


def render_object(members):
    lines = [f"{compact(key)}:{compact(value)}" for key, value in members.items()]
    return "{\n" + ",\n".join(lines) + "\n}\n"


def render(path):
    """The bytes of the compact copy of one source file."""
    if path.suffix == ".postcard":
        return path.read_bytes()
    data = json.loads(path.read_text(encoding="ascii"))
    if path.name == "rejects.json":
        text = "[\n" + ",\n".join(compact(entry) for entry in data) + "\n]\n"
    elif path.name == "poseidon2_constants.json":
        text = render_object({k: v for k, v in data.items() if k not in FOREIGN_FIELDS})
    else:
        vector = without_rebuildable_trace(data)
        if "instances" in vector:
            vector["instances"] = [without_rebuildable_trace(i) for i in vector["instances"]]
        text = render_object(vector)
    return text.encode("ascii")


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n\n")[0])
    parser.add_argument("--check", action="store_true", help="write nothing, compare")
    parser.add_argument("source", type=pathlib.Path)
    args = parser.parse_args()

    sources = sorted(p for p in args.source.iterdir() if p.suffix in (".json", ".postcard"))
    proofs = {p.stem for p in sources if p.suffix == ".postcard"}
    for name in sorted(proofs):
        if not (args.source / f"{name}.json").exists():
            sys.exit(f"import.py: {name}.postcard has no {name}.json")
    if not proofs:
        sys.exit(f"import.py: no vectors in {args.source}")

    files = {p.name: render(p) for p in sources}
    total = sum(len(content) for content in files.values())
    if total > LIMIT:
        sys.exit(f"import.py: {total} bytes, the limit is {LIMIT}")

    if args.check:
        present = {p.name: p.read_bytes() for p in TARGET.iterdir() if p.name != "README.md"}
        wrong = sorted(n for n in files.keys() | present.keys() if files.get(n) != present.get(n))
        if wrong:
            sys.exit("import.py: not what the source gives: " + ", ".join(wrong))
    else:
        TARGET.mkdir(parents=True, exist_ok=True)
        for name, content in files.items():
            (TARGET / name).write_bytes(content)
    print(f"{len(proofs)} vectors, {len(files)} files, {total} bytes")


if __name__ == "__main__":
    main()
