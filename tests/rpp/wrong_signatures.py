# SPDX-License-Identifier: Apache-2.0 OR MIT
"""Every way in which a signature can be wrong, as changes of a good one."""
import dataclasses

import xmss
from field import P
from hashing import c8, root_from_path


@dataclasses.dataclass(frozen=True)
class Claim:
    """What a verifier is given."""
    root: tuple
    pp: tuple
    height: int
    vote: bool
    leaf: int
    message: tuple
    signature: xmss.Signature


def claim_of(key, leaf, message, signature):
    return Claim(key.root, key.pp, key.height, key.vote, leaf, message, signature)


def judge(claim):
    """The reference's verdict: None, or what is wrong."""
    return xmss.verify(claim.root, claim.pp, claim.height, claim.vote, claim.leaf,
                       claim.message, claim.signature)


def _with(claim, **parts):
    return dataclasses.replace(claim, signature=dataclasses.replace(claim.signature, **parts))


def _inner(cases, rows):
    """One element in one of several tuples changed."""
    at = cases.random.randrange(len(rows))
    return rows[:at] + (cases.bump(rows[at]),) + rows[at + 1:]


def _walked(cases, claim, _key):
    """A chain value moved on by one step, as a forger can; the digit then does not fit."""
    _, found = xmss.signed_digits(claim.message, claim.signature.rho, claim.leaf, claim.pp)
    chain = cases.random.choice([c for c in range(xmss.CHAINS) if found[c] < xmss.TOP])
    value = xmss.chain_step(claim.signature.values[chain], chain, found[chain], claim.leaf,
                            claim.pp)
    values = claim.signature.values
    return _with(claim, values=values[:chain] + (value,) + values[chain + 1:])


def _swapped(cases, claim, _key):
    values = list(claim.signature.values)
    a, b = cases.random.sample(range(xmss.CHAINS), 2)
    values[a], values[b] = values[b], values[a]
    return _with(claim, values=tuple(values))


def _flipped_path_order(cases, claim, _key):
    return _with(claim, path=claim.signature.path[::-1])


def _too_large(cases, claim, _key):
    """An element that is not below p: p itself is a second zero for whoever reduces."""
    part = cases.random.choice(("rho", "c"))
    old = getattr(claim.signature, part)
    at = cases.random.randrange(len(old))
    return _with(claim, **{part: old[:at] + (old[at] + P,) + old[at + 1:]})


def _shape(cases, claim, _key):
    s = claim.signature
    return cases.random.choice((
        _with(claim, path=s.path[:-1]), _with(claim, path=s.path + (s.c,)),
        _with(claim, values=s.values[:-1]), _with(claim, values=s.values + s.values[:1]),
        _with(claim, rho=s.rho[:-1]), _with(claim, c=s.c + (0,))))


def _leaf(cases, claim, _key):
    """Another leaf below 2^h."""
    return dataclasses.replace(
        claim, leaf=claim.leaf ^ cases.random.randrange(1, 1 << claim.height))


def _leaf_outside(cases, claim, _key):
    """The same path bits, but an index of 2^h or more."""
    return dataclasses.replace(
        claim, leaf=claim.leaf + (cases.random.randrange(1, 9) << claim.height))


def _own_c(cases, claim, _key):
    """A tree built with another c at this leaf: good only where the leaf may have one."""
    _, _, wots, _ = xmss.open_signature(claim.root, claim.pp, claim.height, claim.vote, claim.leaf,
                                        claim.message, claim.signature)
    c = cases.elements(8)
    root = root_from_path(c8(wots + c), claim.leaf, claim.signature.path)
    return dataclasses.replace(_with(claim, c=c), root=root)


def _other_sum(cases, claim, key):
    """All is as it should be, by the owner of the key, but the digits do not sum to 184."""
    while True:
        rho = cases.uniform(6)
        d, found = xmss.signed_digits(claim.message, rho, claim.leaf, claim.pp)
        if found is None:
            break
    values = tuple(xmss.walk(xmss.chain_start(key.seed, claim.leaf, c), c, 0, digit, claim.leaf,
                             claim.pp) for c, digit in enumerate(xmss.digits(d)))
    return _with(claim, rho=rho, values=values)


def _other_kind(_cases, claim, _key):
    return dataclasses.replace(claim, vote=not claim.vote)


def _changed(field):
    return lambda cases, claim, _key: dataclasses.replace(
        claim, **{field: cases.bump(getattr(claim, field))})


WRONG = {
    "good": lambda cases, claim, _key: claim,
    "rho": lambda cases, claim, _key: _with(claim, rho=cases.bump(claim.signature.rho)),
    "chain value": lambda cases, claim, _key: _with(claim,
                                              values=_inner(cases, claim.signature.values)),
    "value walked on": _walked,
    "values swapped": _swapped,
    "vrf half": lambda cases, claim, _key: _with(claim, c=cases.bump(claim.signature.c)),
    "path": lambda cases, claim, _key: _with(claim, path=_inner(cases, claim.signature.path)),
    "path upside down": _flipped_path_order,
    "element of p or more": _too_large,
    "shape": _shape,
    "leaf": _leaf,
    "leaf outside": _leaf_outside,
    "another sum": _other_sum,
    "a c of the owner's": _own_c,
    "message": _changed("message"),
    "root": _changed("root"),
    "pp": _changed("pp"),
    "key of the other kind": _other_kind,
}
