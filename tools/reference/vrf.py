# SPDX-License-Identifier: Apache-2.0 OR MIT
"""The indexed VRF in the tree of a vote key, tickets and weights (section 3 of the statements)."""
import dataclasses

from field import Refused, is_elements
from hashing import c8, h_fields, root_from_path
from xmss import (KIND_VRF_OUTPUT, is_precommit_leaf, tweak, vrf_commitment, vrf_secret,
                  vote_leaves)

TICKET_BITS = 24
PREVOTE, PRECOMMIT = 0, 1


@dataclasses.dataclass(frozen=True)
class Opening:
    """The proof of an output: the secret, the other half of the leaf, and the path."""
    r: tuple
    wots: tuple
    path: tuple


def vote_leaf(vote_slot, first_slot, stage, height):
    """The leaf of a vote; a slot outside the key's window has none."""
    leaf = 2 * (vote_slot - first_slot) + stage
    if vote_slot < first_slot or leaf >= vote_leaves(height):
        raise Refused("the slot is outside the key's window")
    return leaf


def mu(chain_id, beacon_before, slot):
    return h_fields("vrf", chain_id=chain_id, beacon_before=beacon_before, slot=slot)[:6]


def output(r, mu_elements):
    """y = C8(r | mu | tweak(vrf output)): the leaf is not in it, r is the leaf's own."""
    return c8(r + mu_elements + tweak(KIND_VRF_OUTPUT, 0, 0, 0))


def prove(key, leaf, mu_elements):
    """(y, opening) by the holder of a vote key."""
    path = key.path(leaf)
    if not key.has_vrf(leaf):
        raise Refused("no VRF secret at this leaf")
    r = vrf_secret(key.seed, leaf)
    return output(r, mu_elements), Opening(r, key.wots[leaf], path)


def verify(root, pp, height, leaf, mu_elements, y, opening):
    """None if y is the output of the key's own secret at this leaf, else what is wrong."""
    if not (is_elements(opening.r, 8) and is_elements(opening.wots, 8) and
            len(opening.path) == height and all(is_elements(d, 8) for d in opening.path)):
        return "shape"
    if not (0 <= leaf < 1 << height and is_precommit_leaf(leaf, height)):
        return "leaf"
    joined = c8(opening.wots + vrf_commitment(opening.r, leaf, pp))
    if root_from_path(joined, leaf, opening.path) != root:
        return "root"
    return None if output(opening.r, mu_elements) == tuple(y) else "output"


def ticket(y):
    """48 bits: the low 24 of y_0 and, above them, the low 24 of y_1, both canonical integers."""
    low = (1 << TICKET_BITS) - 1
    return (y[0] & low) + ((y[1] & low) << TICKET_BITS)


def weight(tier, timetoke_hours):
    return (tier + 1) * max(timetoke_hours, 1)


def precedes(ticket_a, weight_a, index_a, ticket_b, weight_b, index_b):
    """Whether a comes before b: t_a / w_a < t_b / w_b as exact integers, then the index."""
    left, right = ticket_a * weight_b, ticket_b * weight_a
    if max(left, right) >= 1 << 64:
        raise Refused("a product above 64 bits")
    return left < right or (left == right and index_a < index_b)
