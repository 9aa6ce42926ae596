#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0 OR MIT
"""Replays the vectors of Plonky3 0.8.0 through p3-judge.

Every vector the judge has a suite and an AIR for must come out byte for byte, and every changed
proof of rejects.json must meet the recorded error. This is what makes the judge's interpreted AIR
trustworthy. usage: replay_vectors.py JUDGE [VECTOR_FOLDER]
"""

import json
import pathlib
import subprocess
import sys

from airs import describe

REPOSITORY = pathlib.Path(__file__).resolve().parents[3]
FIELDS = {"koala-bear": ("kb", 4), "baby-bear": ("bb", 4), "goldilocks": ("gl", 8)}
BUILTINS = {"poseidon2": "poseidon-2-permutations", "keccak-f": "keccak-f-permutations",
            "blake3": "blake-3-permutations"}
# Two permutations per row: no command and no suite has it.
NOT_OFFERED = {"poseidon2air_x2"}


def suite_name(suite):
    leaf = suite["leaf_hash"]
    if leaf.startswith("poseidon2 w16") and suite["field"] != "goldilocks":
        tree = "p2w16"
    elif leaf.startswith("poseidon2"):
        tree = "p2"
    else:
        tree = "keccakbytes" if leaf.startswith("keccak-256") else "keccak"
    arity = "" if suite["tree_arity"] == 2 else f"-ary{suite['tree_arity']}"
    return f"{FIELDS[suite['field']][0]}{suite['extension_degree']}-{tree}{arity}"


def words(rows, size):
    return b"".join(x.to_bytes(size, "little") for row in rows for x in row).hex()


def flatten(x):
    return [leaf for y in x for leaf in flatten(y)] if isinstance(x, list) else [str(x)]


def request_instance(field, instance, interpret):
    size = FIELDS[field][1]
    out = {"log_trace_length": instance["log_degree"],
           "public_values": [str(v) for v in instance["public_values"]]}
    air = describe(field, instance)
    if air is None:
        name = next(v for k, v in BUILTINS.items() if instance["air"].startswith(k))
        out["air"] = {"builtin": name, "vector_len": 1, "inputs": flatten(instance["inputs"]),
                      "log_trace_length": instance["log_degree"], "interpret": interpret}
        return out
    out["air"] = air
    out["trace"] = words(instance["trace"], size)
    if instance["preprocessed"]:
        out["preprocessed"] = words(instance["preprocessed"], size)
    return out


def request(vector, interpret=False):
    batch = vector["protocol"] == "batch-stark"
    instances = vector["instances"] if batch else [vector]
    field = vector["suite"]["field"]
    return {"suite": suite_name(vector["suite"]), "protocol": "batch" if batch else "uni",
            "parameters": vector["parameters"],
            "instances": [request_instance(field, i, interpret) for i in instances]}


class Judge:
    def __init__(self, program):
        self.process = subprocess.Popen([program], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                                        text=True)

    def ask(self, message):
        self.process.stdin.write(json.dumps(message) + "\n")
        self.process.stdin.flush()
        return json.loads(self.process.stdout.readline())


def replay(judge, folder, path, interpret):
    vector = json.loads(path.read_text())
    expected = (folder / f"{path.stem}.postcard").read_bytes().hex()
    case = request(vector, interpret)
    proved = judge.ask({**case, "op": "prove"})
    if not proved["ok"]:
        return f"prove: {proved['error']}"
    if proved["proof"] != expected:
        return "prove: other bytes than the vector"
    for instance in case["instances"]:
        instance.pop("trace", None)
    verified = judge.ask({**case, "op": "verify", "proof": expected})
    if not verified.get("verified"):
        return f"verify: {verified}"
    return None


def replay_reject(judge, folder, reject):
    case = request(json.loads((folder / f"{reject['base']}.json").read_text()))
    for i, values in enumerate(reject.get("public_values") or []):
        if values is not None:
            case["instances"][i]["public_values"] = [str(v) for v in values]
    for instance in case["instances"]:
        instance.pop("trace", None)
    answer = judge.ask({**case, "op": "verify", "proof": reject["postcard"]})
    got = "ACCEPTED" if answer.get("verified") else str(answer.get("error"))
    if got == reject["result"]:
        return None
    return f"{reject['base']}, {reject['change']}: expected {reject['result']}, got {answer}"


def main():
    folder = pathlib.Path(sys.argv[2]) if len(sys.argv) > 2 else (
        REPOSITORY / "tests/vectors/plonky3-0.8.0")
    judge = Judge(sys.argv[1])
    info = judge.ask({"op": "info"})
    if info["parallel"]:
        sys.exit("expected a judge without `parallel`: its proofs are not deterministic")
    failures, replayed, passed_over = [], 0, []
    for path in sorted(folder.glob("*.postcard")):
        path = path.with_suffix(".json")
        suite = suite_name(json.loads(path.read_text())["suite"])
        if path.stem in NOT_OFFERED or suite not in info["suites"]:
            passed_over.append(path.stem)
            continue
        replayed += 1
        # Both ways of evaluating a shipped AIR; the flag means nothing to described ones.
        for interpret in (False, True) if "air" in path.stem else (False,):
            error = replay(judge, folder, path, interpret)
            if error:
                failures.append(f"{path.stem}{', interpreted' * interpret}: {error}")
    rejects = json.loads((folder / "rejects.json").read_text())
    for reject in rejects:
        error = replay_reject(judge, folder, reject)
        if error:
            failures.append(error)
    for failure in failures:
        print("FAILED", failure)
    print(f"{replayed} vectors and {len(rejects)} changed proofs replayed, "
          f"{len(failures)} failed, not offered: {', '.join(passed_over) or 'none'}")
    sys.exit(1 if failures or replayed < 60 else 0)


if __name__ == "__main__":
    main()
