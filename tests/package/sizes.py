#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0 OR MIT
"""Prints the stripped size of the shared libraries; the verify-only one must be the far smaller.

    sizes.py libp3.so libp3_verify.so
"""
import pathlib
import subprocess
import sys
import tempfile


def stripped_bytes(library):
    with tempfile.TemporaryDirectory() as folder:
        copy = pathlib.Path(folder) / "stripped"
        subprocess.run(["strip", "-o", copy, library], check=True)
        return copy.stat().st_size


def main():
    full, verify = (stripped_bytes(library) for library in sys.argv[1:3])
    print(f"libp3         {full:>10} bytes, stripped")
    print(f"libp3_verify  {verify:>10} bytes, stripped, {100 * verify / full:.1f} % of libp3")
    # Prover code in it would bring the kernels of every instruction set, which are most of libp3.
    return 0 if 0 < verify < full / 2 else 1


if __name__ == "__main__":
    sys.exit(main())
