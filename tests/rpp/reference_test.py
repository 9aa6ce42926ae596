#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0 OR MIT
"""rpp agrees with the reference (tools/reference) on the primitives of the chain.

Usage: reference_test.py RPP_PRIMITIVES_CLI

Every kind of case has a demanded number; the last lines say how many agreed. The inputs come from
one seed. A disagreement is decided by docs/spec, never by copying one side into the other.
"""
import pathlib
import sys
import time

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[2] / "tools/reference"))

import field  # noqa: E402
import hashing  # noqa: E402
import tags  # noqa: E402
import vrf  # noqa: E402
import wrong_signatures  # noqa: E402
import xmss  # noqa: E402
from program import Agreement, Program  # noqa: E402
from reference_cases import Cases  # noqa: E402

CASES, SIGNINGS, KEYS, KEY_HEIGHT = 1000, 50, 10, 4
HEIGHT_OF_VOTES = 20
ERROR = "error"
# The program's reasons (its protocol comment) as the reference's names.
REASONS = {
    "path-length": "shape", "leaf-range": "leaf", "vrf-secret": "c", "limb": "encoding",
    "digit-sum": "encoding", "root": "root", "position": "leaf", "not-precommit": "leaf",
    "other-output": "output",
}


def ints(value):
    """Tuples as the lists that JSON has."""
    return [ints(x) for x in value] if isinstance(value, (tuple, list)) else value


def refusal_or(function):
    """What a function of the reference gives, or that it refuses."""
    try:
        return ints(function())
    except field.Refused:
        return ERROR


class Test:
    def __init__(self, program, seed=20261124):
        self.program, self.cases, self.agreement = program, Cases(seed), Agreement()

    def run(self, kind, demanded, requests, references, read):
        """Compares one list of cases; `read` takes from an answer what is compared."""
        self.agreement.demand(kind, self.agreement.demanded.get(kind, 0) + demanded)
        for request, reference, answer in zip(requests, references, self.program.ask(requests)):
            got = ERROR if ERROR in answer else read(answer)
            self.agreement.compare(kind, reference, got, request)

    # Hashes.

    def compression(self):
        inputs = [self.cases.elements(16) for _ in range(CASES)]
        self.run("c8", CASES, [{"op": "c8", "x": x} for x in inputs],
                 [ints(hashing.c8(x)) for x in inputs], lambda a: a["digest"])

    def sponge(self, kind, tag, messages):
        self.run(kind, CASES, [{"op": "h", "tag": tag, "m": m} for m in messages],
                 [ints(hashing.sponge(tag, m)) for m in messages], lambda a: a["digest"])

    def any_sponge(self):
        """Tags and lengths that no table has."""
        pairs = [(self.cases.element(), self.cases.elements(self.cases.random.randrange(41)))
                 for _ in range(CASES)]
        self.run("h", CASES, [{"op": "h", "tag": tag, "m": m} for tag, m in pairs],
                 [ints(hashing.sponge(tag, m)) for tag, m in pairs], lambda a: a["digest"])

    def every_tag(self):
        for name in tags.TAGS:
            messages = []
            for _ in range(CASES):
                values = {f: self.cases.value(kind) for f, kind in tags.fields(name)}
                rest = self.cases.elements(self.cases.random.randrange(17)) \
                    if tags.is_open(name) else ()
                messages.append(tags.encode(name, values, rest))
            if tags.TAGS[name][2]:
                messages[0] = ()
            self.sponge(f"tag {name}", tags.number(name), messages)

    def tag_table(self):
        rows = self.program.ask([{"op": "tags"}])[0]["tags"]
        program = {name: [number, base, bool(or_empty), step != 0]
                   for number, name, base, step, or_empty in rows}
        self.agreement.demand("rows of the tag table", len(tags.TAGS))
        for name in tags.TAGS.keys() | program.keys():
            reference = [tags.number(name), tags.length(name), tags.TAGS[name][2],
                         tags.is_open(name)] if name in tags.TAGS else None
            self.agreement.compare("rows of the tag table", reference, program.get(name), name)

    def trees(self):
        requests, references = [], []
        names = [name for name, (_, _, leaf) in tags.TAGS.items() if leaf]
        for _ in range(CASES):
            name, depth = self.cases.random.choice(names), self.cases.random.randrange(1, 6)
            leaves = [self.cases.elements(8)
                      for _ in range(self.cases.random.randrange((1 << depth) + 1))]
            position = self.cases.random.randrange(1 << depth)
            requests.append({"op": "tree", "depth": depth, "tag": tags.number(name),
                             "leaves": leaves, "position": position})

            def empty(level, name=name):
                return hashing.empty_subtree(name, level)
            levels = hashing.levels_of(dict(enumerate(leaves)), depth, empty)
            references.append(ints([hashing.packed_root(name, leaves, depth),
                                    hashing.path_of(levels, position, empty)]))
        self.run("tree", CASES, requests, references, lambda a: [a["root"], a["path"]])

    # Encodings.

    def digest_text(self):
        texts = [self.cases.digest_text(valid=i % 2 == 0) for i in range(CASES)]
        self.run("digest from text", CASES, [{"op": "digest_text", "text": t} for t in texts],
                 [refusal_or(lambda t=t: field.digest_from_text(t)) for t in texts],
                 lambda a: ERROR if "refused" in a else a["digest"])
        digests = [self.cases.elements(8) for _ in range(CASES)]
        self.run("digest to text", CASES, [{"op": "encode", "digest": d} for d in digests],
                 [field.digest_to_text(d) for d in digests], lambda a: a["text"])

    def limbs(self):
        for bits in (32, 64):
            numbers = [(1 << bits) - 1, 0, *(self.cases.integer(bits) for _ in range(CASES - 2))]
            self.run(f"u{bits}", CASES, [{"op": "encode", f"u{bits}": n} for n in numbers],
                     [ints(field.limbs(n, bits)) for n in numbers], lambda a: a["elements"])
        numbers = [self.cases.random.randrange(1 << 32, 1 << 64) for _ in range(20)] + [-1]
        self.run("u32 out of range", 21, [{"op": "encode", "u32": n} for n in numbers],
                 [ERROR] * 21, lambda a: a["elements"])

    def bitmaps(self):
        lists = [sorted(self.cases.random.sample(range(256), self.cases.random.randrange(257)))
                 for _ in range(CASES)]
        self.run("bitmap", CASES, [{"op": "encode", "members": m} for m in lists],
                 [ints(field.bitmap(m)) for m in lists], lambda a: a["elements"])

    def seeds(self):
        texts = ["".join(chr(self.cases.random.randrange(32, 127)) for _ in range(32))
                 for _ in range(CASES)]
        self.run("seed from text", CASES, [{"op": "seed", "bytes": list(t.encode())}
                                           for t in texts],
                 [ints(hashing.seed_from_text(t)) for t in texts], lambda a: a["seed"])

    # Keys and signatures.

    def keys(self):
        """Ten whole keys of both kinds, and some of full height with two leaves built."""
        self.whole = [xmss.Key(self.cases.elements(8), KEY_HEIGHT, vote=i % 2 == 0)
                      for i in range(KEYS)]
        self.parts = []
        for i in range(5):
            vote, last = i % 2 == 0, (1 << HEIGHT_OF_VOTES) - 2
            first = (0, last, *(2 * self.cases.random.randrange(last // 2) for _ in range(3)))[i]
            self.parts.append(xmss.Key(self.cases.elements(8), HEIGHT_OF_VOTES, vote, first, 1))
        for kind, keys in (("key of height 4", self.whole), ("key of height 20", self.parts)):
            self.run(kind, len(keys), [{"op": "keygen", **self.key(k)} for k in keys],
                     [ints([k.root, k.pp, k.digest()]) for k in keys],
                     lambda a: [a["root"], a["pp"], a["key_digest"]])

    @staticmethod
    def key(k):
        part = {} if k.built == k.height else {"first": k.first, "log_leaves": k.built}
        return {"seed": k.seed, "h": k.height, "vote": k.vote, **part}

    def signings(self):
        """Signatures of the reference, at whole keys and at keys of full height."""
        self.claims, requests, references = [], [], []
        for i in range(SIGNINGS):
            key = self.parts[i // 10] if i % 10 == 0 else self.whole[i % KEYS]
            leaf = self.cases.random.choice(list(key.wots))
            message = self.cases.elements(8)
            s, counter = key.sign_counting(leaf, message)
            requests.append({"op": "sign", **self.key(key), "leaf": leaf, "message": message})
            d = xmss.message_digest(message, s.rho, leaf, key.pp)
            references.append(ints([counter, s.rho, s.values, s.c, s.path, d]))
            self.claims.append((wrong_signatures.claim_of(key, leaf, message, s), key))
        self.run("signing", SIGNINGS, requests, references,
                 lambda a: [a[part] for part in ("counter", "rho", "values", "c", "path", "d")])

    def more_signatures(self):
        """Signatures of the program, for the reference to judge."""
        chosen = []
        for _ in range(3 * SIGNINGS):
            key = self.cases.random.choice(self.whole)
            chosen.append((key, self.cases.random.randrange(1 << KEY_HEIGHT),
                           self.cases.elements(8)))
        answers = self.program.ask([{"op": "sign", **self.key(key), "leaf": leaf,
                                     "message": message} for key, leaf, message in chosen])
        for (key, leaf, message), a in zip(chosen, answers):
            signature = xmss.Signature(tuple(a["rho"]), tuple(map(tuple, a["values"])),
                                       tuple(a["c"]), tuple(map(tuple, a["path"])))
            self.claims.append((wrong_signatures.claim_of(key, leaf, message, signature), key))

    def verifications(self):
        """All ways to be wrong in turn, over all signatures; the verdicts must be the same."""
        requests, references, kinds = [], [], []
        ways = list(wrong_signatures.WRONG.items())
        for i in range(CASES + CASES // 20):
            way, change = ways[i % len(ways)]
            claim = change(self.cases, *self.claims[i % len(self.claims)])
            s = claim.signature
            requests.append({"op": "verify", "h": claim.height, "root": claim.root,
                             "pp": claim.pp, "vote": claim.vote, "leaf": claim.leaf,
                             "message": claim.message, "rho": s.rho, "values": s.values,
                             "c": s.c, "path": s.path})
            references.append(wrong_signatures.judge(claim))
            kinds.append(f"verification, {way}")
        self.verdicts("verification", CASES, kinds, requests, references)

    def verdicts(self, total, demanded, kinds, requests, references):
        """None or what is wrong; a request that the program cannot read has a wrong shape."""
        answers = self.program.ask(requests)
        self.agreement.demand(total, demanded)
        for kind in set(kinds):
            self.agreement.demand(kind, kinds.count(kind))
        for kind, request, reference, answer in zip(kinds, requests, references, answers):
            got = "shape" if ERROR in answer else None if answer["valid"] else \
                REASONS[answer["reason"]]
            self.agreement.compare(kind, reference, got, request)
            if reference == got:
                self.agreement.agreed[total] += 1
        # Both verdicts must occur: a program that says one thing only agrees with nobody here.
        accepted = references.count(None)
        for verdict, count in (("accepted", accepted), ("refused", len(kinds) - accepted)):
            self.agreement.demand(f"{total}, {verdict}", 50)
            self.agreement.agreed[f"{total}, {verdict}"] += count

    # VRF.

    def outputs(self):
        voters = [key for key in self.whole + self.parts if key.vote]
        requests, references, self.openings = [], [], []
        for i in range(CASES):
            key = voters[i % len(voters)]
            leaf = self.cases.random.choice([n for n in key.wots if n % 2])
            mu = self.cases.elements(6)
            requests.append({"op": "vrf", **self.key(key), "leaf": leaf, "mu": mu})
            proved = refusal_or(lambda: self.proved(key, leaf, mu))
            references.append(proved)
        self.run("vrf output", CASES, requests, references,
                 lambda a: [a["y"], a["r"], a["wots"], a["path"], a["ticket"]])

    def proved(self, key, leaf, mu):
        y, opening = vrf.prove(key, leaf, mu)
        self.openings.append((key, leaf, mu, y, opening))
        return [y, opening.r, opening.wots, opening.path, vrf.ticket(y)]

    def openings_judged(self):
        kinds, requests, references = [], [], []
        ways = ("good", "r", "wots", "path", "y", "mu", "leaf", "root", "pp", "prevote leaf")
        for i in range(CASES):
            way = ways[i % len(ways)]
            key, leaf, mu, y, o = self.openings[i * 7 % len(self.openings)]
            case = {"root": key.root, "pp": key.pp, "leaf": leaf, "mu": mu, "r": o.r,
                    "wots": o.wots, "path": list(o.path), "y": y}
            if way == "path":
                at = self.cases.random.randrange(len(o.path))
                case["path"][at] = self.cases.bump(o.path[at])
            elif way == "leaf":
                case["leaf"] ^= 2 * self.cases.random.randrange(1, 1 << key.height - 1)
            elif way == "prevote leaf":
                case["leaf"] ^= 1
            elif way != "good":
                case[way] = self.cases.bump(case[way])
            wrong = vrf.verify(case["root"], case["pp"], key.height, case["leaf"], case["mu"],
                               case["y"], vrf.Opening(case["r"], case["wots"],
                                                      tuple(case["path"])))
            requests.append({"op": "verify_vrf", "h": key.height, **case})
            references.append(wrong)
            kinds.append(f"vrf opening, {way}")
        self.verdicts("vrf opening", CASES, kinds, requests, references)

    def order(self):
        """mu, weights, precedence: exact integers, ties, and the greatest products."""
        inputs = [(self.cases.elements(8), self.cases.elements(8), self.cases.integer(64))
                  for _ in range(CASES)]
        self.run("vrf input", CASES,
                 [{"op": "vrf_input", "chain": c, "beacon": b, "slot": s} for c, b, s in inputs],
                 [ints(vrf.mu(*x)) for x in inputs], lambda a: a["mu"])
        weights = [(self.cases.random.randrange(6), self.cases.random.randrange(721))
                   for _ in range(CASES)]
        self.run("weight", CASES,
                 [{"op": "weight", "tier": t, "hours": n} for t, n in weights],
                 [vrf.weight(*x) for x in weights], lambda a: a["weight"])
        pairs = [self.pair() for _ in range(CASES)]
        self.run("precedence", CASES, [{"op": "precedes", "a": a, "b": b} for a, b in pairs],
                 [vrf.precedes(*a, *b) for a, b in pairs], lambda a: a["precedes"])

    def pair(self):
        draw = self.cases.random
        a, b = ([self.cases.integer(48), draw.randrange(1, 4321), draw.randrange(256)]
                for _ in range(2))
        near = draw.randrange(4)
        if near == 0:  # equal quotients: only the index decides
            t = draw.randrange((1 << 48) // 4321)
            a[0], b[0] = t * a[1], t * b[1]
        elif near == 1:  # a difference of one
            t = draw.randrange((1 << 48) // 4321)
            a[0], b[0] = t * a[1] + draw.choice((0, 1)), t * b[1] + draw.choice((0, 1))
        elif near == 2:
            a[0] = b[0] = (1 << 48) - 1
        return a, b


PARTS = ("tag_table", "compression", "any_sponge", "every_tag", "trees", "digest_text", "limbs",
         "bitmaps", "seeds", "keys", "signings", "more_signatures", "verifications", "outputs",
         "openings_judged", "order")


def main(arguments):
    if len(arguments) != 1:
        print(__doc__, file=sys.stderr)
        return 2
    test = Test(Program(arguments[0]))
    for part in PARTS:
        start = time.process_time()
        getattr(test, part)()
        print(f"{part}: {time.process_time() - start:.1f} s of CPU", flush=True)
    print(f"{time.process_time():.0f} s of CPU for the reference in all")
    return 0 if test.agreement.report() else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
