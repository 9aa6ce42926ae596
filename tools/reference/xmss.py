# SPDX-License-Identifier: Apache-2.0 OR MIT
"""XMSS-P2: generalised XMSS with target-sum Winternitz encoding over Poseidon2.

From section 2 of the statements and docs/spec/hashing.md; docs/spec/signatures.md explains it.
"""
import dataclasses

from field import P, Refused, elements, is_elements, u32
from hashing import c8, h, levels_of, path_of, root_from_path

CHAINS = 42
BASE = 8
TOP = BASE - 1  # the last position of a chain
TARGET_SUM = 184
LOW_BITS = 21
LIMBS = 6
DIGITS_PER_LIMB = 7
MAX_COUNTER = 65535
MAX_LEAVES = 1 << 24
ATTEST_SHARE = 6  # the top 2^(h-6) leaves of a vote key are for attestations
VOTE_HEIGHT = 20
WALLET_HEIGHT = 16
KIND_CHAIN, KIND_MESSAGE, KIND_VRF_SECRET, KIND_VRF_OUTPUT = 1, 2, 3, 4


def tweak(kind, chain, step, leaf):
    """Two elements that name one call of C8; a call out of range is never made."""
    if not (kind in (1, 2, 3, 4) and 0 <= chain < CHAINS and 0 <= step < TOP and
            0 <= leaf < MAX_LEAVES):
        raise Refused("a tweak out of range")
    if (kind != KIND_CHAIN and (chain or step)) or (kind == KIND_VRF_OUTPUT and leaf):
        raise Refused("a tweak with numbers of another kind")
    return (kind << 16) + (chain << 8) + step, leaf


def chain_step(value, chain, position, leaf, pp):
    """The value at position + 1 from the one at `position`."""
    return c8(tweak(KIND_CHAIN, chain, position, leaf) + pp + value + (0,) * 6)[:4]


def walk(value, chain, start, end, leaf, pp):
    for position in range(start, end):
        value = chain_step(value, chain, position, leaf, pp)
    return value


def message_digest(message, rho, leaf, pp):
    """D, the digest whose first six limbs are the digits that a signature signs."""
    return c8(c8(message + rho + tweak(KIND_MESSAGE, 0, 0, leaf)) + pp + (0,) * 4)


def digits(d):
    """The 42 digits of D, or None if one of its first six limbs is p - 1."""
    if P - 1 in d[:LIMBS]:
        return None
    return [(limb >> 3 * k) % BASE for limb in d[:LIMBS] for k in range(DIGITS_PER_LIMB)]


def signed_digits(message, rho, leaf, pp):
    """(D, digits) where the digits are a code word of sum 184; None in their place otherwise."""
    d = message_digest(message, rho, leaf, pp)
    found = digits(d)
    return d, found if found and sum(found) == TARGET_SUM else None


def pp_of(seed):
    return h("secret-pp", seed)[:4]


def chain_start(seed, leaf, chain):
    """The secret at position 0: half of an output that two neighbouring chains share."""
    pair = h("secret-chains", seed + u32(leaf) + (chain // 2,))
    return pair[4 * (chain % 2):4 * (chain % 2) + 4]


def vote_leaves(height):
    """Leaves below this are for votes. Below height 6 the share of attestations is no whole leaf:
    there all leaves are for votes (such keys exist in tests only)."""
    return (1 << height) - (1 << height >> ATTEST_SHARE)


def is_precommit_leaf(leaf, height):
    return leaf % 2 == 1 and leaf < vote_leaves(height)


def vrf_secret(seed, leaf):
    return h("secret-vrf", seed + u32(leaf))


def vrf_commitment(r, leaf, pp):
    return c8(r + pp + tweak(KIND_VRF_SECRET, 0, 0, leaf) + (0,) * 2)


def wots_from_ends(ends):
    """The digest of a leaf's 42 chain ends."""
    return h("xmss-leaf", [x for end in ends for x in end])


@dataclasses.dataclass(frozen=True)
class Signature:
    rho: tuple      # 6 elements
    values: tuple   # 42 chain values of 4 elements, each at the position of its digit
    c: tuple        # the VRF half of the leaf
    path: tuple     # h digests, from the leaf's sibling up


class Key:
    """A key of 2^height leaves, whole or only the subtree over first .. first + 2^built - 1."""

    def __init__(self, seed, height, vote, first=0, built=None):
        self.seed, self.height, self.vote = elements(seed, 8), height, vote
        self.built = height if built is None else built
        if not (0 <= self.built <= height <= 24 and first % (1 << self.built) == 0 and
                0 <= first < 1 << height):
            raise Refused("not a subtree of the key")
        self.first = first
        self.pp = pp_of(self.seed)
        count = 1 << self.built
        self.wots = {i: self._wots(i) for i in range(first, first + count)}
        leaves = {i - first: c8(wots + self.c_of(i)) for i, wots in self.wots.items()}
        self._levels = levels_of(leaves, self.built, lambda level: None)
        self._above = self._siblings_above()
        self.root = root_from_path(self._levels[-1][0], first >> self.built, self._above)

    def _wots(self, leaf):
        return wots_from_ends([walk(chain_start(self.seed, leaf, c), c, 0, TOP, leaf, self.pp)
                               for c in range(CHAINS)])

    def _siblings_above(self):
        """In a partly built key the nodes beside the subtree's path come from the seed."""
        return [h("secret-node", self.seed + (level,) + u32(self.first >> level ^ 1))
                for level in range(self.built, self.height)]

    def has_vrf(self, leaf):
        return self.vote and is_precommit_leaf(leaf, self.height)

    def c_of(self, leaf):
        if not self.has_vrf(leaf):
            return h("vrf-none")
        return vrf_commitment(vrf_secret(self.seed, leaf), leaf, self.pp)

    def digest(self):
        """K = H(key; h, root, pp)."""
        return h("key", (self.height,) + self.root + self.pp)

    def path(self, leaf):
        if leaf not in self.wots:
            raise Refused("the leaf is not built")
        return tuple(path_of(self._levels, leaf - self.first, lambda level: None) + self._above)

    def find_rho(self, leaf, message):
        """(rho, digits, counter) of the first counter whose digits sum to 184."""
        for counter in range(MAX_COUNTER + 1):
            rho = h("rho", self.seed + u32(leaf) + message + u32(counter))[:6]
            _, found = signed_digits(message, rho, leaf, self.pp)
            if found:
                return rho, found, counter
        raise Refused("no counter up to 65535 gives the target sum")

    def sign(self, leaf, message):
        """The only signature of this message at this leaf. Whoever calls records the leaf first."""
        return self.sign_counting(leaf, message)[0]

    def sign_counting(self, leaf, message):
        """(signature, the counter that was found)."""
        path = self.path(leaf)
        rho, found, counter = self.find_rho(leaf, elements(message, 8))
        values = tuple(walk(chain_start(self.seed, leaf, c), c, 0, digit, leaf, self.pp)
                       for c, digit in enumerate(found))
        return Signature(rho, values, self.c_of(leaf), path), counter


def is_well_formed(signature, height):
    return (is_elements(signature.rho, 6) and is_elements(signature.c, 8) and
            len(signature.values) == CHAINS and len(signature.path) == height and
            all(is_elements(v, 4) for v in signature.values) and
            all(is_elements(v, 8) for v in signature.path))


def open_signature(root, pp, height, vote, leaf, message, signature):
    """(what is wrong or None, D, wots, leaf digest); the last three only if nothing is wrong.

    `vote` says that the key is a vote key; only its precommit leaves may have a c of their own.
    """
    if not is_well_formed(signature, height):
        return "shape", None, None, None
    if not 0 <= leaf < 1 << height:
        return "leaf", None, None, None
    if not (vote and is_precommit_leaf(leaf, height)) and signature.c != h("vrf-none"):
        return "c", None, None, None
    d, found = signed_digits(message, signature.rho, leaf, pp)
    if found is None:
        return "encoding", None, None, None
    wots = wots_from_ends([walk(value, c, digit, TOP, leaf, pp)
                           for c, (value, digit) in enumerate(zip(signature.values, found))])
    joined = c8(wots + signature.c)
    if root_from_path(joined, leaf, signature.path) != root:
        return "root", None, None, None
    return None, d, wots, joined


def verify(root, pp, height, vote, leaf, message, signature):
    """None if the signature is good, else the name of what is wrong with it."""
    return open_signature(root, pp, height, vote, leaf, message, signature)[0]
