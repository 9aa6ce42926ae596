# SPDX-License-Identifier: Apache-2.0 OR MIT
"""What the families over lists have in common: files, the owner's signature, lists, broken rules.

From docs/spec/lists.md, hashing.md and signatures.md. A family's module has `judge(data)`: it takes
a witness file as JSON data and gives a Verdict. Rules are named as in docs/spec/witness-*.md; a
place is written "statement 3, attestation 1".
"""
import xmss
from consensus_json import read, run
from field import Refused, digest_from_text
from hashing import c8, h, packed_root, root_from_path, statement_digest
import tags

LIST_DEPTH, TX_DEPTH, HISTORY_DEPTH = 10, 10, 32
NONCES = 1 << xmss.WALLET_HEIGHT - 2
ROTATION_NONCES = 64
MAX_HEIGHT = 2**32 - 2


class Verdict:
    """The rules that a witness breaks, and the hashes that follow from it."""

    def __init__(self):
        self.errors = []
        self.values = {}

    def demand(self, holds, rule, place=""):
        if not holds:
            self.errors.append(f"{rule}: {place}" if place else rule)


def expect(holds, what):
    """A file of another form is refused, not judged."""
    if not holds:
        raise Refused(what)


def header(data, name, members):
    expect((data["format"], data["version"]) == (f"rpp-{name}-witness", 1), "another format")
    expect(set(data) == {"format", "version", *members}, "other members")


def fields(tag, data):
    """The members of an object of the file, in the order of a tag's layout, under its names."""
    layout = tags.fields(tag)
    expect(len(data) == len(layout), f"not the fields of {tag}")
    return {name: read(kind, value) for (name, kind), value in zip(layout, data.values())}


def path(texts, length):
    expect(len(texts) == length, "a path of another length")
    return tuple(map(digest_from_text, texts))


def one_time(data):
    values = run(data["values"], 4 * xmss.CHAINS)
    return run(data["rho"], 6), [values[i:i + 4] for i in range(0, len(values), 4)]


def signed_leaf(message, rho, values, leaf, pp):
    """(whether the digits are a code word, the leaf of the key's tree) for a constant other half.

    The low parts are walked whatever their sum, so that each rule is judged alone.
    """
    d, found = xmss.signed_digits(message, rho, leaf, pp)
    low = [limb >> 3 * k & 7 for limb in d[:xmss.LIMBS] for k in range(xmss.DIGITS_PER_LIMB)]
    ends = [xmss.walk(value, c, digit, xmss.TOP, leaf, pp)
            for c, (value, digit) in enumerate(zip(values, low))]
    return found is not None, c8(xmss.wots_from_ends(ends) + h("vrf-none"))


class Wallet:
    """The owner's signature under an act with this nonce."""

    def __init__(self, data, nonce, message):
        expect(set(data) == {"key_root", "key_pp", "attempt", "rho", "values", "path"},
               "not a signature")
        root, pp = digest_from_text(data["key_root"]), run(data["key_pp"], 4)
        self.attempt = data["attempt"]
        self.digest = h("key", (xmss.WALLET_HEIGHT,) + root + pp)
        leaf = (4 * nonce + self.attempt) % (1 << xmss.WALLET_HEIGHT)
        self.encoded, joined = signed_leaf(message, *one_time(data), leaf, pp)
        found = root_from_path(joined, leaf, path(data["path"], xmss.WALLET_HEIGHT))
        self.holds = found == root

    def judge(self, verdict, place):
        verdict.demand(self.attempt < 4, "attempt_range", place)
        verdict.demand(self.encoded, "invalid_signature_encoding", place)
        verdict.demand(self.holds, "invalid_signature", place)

    def judge_act(self, verdict, place, key_digest, nonce, rotates=False):
        """The rules of an act that consumes a nonce."""
        verdict.demand(self.digest == key_digest, "key_digest_mismatch", place)
        verdict.demand(nonce != 0, "nonce_zero", place)
        verdict.demand(nonce < NONCES, "nonce_range", place)
        verdict.demand(rotates or not NONCES - ROTATION_NONCES <= nonce < NONCES,
                       "nonce_reserved", place)
        self.judge(verdict, place)


def list_values(verdict, family, public, statement_tag, statements, hashes):
    """Statement digests, list root and S of a list; `statements` are mappings of their fields."""
    digests = [h(statement_tag, tags.encode(statement_tag, s)) for s in statements]
    public = {**public, "count": len(statements),
              "list_root": packed_root("list", [h("list", d) for d in digests], LIST_DEPTH)}
    verdict.values = {"hashes": hashes, "statements": digests, "list_root": public["list_root"],
                      "s": statement_digest(family, tags.encode(family, public))}


def tx_root(hashes):
    return packed_root("tx-leaf", [h("tx-leaf", digest) for digest in hashes], TX_DEPTH)
