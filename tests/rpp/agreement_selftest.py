#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0 OR MIT
"""The agreement test fails when it should: a wrong program, a short count, a missing answer."""
import contextlib
import io
import pathlib
import sys
import tempfile
import unittest

import reference_test
from program import Agreement, Program

# Answers as rpp_primitives_cli does, in Python; the last line is where a fake goes wrong.
FAKE = """#!{python}
import json, sys
sys.path.insert(0, {reference!r})
import hashing
for number, line in enumerate(sys.stdin):
    digest = list(hashing.c8(tuple(json.loads(line)["x"])))
    {wrong}
    print(json.dumps({{"digest": digest}}))
"""
REFERENCE = str(pathlib.Path(__file__).resolve().parents[2] / "tools/reference")


class Gate(unittest.TestCase):
    def verdict(self, wrong):
        """Whether the test of c8 passes with a program that is wrong in this way."""
        with tempfile.TemporaryDirectory() as folder:
            path = pathlib.Path(folder) / "fake"
            path.write_text(FAKE.format(python=sys.executable, reference=REFERENCE, wrong=wrong))
            path.chmod(0o755)
            test = reference_test.Test(Program(str(path)))
            test.compression()
            with contextlib.redirect_stdout(io.StringIO()):
                return test.agreement.report()

    def test_a_right_program_passes(self):
        self.assertTrue(self.verdict("pass"))

    def test_one_wrong_answer_of_a_thousand_fails(self):
        self.assertFalse(self.verdict("digest[7] ^= number == 999"))
        self.assertFalse(self.verdict("digest = digest[:7] if number == 0 else digest"))

    def test_a_missing_answer_ends_the_test(self):
        with self.assertRaises(SystemExit):
            self.verdict("if number == 500: continue")
        with self.assertRaises(SystemExit):
            self.verdict("if number == 999: sys.exit(3)")

    def test_too_few_cases_fail(self):
        agreement = Agreement()
        agreement.demand("a", 2)
        agreement.compare("a", 1, 1, "case")
        with contextlib.redirect_stdout(io.StringIO()):
            self.assertFalse(agreement.report())
            agreement.compare("a", 1, 1, "case")
            self.assertTrue(agreement.report())
            agreement.compare("b", True, False, "a kind that nobody demanded")
            self.assertFalse(agreement.report())


if __name__ == "__main__":
    sys.exit(unittest.main())
