#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0 OR MIT
"""Known answers of the chain's primitives, from the reference, for any implementation to test with.

Usage: vectors.py --write | --check ROOT     tests/vectors/rpp-hash-1/primitives.json
"""
import json
import pathlib
import random
import sys

import hashing
import tags
import vrf
import xmss
from field import P, digest_to_text

PATH = "tests/vectors/rpp-hash-1/primitives.json"


class Draw:
    def __init__(self, seed):
        self.random = random.Random(seed)

    def elements(self, count):
        return tuple(self.random.choice((0, P - 1, *(self.random.randrange(P) for _ in range(6))))
                     for _ in range(count))

    def value(self, kind):
        if kind in ("u32", "u64"):
            return self.random.getrandbits(int(kind[1:]))
        count = tags.TYPES[kind][0]
        return self.elements(1)[0] if kind == "e" else self.elements(count)


def hash_vectors(draw):
    c8 = [(0,) * 16, tuple(range(16)), (P - 1,) * 16, draw.elements(16)]
    sponge = []
    for name in tags.TAGS:
        values = {field: draw.value(kind) for field, kind in tags.fields(name)}
        rest = draw.elements(draw.random.randrange(20)) if tags.is_open(name) else ()
        message = tags.encode(name, values, rest)
        sponge.append({"tag": tags.number(name), "name": name, "message": message,
                       "digest": digest_to_text(hashing.h(name, message))})
        if tags.TAGS[name][2]:
            sponge.append({"tag": tags.number(name), "name": name, "message": [],
                           "digest": digest_to_text(hashing.h(name))})
    trees = []
    for name, depth, used in (("tx-leaf", 10, 3), ("witness", 10, 0), ("receipt", 4, 16),
                              ("validator", 8, 5)):
        leaves = [draw.elements(8) for _ in range(used)]
        trees.append({"leaf_tag": tags.number(name), "depth": depth,
                      "leaves": [digest_to_text(leaf) for leaf in leaves],
                      "root": digest_to_text(hashing.packed_root(name, leaves, depth))})
    return {"c8": [{"in": x, "out": hashing.c8(x)} for x in c8], "sponge": sponge,
            "trees": trees}


def key_vector(draw, seed, height, vote, first, built, leaves):
    key = xmss.Key(seed, height, vote, first, built)
    signatures, outputs = [], []
    for leaf in leaves:
        message = draw.elements(8)
        signature, counter = key.sign_counting(leaf, message)
        signatures.append({"leaf": leaf, "message": digest_to_text(message), "counter": counter,
                           "rho": signature.rho, "values": signature.values,
                           "c": digest_to_text(signature.c),
                           "path": [digest_to_text(d) for d in signature.path]})
        if key.has_vrf(leaf):
            mu = draw.elements(6)
            y, opening = vrf.prove(key, leaf, mu)
            outputs.append({"leaf": leaf, "mu": mu, "y": digest_to_text(y),
                            "r": digest_to_text(opening.r),
                            "wots": digest_to_text(opening.wots)})
    return {"seed": digest_to_text(seed), "height": height, "vote": vote, "first": first,
            "built": built, "pp": key.pp, "root": digest_to_text(key.root),
            "key_digest": digest_to_text(key.digest()), "signatures": signatures,
            "outputs": outputs}


def seed_vectors():
    texts = ("00000000000000000000000000000000", "the quick brown fox jumps over..")
    return [{"text": text, "seed": digest_to_text(hashing.seed_from_text(text))}
            for text in texts]


def vectors():
    draw = Draw("rpp hash version 1")
    keys = [key_vector(draw, draw.elements(8), 4, True, 0, 4, (0, 5, 15)),
            key_vector(draw, draw.elements(8), 4, False, 0, 4, (3,)),
            key_vector(draw, draw.elements(8), 20, True, 524288 + 12, 2, (524288 + 15,)),
            key_vector(draw, draw.elements(8), 20, True, (1 << 20) - 2, 1, ((1 << 20) - 1,))]
    return {"note": "Made by tools/reference/vectors.py from the specification alone.",
            **hash_vectors(draw), "seeds": seed_vectors(), "keys": keys}


def main(arguments):
    if len(arguments) != 2 or arguments[0] not in ("--write", "--check"):
        print(__doc__, file=sys.stderr)
        return 2
    path = pathlib.Path(arguments[1]) / PATH
    text = json.dumps(vectors(), separators=(",", ":")).replace('{"', '\n{"') + "\n"
    if arguments[0] == "--write":
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text.lstrip())
        return 0
    if path.read_text() != text.lstrip():
        print(f"{path}: not what tools/reference/vectors.py makes")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
