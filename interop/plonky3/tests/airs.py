# SPDX-License-Identifier: Apache-2.0 OR MIT
"""The statements of the vectors (tests/vectors/plonky3-0.8.0/README.md) in the interchange form."""


class Builder:
    """Makes nodes; equal nodes are written once."""

    def __init__(self):
        self.nodes, self.seen = [], {}
        self.constraints, self.lookups = [], []

    def node(self, *parts):
        if parts not in self.seen:
            self.seen[parts] = len(self.nodes)
            self.nodes.append(list(parts))
        return self.seen[parts]

    def const(self, n):
        return self.node("const", n)

    def local(self, column):
        return self.node("main", 0, column)

    def next(self, column):
        return self.node("main", 1, column)

    def pre(self, row, column):
        return self.node("preprocessed", row, column)

    def add(self, a, *rest):
        for b in rest:
            a = self.node("add", a, b)
        return a

    def mul(self, a, *rest):
        for b in rest:
            a = self.node("mul", a, b)
        return a

    def sub(self, a, b):
        return self.node("sub", a, b)

    def when(self, selector, value):
        self.constraints.append(self.mul(self.node(selector), value))

    def zero(self, value):
        self.constraints.append(value)

    def bus(self, name, tuple_, count):
        self.lookups.append({"kind": "global", "bus": name, "tuple": tuple_, "count": count})

    def local_lookup(self, *interactions):
        pairs = [{"tuple": t, "count": c} for t, c in interactions]
        self.lookups.append({"kind": "local", "interactions": pairs})


def integer(n):
    return {"integer": n}


def fib(b, _):
    p = [b.node("public", i) for i in range(3)]
    b.when("first", b.sub(b.local(0), p[0]))
    b.when("first", b.sub(b.local(1), p[1]))
    b.when("transition", b.sub(b.local(1), b.next(0)))
    b.when("transition", b.sub(b.add(b.local(0), b.local(1)), b.next(1)))
    b.when("last", b.sub(b.local(1), p[2]))


def feat(b, instance):
    options = instance["air_options"]
    x = b.local(0)
    value = b.add(b.mul(*[x] * options["degree"]), b.mul(b.const(2), x))
    if instance["preprocessed"]:
        value = b.add(value, b.pre(0, 0))
    periodic = [b.node("periodic", i) for i in range(len(instance["periodic"]))]
    for p in periodic:
        value = b.add(value, b.mul(p, x))
    if options["per_prod"]:
        value = b.add(value, b.mul(periodic[0], periodic[1], x, x))
    b.zero(b.sub(b.local(1), value))
    if instance["reads_preprocessed_next_row"]:
        b.when("transition", b.sub(b.sub(b.pre(1, 0), b.pre(0, 0)), b.const(2)))
    if instance["reads_next_row"]:
        b.when("transition", b.sub(b.sub(b.next(0), x), b.const(1)))
    for k in range(options["extra"]):
        b.zero(b.sub(b.local(2 + k), b.mul(x, b.const(k + 2))))


def user(b, _):
    v, i, m = (b.local(c) for c in range(3))
    b.when("first", b.sub(v, b.node("public", 0)))
    b.when("first", i)
    b.when("transition", b.sub(b.sub(b.next(1), i), b.const(1)))
    b.local_lookup(([v], integer(1)), ([i], {"provided": b.node("neg", m)}))
    b.bus("sq", [v, b.mul(v, v)], integer(1))


def table(b, _):
    k, q = b.pre(0, 0), b.pre(0, 1)
    b.when("first", k)
    b.when("transition", b.sub(b.sub(b.pre(1, 0), k), b.const(1)))
    b.bus("sq", [k, q], {"provided": b.node("neg", b.local(0))})


def plain(b, _):
    x, y = b.local(0), b.local(1)
    b.zero(b.sub(b.sub(y, b.mul(x, x)), b.mul(b.node("periodic", 0), x)))
    b.when("transition", b.sub(b.sub(b.next(0), x), b.const(5)))
    b.when("first", b.sub(x, b.node("public", 0)))


def multi(b, _):
    a, v, s, t = (b.local(c) for c in range(4))
    for flag in (s, t):
        b.zero(b.mul(flag, b.sub(flag, b.const(1))))
    b.bus("sq", [a, b.mul(a, a)], integer(1))
    b.bus("lin", [v], integer(1))
    b.bus("sq", [v, b.mul(v, v)], integer(1))
    b.bus("lin", [a], integer(-1))
    b.bus("two", [a], integer(2))
    b.bus("two", [v], integer(-1))
    b.bus("two", [v], integer(-1))
    arms = [{"flag": s, "count": integer(1), "tuple": [a]},
            {"flag": t, "count": integer(-1), "tuple": [v]}]
    b.lookups.append({"kind": "exclusive", "bus": "sel", "arms": arms})


def shift(b, _):
    x, x_next = b.local(0), b.next(0)
    b.when("transition", b.sub(b.sub(x_next, x), b.node("periodic", 0)))
    b.local_lookup(([x_next], integer(1)), ([x], integer(-1)))


STATEMENTS = {f.__name__: f for f in (fib, feat, user, table, plain, multi, shift)}


def describe(field, instance):
    """The interchange object of a vector's instance, or None for a hash permutation."""
    build = STATEMENTS.get(instance["air"])
    if build is None:
        return None
    b = Builder()
    build(b, instance)
    return {
        "format": "p3-air", "version": 1, "field": field, "width": instance["width"],
        "preprocessed_width": len(instance["preprocessed"][0]) if instance["preprocessed"] else 0,
        "num_public_values": len(instance["public_values"]),
        "reads_next_row": instance["reads_next_row"],
        "reads_preprocessed_next_row": instance["reads_preprocessed_next_row"],
        "declared_degree": instance.get("declared_degree"),
        "periodic": instance["periodic"], "nodes": b.nodes,
        "constraints": b.constraints, "lookups": b.lookups,
    }
