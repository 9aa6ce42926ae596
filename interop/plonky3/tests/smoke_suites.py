#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0 OR MIT
"""Every suite of p3-judge proves and verifies every shipped AIR in both protocols.

Where a suite has the AIR compiled, the interpreted one must give the same bytes. Also: what must be
refused is refused, and nothing ends the judge. usage: smoke_suites.py JUDGE
"""

import sys

from replay_vectors import Judge

PARAMETERS = {"log_blowup": 1, "log_final_poly_len": 0, "max_log_arity": 3, "num_queries": 3,
              "batch_pow_bits": 1, "commit_pow_bits": 1, "query_pow_bits": 2, "ood_pow_bits": 1,
              "lookup_pow_bits": 1, "cap_height": 1}
AIRS = [{"builtin": "fibonacci", "log_trace_length": 4},
        {"builtin": "poseidon-2-permutations", "log_trace_length": 1, "vector_len": 8},
        {"builtin": "poseidon-2-permutations", "log_trace_length": 2, "vector_len": 1},
        {"builtin": "keccak-f-permutations", "log_trace_length": 5},
        {"builtin": "blake-3-permutations", "log_trace_length": 1}]


def case(suite, protocol, airs, seed=7):
    return {"suite": suite, "protocol": protocol, "parameters": PARAMETERS,
            "instances": [{"air": {**air, "seed": str(seed)}} for air in airs]}


def check_case(judge, message, compiled, failures):
    name = f"{message['suite']} {message['protocol']} {message['instances'][0]['air']['builtin']}"
    proved = judge.ask({**message, "op": "prove"})
    if not proved["ok"]:
        failures.append(f"{name}: {proved}")
        return
    verified = judge.ask({**message, "op": "verify", "proof": proved["proof"]})
    if not verified.get("verified"):
        failures.append(f"{name}: {verified}")
    broken = bytearray.fromhex(proved["proof"])
    broken[len(broken) // 2] ^= 1
    rejected = judge.ask({**message, "op": "verify", "proof": broken.hex()})
    if rejected.get("verified") is not False:
        failures.append(f"{name}: a flipped bit gives {rejected}")
    if compiled:
        for instance in message["instances"]:
            instance["air"]["interpret"] = True
        if judge.ask({**message, "op": "prove"}).get("proof") != proved["proof"]:
            failures.append(f"{name}: interpreted differs from compiled")


def check_refusals(judge, failures):
    fibonacci, keccak = AIRS[0], {**AIRS[3], "log_trace_length": 4}
    refused = [
        {"op": "prove", **case("kb4-p9", "uni", [fibonacci])},
        {"op": "prove", **case("kb4-p2", "uni", [fibonacci, fibonacci])},
        {"op": "prove", **case("kb4-p2", "uni", [keccak])},
        {"op": "prove", **case("kb4-p2", "uni", [{**fibonacci, "log_trace_length": 99}])},
        {"op": "prove", **case("kb4-p2", "uni", [{**fibonacci, "builtin": "fib"}])},
        {"op": "verify", **case("kb4-p2", "uni", [fibonacci])},
        {"op": "verify", **case("kb4-p2", "uni", [fibonacci]), "proof": "0"},
        {"op": "guess"},
        {"op": "prove", **case("kb4-p2", "uni", [fibonacci]),
         "parameters": {**PARAMETERS, "log_blowup": 40}},
    ]
    for message in refused:
        answer = judge.ask(message)
        if answer.get("ok") is not False or not answer.get("error"):
            failures.append(f"expected a refusal of {message}, got {answer}")
    empty = judge.ask({"op": "verify", **case("kb4-p2", "uni", [fibonacci]), "proof": ""})
    if empty.get("kind") != "decode":
        failures.append(f"an empty proof: {empty}")


def main():
    judge = Judge(sys.argv[1])
    info = judge.ask({"op": "info"})
    failures, cases = [], 0
    for suite in info["suites"]:
        for protocol in ("uni", "batch"):
            for air in AIRS:
                cases += 1
                check_case(judge, case(suite, protocol, [air]), suite in info["compiled"], failures)
        cases += 1
        check_case(judge, case(suite, "batch", [AIRS[0], AIRS[2]]), False, failures)
    check_refusals(judge, failures)
    for failure in failures:
        print("FAILED", failure[:400])
    print(f"{len(info['suites'])} suites, {cases} cases, {len(failures)} failed")
    sys.exit(1 if failures else 0)


if __name__ == "__main__":
    main()
