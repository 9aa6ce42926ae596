# SPDX-License-Identifier: Apache-2.0 OR MIT
"""Witness files with one value changed: of another value, of the same form."""
import copy
import random

from field import P


def leaves(data, path=()):
    """The paths of all values that are neither objects nor lists."""
    if isinstance(data, (dict, list)):
        items = data.items() if isinstance(data, dict) else enumerate(data)
        return [leaf for key, value in items for leaf in leaves(value, path + (key,))]
    return [path]


def kind(path):
    """Where a value stands, without its indices: every kind is as likely as any other."""
    return tuple(step for step in path if isinstance(step, str))


def changed_text(rng, text):
    """Elements in hex get one other element; decimal strings another u64, often a near one."""
    if len(text) % 8 or len(text) < 32:
        near = max(0, int(text) + rng.choice((-1, 1, 3600, -3600, 86400)))
        return str(rng.choice((near, near, 0, 2**64 - 1, rng.randrange(2**64))) % 2**64)
    at = 8 * rng.randrange(len(text) // 8)
    word = rng.choice((0, 1, P - 1, rng.randrange(P))).to_bytes(4, "little").hex()
    return text[:at] + word + text[at + 8:]


def holds_change(data, path):
    """Whether a kind is that of a transaction with a key change: of no other kind there is one."""
    return path[-1] == "kind" and "change" in data[path[0]][path[1]]


def changed(rng, data):
    """(what was changed, the file with it)."""
    paths = [path for path in leaves(data) if path[0] not in ("format", "version", "rules") and
             not holds_change(data, path)]
    chosen = rng.choice(sorted({kind(path) for path in paths}))
    *where, last = rng.choice([path for path in paths if kind(path) == chosen])
    data = copy.deepcopy(data)
    at = data
    for step in where:
        at = at[step]
    if isinstance(at[last], str):
        at[last] = changed_text(rng, at[last])
    elif chosen[-1] == "removed":
        at.pop(last)
    elif last == "kind" and "records" in data:
        at[last] = rng.choice((0, 2, 3, 4, P - 1))
    else:
        at[last] = rng.choice((0, 1, at[last] ^ 1, at[last] + 1, rng.randrange(P)))
    return "/".join(chosen), data


def seeded(seed):
    return random.Random(seed)
