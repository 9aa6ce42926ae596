# SPDX-License-Identifier: Apache-2.0 OR MIT
"""Seeded inputs for the agreement of rpp with the reference: edges are as likely as the middle."""
import random

from field import P, digest_to_text


class Cases:
    def __init__(self, seed):
        self.random = random.Random(seed)

    def element(self):
        edge = self.random.randrange(8)
        if edge < 4:
            return (0, 1, P - 1, P - 2)[edge]
        return self.random.randrange(P)

    def elements(self, count):
        return tuple(self.element() for _ in range(count))

    def uniform(self, count):
        return tuple(self.random.randrange(P) for _ in range(count))

    def integer(self, bits):
        """Any length of number is as likely as any other."""
        return self.random.getrandbits(self.random.randrange(bits + 1))

    def value(self, kind):
        """A value for a field of a tag's layout (the types of tags.py)."""
        if kind in ("u32", "u64"):
            return self.integer(int(kind[1:]))
        count = {"e": 1, "d": 8, "pp": 4, "x16": 16, "ends": 168}[kind]
        return self.element() if kind == "e" else self.elements(count)

    def digest_text(self, valid):
        """64 hex digits of a digest, or something near that no decoder may take."""
        text = digest_to_text(self.elements(8))
        if valid:
            return text
        at = self.random.randrange(64)
        word = 8 * self.random.randrange(8)
        too_large = self.random.randrange(P, 2**32).to_bytes(4, "little").hex()
        if self.random.randrange(2):
            too_large = P.to_bytes(4, "little").hex()
        return self.random.choice((
            text[:-1], text + "0", text[:at], "0x" + text[2:], " " + text[1:], text + "\n",
            text[:at] + self.random.choice("gG/:@`- +Zz") + text[at + 1:],
            text[:word] + too_large + text[word + 8:],
            text[:word] + "ABCDEF00" + text[word + 8:]))

    def bump(self, values, index=None):
        """One element of a tuple changed to another canonical one."""
        index = self.random.randrange(len(values)) if index is None else index
        new = (values[index] + self.random.randrange(1, P)) % P
        return values[:index] + (new,) + values[index + 1:]
