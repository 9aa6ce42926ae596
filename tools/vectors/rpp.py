#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0 OR MIT
"""The vectors of the chain's primitives: tests/vectors/rpp/*.json.

    rpp.py PROGRAM            writes them anew
    rpp.py --check PROGRAM    compares every answer with what is written

PROGRAM is rpp_primitives_cli; its header explains requests and answers. A file is a list of
{"request": .., "answer": ..}. The requests are drawn here, the answers are the program's.
"""
import argparse
import hashlib
import json
import pathlib
import subprocess
import sys

P = 2**31 - 2**24 + 1
FOLDER = pathlib.Path(__file__).resolve().parents[2] / "tests/vectors/rpp"


def draw(label, count, bound=P):
    """`count` integers below `bound` that depend on the label alone."""
    return [int.from_bytes(hashlib.sha256(f"{label} {i}".encode()).digest()) % bound
            for i in range(count)]


def digest(label):
    return draw(label, 8)


def hashes(ask):
    """Every tag at its lengths; borders of blocks and of elements; C8."""
    for number, _, base, step, or_empty in ask({"op": "tags"})["tags"]:
        lengths = {base} | ({base + step, base + 2 * step} if step > 1 else set())
        lengths |= {0} if or_empty else set()
        lengths |= {7, 8, 9, 24} if step == 1 else set()
        for length in sorted(lengths):
            yield {"op": "h", "tag": number, "m": draw(f"h {number}", length)}
    for length in (0, 1, 7, 8, 9, 15, 16, 17):
        yield {"op": "h", "tag": 1, "m": [P - 1] * length}
    for x in ([0] * 16, [P - 1] * 16, list(range(16)), draw("c8", 16)):
        yield {"op": "c8", "x": x}


def encodings(_):
    for text in ("00" * 32, "0000007f" * 8, "0100007f" * 8, "00" * 31, "00" * 33, "0A" + "00" * 31,
                 "g0" + "00" * 31, "00" * 28 + "ffffffff", "01000000" * 7 + "0200007f"):
        yield {"op": "digest_text", "text": text}
    for label in ("a", "b"):
        yield {"op": "encode", "digest": digest(label)}
    for x in (0, 1, 0xffff, 0x10000, 0x0123456789abcdef, 2**64 - 1):
        yield {"op": "encode", "u64": x}
    for x in (0, 0x89abcdef, 2**32 - 1):
        yield {"op": "encode", "u32": x}
    for members in ([], [0], [15, 16], [255], list(range(0, 256, 3))):
        yield {"op": "encode", "members": members}
    for depth, count in ((0, 1), (3, 0), (3, 5), (4, 16), (10, 3)):
        leaves = [digest(f"leaf {i}") for i in range(count)]
        for position in sorted({0, count // 2, 2**depth - 1}):
            yield {"op": "tree", "depth": depth, "tag": 65, "leaves": leaves, "position": position}


def keys(_):
    yield {"op": "seed", "bytes": draw("seed", 32, 256)}
    for vote in (False, True):
        for h in (1, 2, 4, 7):
            yield {"op": "keygen", "seed": digest("key"), "h": h, "vote": vote}
        yield {"op": "keygen", "seed": digest("key"), "h": 20, "vote": vote, "first": 24,
               "log_leaves": 3}
        yield {"op": "keygen", "seed": digest("key"), "h": 16, "vote": vote, "first": 65535,
               "log_leaves": 0}


def signatures(ask):
    """Signatures of both kinds, and for one of them a change of every kind."""
    base = {"op": "sign", "seed": digest("key"), "h": 4}
    for vote in (False, True):
        for leaf in (0, 5, 15):
            yield base | {"leaf": leaf, "message": digest(f"message {leaf}"), "vote": vote}
    high = {"first": 2**20 - 4, "log_leaves": 2, "h": 20}
    yield base | high | {"leaf": 2**20 - 1, "message": digest("attestation"), "vote": True}
    request = base | {"leaf": 5, "message": digest("message 5"), "vote": True}
    yield from changed_signatures(request | ask(request) | {"op": "verify"})


def changed_signatures(good):
    good = {k: v for k, v in good.items() if k not in ("seed", "counter", "d")}
    yield good
    for field in ("root", "pp", "message", "rho", "c"):
        yield good | {field: [(good[field][0] + 1) % P] + good[field][1:]}
    for field in ("values", "path"):
        first = [(good[field][0][0] + 1) % P] + good[field][0][1:]
        yield good | {field: [first] + good[field][1:]}
    yield good | {"leaf": 4}
    yield good | {"leaf": 7}
    yield good | {"leaf": 21}
    yield good | {"h": 3}
    yield good | {"h": 25}
    yield good | {"vote": False}
    yield good | {"path": good["path"][:-1]}


def outputs(ask):
    """Openings of the VRF, changed ones, and the order of tickets."""
    mu = {"op": "vrf_input", "chain": digest("chain"), "beacon": digest("beacon"),
          "slot": 2**40 + 3}
    yield mu
    base = {"op": "vrf", "seed": digest("key"), "h": 4, "mu": ask(mu)["mu"]}
    for leaf in (1, 5, 15):
        yield base | {"leaf": leaf}
    key = ask({"op": "keygen", "seed": digest("key"), "h": 4, "vote": True})
    request = base | {"leaf": 5}
    good = request | ask(request) | {"op": "verify_vrf", "root": key["root"], "pp": key["pp"]}
    good = {k: v for k, v in good.items() if k not in ("seed", "ticket")}
    yield good
    for field in ("root", "pp", "mu", "r", "wots", "y"):
        yield good | {field: [(good[field][0] + 1) % P] + good[field][1:]}
    for leaf in (4, 7, 16):
        yield good | {"leaf": leaf}
    for tier, hours in ((0, 0), (0, 1), (5, 720), (2, 0)):
        yield {"op": "weight", "tier": tier, "hours": hours}
    for a, b in (([10, 2, 1], [6, 1, 0]), ([6, 1, 0], [10, 2, 1]), ([10, 2, 0], [5, 1, 1]),
                 ([10, 2, 1], [5, 1, 0]), ([2**48 - 1, 4320, 0], [2**48 - 1, 4319, 1])):
        yield {"op": "precedes", "a": a, "b": b}


FILES = {"hashes": hashes, "encodings": encodings, "keys": keys, "signatures": signatures,
         "vrf": outputs}


class Program:
    def __init__(self, path):
        self._process = subprocess.Popen([path], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                                         text=True)

    def ask(self, request):
        self._process.stdin.write(json.dumps(request) + "\n")
        self._process.stdin.flush()
        answer = json.loads(self._process.stdout.readline())
        if "error" in answer:
            sys.exit(f"rpp.py: {answer['error']}: {json.dumps(request)}")
        return answer


def as_text(pairs):
    """A pair a line, so that differences are readable."""
    lines = (json.dumps(pair, separators=(",", ":")) for pair in pairs)
    return "[\n" + ",\n".join(lines) + "\n]\n"


def write(program):
    FOLDER.mkdir(parents=True, exist_ok=True)
    for name, requests in FILES.items():
        pairs = [{"request": r, "answer": program.ask(r)} for r in requests(program.ask)]
        (FOLDER / f"{name}.json").write_text(as_text(pairs))
        print(f"{name}: {len(pairs)} vectors")


def check(program):
    failures = count = 0
    for name in FILES:
        for number, pair in enumerate(json.loads((FOLDER / f"{name}.json").read_text())):
            count += 1
            if program.ask(pair["request"]) != pair["answer"]:
                print(f"{name}.json: vector {number} differs")
                failures += 1
    print(f"rpp vectors: {count} compared, {failures} differ")
    return 1 if failures or count == 0 else 0


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n\n")[0])
    parser.add_argument("--check", action="store_true")
    parser.add_argument("program")
    args = parser.parse_args()
    program = Program(args.program)
    if args.check:
        return check(program)
    write(program)
    return 0


if __name__ == "__main__":
    sys.exit(main())
