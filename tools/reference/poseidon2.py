# SPDX-License-Identifier: Apache-2.0 OR MIT
"""Poseidon2 over KoalaBear, width 16, with the public default constants of Plonky3 0.8.0.

`permute_plain` is the definition, step by step. `permute` is the same written out as one straight
line of statements, made from the constants when the module is loaded, because the agreement test
needs some hundred thousand permutations; the self-test compares the two.
"""
import json
import pathlib

from field import P

WIDTH = 16
HALF_FULL_ROUNDS = 4
LANE = 72  # bits
CONSTANTS = (pathlib.Path(__file__).resolve().parents[2] /
             "tests/vectors/plonky3-0.8.0/poseidon2_constants.json")


def load_constants(path=CONSTANTS):
    """The entry of the default permutation of width 16 in the vectors' constants file."""
    return next(e for e in json.loads(path.read_text())["koala-bear"] if e["width"] == WIDTH)


_ENTRY = load_constants()
INITIAL = _ENTRY["external_initial"]
TERMINAL = _ENTRY["external_terminal"]
INTERNAL = _ENTRY["internal"]


def _inverse_power_of_two(k):
    return pow(2, -k, P)


# M_I = J + diag(V).
DIAGONAL = [x % P for x in (
    -2, 1, 2, _inverse_power_of_two(1), 3, 4, -_inverse_power_of_two(1), -3, -4,
    *(_inverse_power_of_two(k) for k in (8, 3, 24)),
    *(-_inverse_power_of_two(k) for k in (8, 3, 4, 24)))]
# The 4x4 circulant of M_E.
CIRCULANT = ((2, 3, 1, 1), (1, 2, 3, 1), (1, 1, 2, 3), (3, 1, 1, 2))


def external_layer(state):
    """M_E: the circulant on each block of four, then the sums over the blocks are added."""
    mixed = [sum(row[j] * state[block + j] for j in range(4))
             for block in range(0, WIDTH, 4) for row in CIRCULANT]
    sums = [sum(mixed[i::4]) for i in range(4)]
    return [(x + sums[i % 4]) % P for i, x in enumerate(mixed)]


def internal_layer(state):
    total = sum(state)
    return [(v * x + total) % P for v, x in zip(DIAGONAL, state)]


def permute_plain(state):
    """P(state), as the specification writes it."""
    state = external_layer(state)
    for constants in INITIAL:
        state = external_layer([pow(x + c, 3, P) for x, c in zip(state, constants)])
    for constant in INTERNAL:
        state = internal_layer([pow(state[0] + constant, 3, P), *state[1:]])
    for constants in TERMINAL:
        state = external_layer([pow(x + c, 3, P) for x, c in zip(state, constants)])
    return tuple(state)


def _external_lines(reduce):
    """Statements for M_E on s0..s15: 2a + 3b + c + d is t + a + 2b, t the sum of the block."""
    for block in range(0, WIDTH, 4):
        a, b, c, d = (f"s{block + i}" for i in range(4))
        yield f"t = {a} + {b} + {c} + {d}"
        yield f"{a}, {b}, {c}, {d} = t+{a}+2*{b}, t+{b}+2*{c}, t+{c}+2*{d}, t+{d}+2*{a}"
    for i in range(4):
        yield f"u{i} = " + " + ".join(f"s{block + i}" for block in range(0, WIDTH, 4))
    for i in range(WIDTH):
        yield f"s{i} = (s{i} + u{i % 4})" + (" % P" if reduce else "")


def _full_round_lines(constants, reduce):
    for i, constant in enumerate(constants):
        yield f"x = s{i} + {constant}"
        yield f"s{i} = x * x * x % P"
    yield from _external_lines(reduce)


def _pack(values):
    return sum(value % P << LANE * i for i, value in enumerate(values))


def _partial_round_lines():
    """The partial rounds as one linear map and one cube a round.

    t_k, the sum of the state in round k, feeds every element: s_i after n rounds is
    V_i^n s_i + sum of V_i^(n-1-k) t_k. One long integer has a lane for the sum of s_1..s_15 in
    each round to come, then 15 lanes for their last values; each t_k is added once it is known.
    A lane holds at most 15 + 20 products below 2^62.
    """
    rounds, others = len(INTERNAL), DIAGONAL[1:]
    for i, v in enumerate(others, 1):
        weights = _pack([pow(v, k, P) for k in range(rounds)] + [0] * (i - 1) + [pow(v, rounds, P)])
        yield f"a {'+' if i > 1 else ''}= s{i} * {weights}"
    for k, constant in enumerate(INTERNAL):
        later = range(rounds - 1 - k)  # lanes of the rounds after this one; lane 0 is the next
        weights = _pack([sum(pow(v, m, P) for v in others) for m in later] +
                        [pow(v, rounds - 1 - k, P) for v in others])
        yield f"x = s0 + {constant}"
        yield "x = x * x * x % P"
        yield f"t = (x + (a & {(1 << LANE) - 1})) % P"
        yield f"s0 = t + {DIAGONAL[0]} * x"
        yield f"a = (a >> {LANE}) + t * {weights}"
    for i in range(1, WIDTH):
        yield f"s{i} = (a >> {LANE * (i - 1)} & {(1 << LANE) - 1}) % P"
    yield "s0 %= P"


def _straight_line():
    names = ", ".join(f"s{i}" for i in range(WIDTH))
    lines = [f"{names} = state", *_external_lines(False)]
    for r, constants in enumerate(INITIAL):
        # Sums stay small integers between full rounds; the S-box reduces.
        lines += _full_round_lines(constants, r + 1 == HALF_FULL_ROUNDS)
    lines += _partial_round_lines()
    for r, constants in enumerate(TERMINAL):
        lines += _full_round_lines(constants, r + 1 == HALF_FULL_ROUNDS)
    return "def permute(state):\n    " + "\n    ".join(lines) + f"\n    return ({names})\n"


_made = {"P": P}
exec(compile(_straight_line(), "<poseidon2 written out>", "exec"), _made)  # own text only
permute = _made["permute"]
