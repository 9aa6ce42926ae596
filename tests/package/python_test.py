#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0 OR MIT
"""The shared libraries from Python: the example, and the bytes of the program p3.

    python_test.py --p3 P3_PROGRAM --full libp3.so --verify libp3_verify.so
"""
import argparse
import itertools
import pathlib
import subprocess
import sys
import tempfile
import unittest

EXAMPLE = (pathlib.Path(__file__).resolve().parent.parent.parent / "examples" / "python" /
           "prove_and_verify.py")
sys.path.insert(0, str(EXAMPLE.parent))
import prove_and_verify as example  # noqa: E402

ARGS = None
OBJECTIVES = ["fibonacci", "poseidon-2-permutations", "keccak-f-permutations",
              "blake-3-permutations"]
DEGREES = {"koala-bear": [4, 5, 8], "baby-bear": [4, 5, 8], "goldilocks": [2, 5]}
HASHES = ["poseidon-2", "keccak-f", "keccak-256"]


class Python(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.full, cls.verifier = example.P3(ARGS.full), example.P3(ARGS.verify)

    def program_proof(self, *options):
        """What the program writes: eight bytes, then the proof."""
        with tempfile.TemporaryDirectory() as folder:
            path = pathlib.Path(folder) / "proof"
            subprocess.run([ARGS.p3, "prove", "-q", *map(str, options), "--proof-out", path],
                           check=True, capture_output=True)
            data = path.read_bytes()
        self.assertEqual(data[:8], b"P3PROOF\x01")
        return data[8:]

    def check(self, preset, objective, log_rows, field, degree, protocol, tree, arity, seed):
        options = ["--preset", preset, "-o", objective, "-l", log_rows, "-f", field,
                   "--extension-degree", degree, "--protocol", protocol, "-m", tree,
                   "--merkle-arity", arity, "--seed", seed]
        settings = dict(preset=preset, field=field, extension_degree=degree, protocol=protocol,
                        merkle_hash=tree, merkle_arity=arity)
        expected = self.program_proof(*options)
        statement = self.full.statement(**settings)
        example.add_shipped(statement, objective, log_rows, seed)
        self.assertEqual(self.full.prover(statement, 2).bytes_of("prove"), expected)
        # The other library, which knows how to verify only.
        statement = self.verifier.statement(**settings)
        example.add_shipped(statement, objective, log_rows, seed)
        self.verifier.verify(statement, expected)
        with self.assertRaises(example.P3Error) as caught:
            self.verifier.verify(statement, expected[:-1])
        self.assertEqual(caught.exception.status, example.P3_REJECTED)

    def test_same_bytes_as_the_program(self):
        cases = itertools.product(DEGREES, ["uni", "batch"], OBJECTIVES)
        for k, (field, protocol, objective) in enumerate(cases):
            degree = DEGREES[field][k % len(DEGREES[field])]
            case = ("testing", objective, 5, field, degree, protocol, HASHES[k % 3], 2 + k % 2 * 2,
                    k)
            with self.subTest(case=case):
                self.check(*case)

    def test_same_bytes_with_the_default_parameters(self):
        for preset in ["benchmark", "benchmark-high-arity"]:
            self.check(preset, "fibonacci", 8, "koala-bear", 4, "uni", "keccak-f", 2, 1)

    def test_the_verify_only_library_proves_nothing(self):
        self.assertTrue(hasattr(self.full.library, "p3_prover_new"))
        self.assertFalse(hasattr(self.verifier.library, "p3_prover_new"))

    def test_example(self):
        ran = subprocess.run([sys.executable, "-B", EXAMPLE, ARGS.full], capture_output=True,
                             text=True, check=False)
        self.assertEqual(ran.returncode, 0, ran.stderr)
        for line in ["poseidon-2: valid", "poseidon-2: tampered proof rejected", "products: valid",
                     "products: tampered proof rejected", "products: wrong trace"]:
            self.assertIn(line, ran.stdout)


def main():
    global ARGS
    parser = argparse.ArgumentParser(description=__doc__.split("\n\n")[0])
    parser.add_argument("--p3", required=True)
    parser.add_argument("--full", required=True)
    parser.add_argument("--verify", required=True)
    ARGS, rest = parser.parse_known_args()
    unittest.main(argv=[sys.argv[0], *rest])


if __name__ == "__main__":
    main()
