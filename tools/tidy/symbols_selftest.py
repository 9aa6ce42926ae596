#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0 OR MIT
"""Compiles small objects with planted leaks and checks that the symbol tests find exactly those.

    symbols_selftest.py COMPILER
"""
import pathlib
import subprocess
import sys
import tempfile

import isa_symbols
import verifier_symbols

# `inline` and a taken address: the function stays, as a weak symbol.
CLEAN = """
namespace p3::isa_avx2 {
template <class T> __attribute__((noinline)) T twice(T a) { return a + a; }
int kernel(int a) { return twice(a); }
}
namespace { __attribute__((noinline)) int local(int a) { return a * 3; } }
namespace p3::isa_avx2 { int other(int a) { return local(a); } }
"""
LEAK = """
namespace p3 { __attribute__((noinline)) inline int shared_helper(int a) { return a * 7; } }
namespace p3::isa_avx2 { int kernel(int a) { return shared_helper(a); } }
"""
OTHER_ISA = """
namespace p3::isa_portable { __attribute__((noinline)) inline int f(int a) { return a * 7; } }
namespace p3::isa_avx2 { int kernel(int a) { return isa_portable::f(a); } }
"""
VERIFIER = "namespace p3 { int verify_uni(int a) { return a; } int grind(int a) { return a; } }"
PROVER = "namespace p3 { int verify_uni(int a) { return a; } int prove_uni(int a) { return a; } }"
SETTINGS = {"prover_symbols": [r"\bprove_"], "verifier_symbols": [r"\bverify_uni\("]}


def main():
    compiler = sys.argv[1]
    failures = []
    with tempfile.TemporaryDirectory() as folder:

        def compiled(name, source):
            path = pathlib.Path(folder) / f"{name}.o"
            command = [compiler, "-std=c++20", "-O1", "-c", "-x", "c++", "-", "-o", str(path)]
            subprocess.run(command, input=source, text=True, check=True)
            return str(path)

        def expect(what, got, wanted):
            if got != wanted:
                failures.append(f"{what}: expected {wanted}, got {got}")

        clean = compiled("clean", CLEAN)
        expect("clean object", isa_symbols.leaks("avx2", clean), [])
        # The same object under another name of instruction set: its template is foreign there.
        expect("foreign object", len(isa_symbols.leaks("avx512", clean)), 1)
        leak = compiled("leak", LEAK)
        expect("leak", isa_symbols.leaks("avx2", leak), ["p3::shared_helper(int)"])
        expect("exit code", isa_symbols.main(["--isa", "avx2", clean, leak]), 1)
        expect("exit code, clean", isa_symbols.main(["--isa", "avx2", clean]), 0)
        expect("exit code, no object", isa_symbols.main([]), 1)
        other = compiled("other", OTHER_ISA)
        expect("other set", isa_symbols.leaks("avx2", other), ["p3::isa_portable::f(int)"])

        verifier = compiled("verifier", VERIFIER)
        expect("verifier", verifier_symbols.check(SETTINGS, [verifier]), [])
        prover = compiled("prover", PROVER)
        expect("prover", verifier_symbols.check(SETTINGS, [prover]),
               [f"{prover}: prover code: p3::prove_uni(int)"])
        expect("wrong library", len(verifier_symbols.check(SETTINGS, [clean])), 1)
    print("\n".join(failures))
    print(f"symbols self-test: {len(failures)} failures")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
