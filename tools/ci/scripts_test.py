#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0 OR MIT
"""Tests of the scripts: usage errors, help, and the counting of results. Builds nothing."""
import pathlib
import subprocess
import tempfile
import unittest

from count_results import count

ROOT = pathlib.Path(__file__).resolve().parents[2]
CASE = '<testcase name="{0}" status="{1}">{2}</testcase>'


def run(*command):
    return subprocess.run(command, cwd="/", capture_output=True, text=True,
                          stdin=subprocess.DEVNULL, timeout=60)


def script(name, *arguments):
    return run("bash", str(ROOT / "scripts" / name), *arguments)


class Usage(unittest.TestCase):
    def expect_usage_error(self, ran, *words):
        self.assertEqual(ran.returncode, 2, ran.stderr)
        self.assertEqual(ran.stdout, "")
        for word in words:
            self.assertIn(word, ran.stderr)

    def test_unknown_back_end_names_the_ones_that_exist(self):
        self.expect_usage_error(script("test.sh", "--backend", "halo2"), "halo2", "plonky3")

    def test_unknown_preset_names_the_ones_that_exist(self):
        self.expect_usage_error(script("test.sh", "--preset", "fast"), "'fast'", "asan-ubsan")

    def test_unknown_option(self):
        for name in ("test.sh", "quickstart.sh", "nightly.sh", "install_deps.sh"):
            self.expect_usage_error(script(name, "--frobnicate"), "--frobnicate")

    def test_missing_value(self):
        for option in ("--backend", "--preset", "--test"):
            self.expect_usage_error(script("test.sh", option), option)

    def test_help(self):
        for name in ("test.sh", "quickstart.sh", "install_deps.sh"):
            ran = script(name, "--help")
            self.assertEqual(ran.returncode, 0, ran.stderr)
            self.assertIn("usage: scripts/" + name, ran.stdout)

    def test_package_list(self):
        packages = script("install_deps.sh", "--list").stdout.split()
        self.assertIn("clang-19", packages)
        self.assertEqual(len(packages), len(set(packages)))


class Counting(unittest.TestCase):
    def counted(self, exit_code, *cases):
        with tempfile.TemporaryDirectory() as folder:
            path = pathlib.Path(folder) / "tests.xml"
            path.write_text("<testsuite>" + "".join(cases) + "</testsuite>")
            return count(str(path), exit_code)

    def test_counts(self):
        good, bad = CASE.format("a", "run", ""), CASE.format("b", "fail", "<failure/>")
        self.assertEqual(self.counted(0, good, good), (2, 0, 0))
        self.assertEqual(self.counted(8, good, bad), (1, 1, 0))

    def test_skipped_only_where_the_test_asked_for_it(self):
        good = CASE.format("a", "run", "")
        asked = CASE.format("b", "notrun", '<skipped message="SKIP_RETURN_CODE=77"/>')
        lost = CASE.format("c", "notrun", '<skipped message="Unable to find executable"/>')
        self.assertEqual(self.counted(0, good, asked), (1, 0, 1))
        self.assertEqual(self.counted(8, good, lost), (1, 1, 0))

    def test_a_run_that_proves_nothing_has_failed(self):
        good = CASE.format("a", "run", "")
        self.assertEqual(self.counted(0), (0, 1, 0))
        self.assertEqual(self.counted(8, good), (1, 1, 0))
        self.assertEqual(count("/nonexistent", 0), (0, 1, 0))


if __name__ == "__main__":
    unittest.main()
