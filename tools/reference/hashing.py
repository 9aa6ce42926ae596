# SPDX-License-Identifier: Apache-2.0 OR MIT
"""C8, the tagged sponge H and Merkle trees (docs/spec/hashing.md)."""
import functools

import tags
from field import P, Refused, byte_pairs, elements
from poseidon2 import permute

RATE = 8


def c8(x):
    """The first 8 elements of P(x) + x, for 16 elements."""
    y = permute(x)
    return tuple((a + b) % P for a, b in zip(x[:RATE], y))


def node(left, right):
    return c8(left + right)


def sponge(tag, message):
    """H(tag; message) with the tag as its number."""
    state = (0,) * RATE + (tag, len(message)) + (0,) * 6
    for at in range(0, max(len(message), 1), RATE):
        block = tuple(message[at:at + RATE])
        block += (0,) * (RATE - len(block))
        state = permute(tuple((a + b) % P for a, b in zip(state, block)) + state[RATE:])
    return state[:RATE]


def h(name, message=()):
    """H(tag; message) with the tag as its name and the message as elements."""
    return sponge(tags.number(name), message)


def h_fields(name, rest=(), **values):
    """H(tag; fields): the fields as Python values, laid out as the table of tags says."""
    return h(name, tags.encode(name, values, rest))


@functools.cache
def empty_subtree(name, level):
    """Root of a subtree of 2^level unused positions under the leaf tag `name`."""
    if level == 0:
        return h(name)
    below = empty_subtree(name, level - 1)
    return node(below, below)


def levels_of(leaves, depth, empty):
    """All levels of a tree of 2^depth positions; `leaves` maps positions to digests, and
    empty(level) is the node over unused positions. A level is a mapping without those."""
    if any(not 0 <= position < 1 << depth for position in leaves):
        raise Refused("a position outside the tree")
    levels = [dict(leaves)]
    for level in range(depth):
        below = levels[-1]
        levels.append({i: node(below.get(2 * i, empty(level)), below.get(2 * i + 1, empty(level)))
                       for i in sorted({position >> 1 for position in below})})
    return levels


def tree_root(name, leaves, depth):
    """Root over used positions {position: leaf digest}; unused ones hold H(name; empty)."""
    top = levels_of(leaves, depth, lambda level: empty_subtree(name, level))[-1]
    return top.get(0, empty_subtree(name, depth))


def packed_root(name, leaves, depth):
    """Root of the left-packed tree over a list of leaf digests."""
    return tree_root(name, dict(enumerate(leaves)), depth)


def path_of(levels, position, empty):
    """The siblings of a position from the leaf up, out of levels_of()."""
    return [levels[level].get(position >> level ^ 1, empty(level))
            for level in range(len(levels) - 1)]


def root_from_path(leaf, position, path):
    """The root that a leaf and its siblings give; bit k of the position: right child at level k."""
    if not 0 <= position < 1 << len(path):
        raise Refused("a position outside the tree")
    for level, sibling in enumerate(path):
        right = position >> level & 1
        leaf = node(sibling, leaf) if right else node(leaf, sibling)
    return leaf


def seed_from_text(text):
    """A secret seed of 8 elements from 32 bytes of text."""
    data = text.encode("ascii")
    if len(data) != 32:
        raise Refused("a seed as text is 32 bytes")
    return h("secret-seed", byte_pairs(data))


def statement_digest(name, message):
    """S = H(family tag; public fields in order), the fields already as elements."""
    return h(name, elements(message, len(message)))
