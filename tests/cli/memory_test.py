#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0 OR MIT
"""Predicted memory against the peak of whole processes, as the system counts it.

Usage: memory_test.py P3_PROGRAM
"""
import json
import os
import subprocess
import sys
import tempfile
import unittest

P3 = ""
TOLERANCE = 0.1
LARGE = 256e6  # from here on the tolerance is promised
# The shapes of W1 at moderate heights, and shapes where other parts of the memory are the largest.
STATEMENTS = [
    "-o poseidon-2-permutations -l 15",
    "-o poseidon-2-permutations -l 15 --protocol batch -m poseidon-2 --threads 1",
    "-o poseidon-2-permutations -l 14 --log-blowup 2 --merkle-arity 4 --repeat 2",
    "-o keccak-f-permutations -l 14 -f baby-bear --extension-degree 5 --threads 3",
    "-o fibonacci -l 20 --protocol batch",
    "-o fibonacci -l 18 -f goldilocks --log-blowup 3",
]


def measured(*arguments):
    """Exit code, stdout, stderr and peak resident bytes of one process."""
    with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
        process = subprocess.Popen([P3, *map(str, arguments)], stdout=out, stderr=err)
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        out.seek(0)
        err.seek(0)
        return (process.returncode, out.read().decode(), err.read().decode(),
                usage.ru_maxrss * 1024)


def estimate(statement):
    code, out, err, peak = measured("prove", *statement.split(), "--estimate", "--stats", "json")
    assert code == 0, err
    # Nothing of the proof was allocated.
    assert peak < 64e6, peak
    return json.loads(out)["estimate"]


class Memory(unittest.TestCase):
    def test_the_prediction_is_what_the_system_counts(self):
        for statement in STATEMENTS:
            with self.subTest(statement):
                predicted = estimate(statement)["peak_bytes"]
                code, _, err, peak = measured("prove", *statement.split(), "--quiet")
                self.assertEqual(code, 0, err)
                print(f"{statement}: {predicted} predicted, {peak} measured, "
                      f"{predicted / peak:.3f}", flush=True)
                self.assertGreater(peak, LARGE)
                self.assertLess(abs(predicted / peak - 1), TOLERANCE, (predicted, peak))

    def test_the_peak_is_the_largest_phase(self):
        result = estimate("-o blake-3-permutations -l 12 --protocol batch")
        names = [phase["name"] for phase in result["phases"]]
        self.assertEqual(names, ["trace", "commit trace", "quotient", "commit quotient", "open",
                                 "verify"])
        self.assertEqual(result["peak_bytes"], max(p["resident_bytes"] for p in result["phases"]))
        for phase in result["phases"]:
            self.assertLessEqual(phase["in_use_bytes"], phase["resident_bytes"])
            self.assertGreater(phase["in_use_bytes"], result["program_bytes"])
        text = measured("prove", "-o", "blake", "-l", 12, "--protocol", "batch", "--estimate")[1]
        self.assertIn(f"peak {result['peak_bytes']} bytes", text)

    def test_statements_beyond_this_machine_have_an_estimate(self):
        self.assertGreater(estimate("-o blake-3-permutations -l 22")["peak_bytes"], 300e9)

    def test_a_limit_refuses_before_anything_is_allocated(self):
        statement = ["-o", "poseidon-2-permutations", "-l", 17]
        for command in ["prove", "bench"]:
            code, out, err, peak = measured(command, *statement, "--max-memory", "1GiB")
            self.assertEqual((code, out), (2, ""))
            self.assertIn("MemoryLimitExceeded", err)
            self.assertLess(peak, 64e6)
        code, out, err, _ = measured("prove", *statement, "--estimate", "--max-memory", 10**9)
        self.assertEqual(code, 2)
        self.assertIn("peak ", out)
        self.assertIn("MemoryLimitExceeded", err)

    def test_a_limit_at_the_estimate_is_kept(self):
        statement = ["-o", "fibonacci", "-l", 12, "--quiet"]
        need = estimate("-o fibonacci -l 12")["peak_bytes"]
        self.assertEqual(measured("prove", *statement, "--max-memory", need)[0], 0)
        self.assertEqual(measured("prove", *statement, "--max-memory", need - 1)[0], 2)

    def test_sizes(self):
        need = estimate("-o fibonacci -l 12")["peak_bytes"]
        self.assertLess(need, 16e6)
        for size in ["16000000", "16000kB", "16MB", "0.016GB", "1TB", "1TiB", "16MiB", "16384KiB",
                     "1.5GiB"]:
            with self.subTest(size):
                self.assertEqual(measured("prove", "-o", "fib", "-l", 12, "--estimate",
                                          "--max-memory", size)[0], 0)
        for size in ["", "MB", "-1", "1.5", "1e9", "16mb", "16 MB", "1PB", "1.2.3MB", "nan", "inf",
                     "0x10", "99999999TB", "9" * 400]:
            with self.subTest(size):
                code, _, err, _ = measured("prove", "-o", "fib", "-l", 12, f"--max-memory={size}")
                self.assertEqual(code, 2)
                self.assertIn("--max-memory", err)

    def test_what_cannot_be_proved_has_no_estimate(self):
        code, _, err, _ = measured("prove", "-o", "fib", "-l", 24, "--estimate")
        self.assertEqual(code, 2)
        self.assertIn("TraceTooTall", err)


if __name__ == "__main__":
    P3 = sys.argv[1]
    unittest.main(argv=sys.argv[:1])
