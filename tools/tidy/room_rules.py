# SPDX-License-Identifier: Apache-2.0 OR MIT
"""Who may include whom: the rooms in dependency order, and a verifier that can be read alone.

Both are written down in rooms.toml at the root of the repository.
"""
import fnmatch
import pathlib
import tomllib

from cpp_rules import LIBRARY_ROOTS, includes
from model import Finding, rule

CONFIG = "rooms.toml"


def config(tree):
    return tomllib.loads(tree.get(CONFIG).text)


def room_of(path):
    """`base` for p3/base/x.h, `rpp/hash` for rpp/hash/x.h, None outside the rooms."""
    parts = path.split("/")
    if len(parts) < 3 or parts[0] not in ("p3", "rpp"):
        return None
    return parts[1] if parts[0] == "p3" else f"rpp/{parts[1]}"


def order_of(settings):
    """All rooms; those of the chain stand after those of the engine."""
    return settings["rooms"] + [f"rpp/{room}" for room in settings.get("rpp_rooms", [])]


def is_test_support(f):
    return f.is_test or f.path.startswith(("testing/", "tests/", "bench/"))


@rule("rooms")
def rooms(tree):
    """A room includes itself and the rooms above it; only tests include `testing`."""
    if tree.get(CONFIG) is None:
        yield Finding(CONFIG, 0, "missing")
        return
    order = order_of(config(tree))
    for f in tree:
        if not f.is_cpp:
            continue
        room = room_of(f.path)
        if f.path.startswith(LIBRARY_ROOTS) and room not in order:
            yield Finding(f.path, 0, f"'{room}' is not a room of {CONFIG}")
            continue
        for number, _, path in includes(f):
            wrong = forbidden_include(f, room, path, order)
            if wrong:
                yield Finding(f.path, number, wrong)


def forbidden_include(f, room, path, order):
    """Why file f of a room (None outside the rooms) may not include path, or None."""
    if path.startswith("apps/") and not f.path.startswith("apps/"):
        return f'"{path}": nothing includes the programs'
    if path.startswith(("testing/", "tests/", "bench/")) and not is_test_support(f):
        return f'"{path}" is for tests only'
    target = room_of(path)
    if target is None or room is None or f.is_test:
        return None
    if target not in order:
        return f'"{path}": \'{target}\' is not a room of {CONFIG}'
    if order.index(target) > order.index(room):
        return f"room '{room}' stands above '{target}' and may not include it"
    return None


@rule("verifier")
def verifier(tree):
    """What the verifier is made of, followed through headers and their sources, proves nothing."""
    if tree.get(CONFIG) is None:
        return
    settings = config(tree)["verifier"]
    for path, chain in closure(tree, settings["roots"]):
        if any(fnmatch.fnmatchcase(path, pattern) for pattern in settings["forbidden"]):
            way = " -> ".join(chain + [path])
            yield Finding(chain[-1], 0, f"the verifier reaches the prover: {way}")


def closure(tree, roots):
    """Every file reached from the files of the roots, each with the chain that led to it."""
    pending = [(f.path, []) for f in tree
               if f.is_cpp and not f.is_test and f.path.startswith(tuple(roots))]
    seen = {path for path, _ in pending}
    while pending:
        path, chain = pending.pop()
        yield path, chain
        f = tree.get(path)
        if f is None:
            continue
        reached = [target for _, quote, target in includes(f) if quote == '"']
        # A header brings its source: that is what gets linked.
        if f.suffix == ".h":
            source = pathlib.PurePosixPath(path).with_suffix(".cc").as_posix()
            reached += [source] if tree.get(source) else []
        for target in reached:
            if target not in seen:
                seen.add(target)
                pending.append((target, chain + [path]))
