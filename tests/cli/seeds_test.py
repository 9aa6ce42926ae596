#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0 OR MIT
"""Proofs do not depend on what their process did before.

Usage: seeds_test.py P3_PROGRAM PROVE_SEEDS_PROGRAM
"""
import pathlib
import subprocess
import sys
import tempfile
import unittest

P3 = PROVE_SEEDS = ""
PROOF_FILE = b"P3PROOF\x01"  # what p3 writes before the proof itself
# Matrices of 5 MB (10 MB extended) come from the arena, so a proof finds its predecessor's cells.
LOG_ROWS = 10
SYSTEMS = [("koala-bear", protocol, tree) for protocol in ["uni", "batch"]
           for tree in ["keccak-f", "poseidon-2"]] + [("goldilocks", "batch", "keccak-f")]


def run(*command):
    subprocess.run([str(part) for part in command], check=True, capture_output=True, timeout=300)


class Seeds(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.TemporaryDirectory()
        self.addCleanup(self.folder.cleanup)

    def path(self, name):
        return pathlib.Path(self.folder.name) / name

    def fresh(self, system, seed, *options):
        """The proof that a process of its own makes."""
        field, protocol, tree = system
        run(P3, "prove", "-f", field, "-o", "poseidon-2-permutations", "-l", LOG_ROWS, "--protocol",
            protocol, "-m", tree, "--seed", seed, "--proof-out", self.path("fresh"), *options)
        return self.path("fresh").read_bytes().removeprefix(PROOF_FILE)

    def test_seeds_1_2_1_in_one_process_are_those_of_fresh_processes(self):
        for system in SYSTEMS:
            with self.subTest(system=system):
                run(PROVE_SEEDS, *system, LOG_ROWS, self.path("warm"), 1, 2, 1)
                warm = [self.path(f"warm.{k}").read_bytes() for k in range(3)]
                fresh = {seed: self.fresh(system, seed) for seed in (1, 2)}
                self.assertNotEqual(fresh[1], fresh[2])
                self.assertEqual([proof == fresh[seed] for proof, seed in zip(warm, (1, 2, 1))],
                                 [True] * 3)

    def test_compiled_airs_give_the_same_bytes_on_any_threads_and_instruction_set(self):
        supported = [isa for isa in ("portable", "avx2", "avx512")
                     if subprocess.run([P3, "prove", "-o", "fibonacci", "-l", "4", "--isa", isa],
                                       capture_output=True, check=False).returncode == 0]
        self.assertIn("portable", supported)
        for system in SYSTEMS:
            expected = self.fresh(system, 1)
            for isa in supported:
                for threads in (1, 2, 3):
                    with self.subTest(system=system, isa=isa, threads=threads):
                        proof = self.fresh(system, 1, "--isa", isa, "--threads", threads)
                        self.assertTrue(proof == expected)


if __name__ == "__main__":
    P3, PROVE_SEEDS = sys.argv[1:3]
    unittest.main(argv=sys.argv[:1])
