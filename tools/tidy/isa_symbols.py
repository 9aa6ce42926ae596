#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0 OR MIT
"""No code of one instruction set may be linked into another: checks the kernel objects.

    isa_symbols.py --isa avx2 A.o B.o --isa portable C.o ...

An inline function that two objects define is linked once, and which copy wins is chance: a copy
built with -mavx512f would then run on every machine. So a weak symbol of a kernel object must name
the namespace of its own instruction set (p3::isa_avx2); anything else is a leak.
"""
import re
import sys

from symbols import symbols

ISAS = ("portable", "avx2", "avx512")


def leaks(isa, path):
    """The weak symbols of the object that another object could define too."""
    own = re.compile(rf"\bisa_{isa}\b")
    return [s.name for s in symbols(path) if s.is_weak and not own.search(s.name)]


def main(arguments):
    isa = None
    objects = failures = 0
    words = iter(arguments)
    for word in words:
        if word == "--isa":
            isa = next(words, None)
            if isa not in ISAS:
                sys.exit(f"isa_symbols.py: unknown set '{isa}', known: {', '.join(ISAS)}")
            continue
        if isa is None:
            sys.exit("isa_symbols.py: an object before the first --isa")
        objects += 1
        for name in leaks(isa, word):
            print(f"{word}: weak symbol outside isa_{isa}: {name}")
            failures += 1
    print(f"isa symbols: {objects} objects, {failures} leaks")
    return 1 if failures or objects == 0 else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
