#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0 OR MIT
"""The load on real proofs, in small: repeatable, judged, and whole when it is cut short.

    simnet_test.py SIMNET ROOT
"""
import json
import pathlib
import signal
import subprocess
import sys
import tempfile
import time
import unittest

sys.dont_write_bytecode = True
SIMNET, ROOT = (pathlib.Path(a).resolve() for a in (sys.argv.pop(1), sys.argv.pop(1)))
sys.path.insert(0, str(ROOT / "tools" / "simnet"))
import schema  # noqa: E402

CI_SCENARIO = ROOT / "tools/simnet/scenarios/ci_quorum.ron"


def simnet(*arguments):
    return subprocess.run([SIMNET, *map(str, arguments)], capture_output=True, text=True,
                          timeout=280)


def analyze(path):
    return subprocess.run([sys.executable, ROOT / "scripts/analyze_simnet.py", path],
                          capture_output=True, text=True, timeout=60)


class Simnet(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name)

    def load(self, name):
        """Runs the scenario of the tests; the path of its summary."""
        ran = simnet("--scenario", CI_SCENARIO, "--artifacts-dir", self.folder / name)
        self.assertEqual(ran.returncode, 0, ran.stderr)
        path = pathlib.Path(ran.stdout.strip())
        for suffix in (".json", ".csv", ".html"):
            self.assertTrue(path.with_suffix(suffix).stat().st_size > 0)
        return path

    def test_two_loads_prove_the_same_and_hold_the_gates(self):
        first, second = self.load("a"), self.load("b")
        verdict = analyze(first)
        self.assertEqual(verdict.returncode, 0, verdict.stdout)
        records = [json.loads(path.read_text())["records"] for path in (first, second)]
        for a, b in zip(*records, strict=True):
            for name in ("statement_digest", "proof_sha256", "proof_bytes", "tampers"):
                self.assertEqual(a[name], b[name], name)
        doctored = json.loads(first.read_text())
        doctored["records"][0]["tampers"][0]["accepted"] = True
        first.write_text(json.dumps(doctored))
        self.assertEqual(analyze(first).returncode, 1)

    def test_an_interrupted_load_leaves_a_partial_summary(self):
        scenario = self.folder / "long.ron"
        scenario.write_text(CI_SCENARIO.read_text().replace('"runs": 3', '"runs": 1000')
                            .replace("true", "false"))
        running = subprocess.Popen([SIMNET, "--scenario", scenario, "--artifacts-dir", self.folder],
                                   stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        time.sleep(3)
        running.send_signal(signal.SIGINT)
        out, err = running.communicate(timeout=120)
        self.assertEqual(running.returncode, 130, err)
        summary = json.loads(pathlib.Path(out.strip()).read_text())
        self.assertFalse(summary["complete"])
        self.assertTrue(0 < len(summary["records"]) < 1000)
        self.assertEqual(analyze(out.strip()).returncode, 1)

    def test_the_attacks_are_those_of_the_analyzer(self):
        ran = simnet("--tampers")
        self.assertEqual(ran.returncode, 0)
        expected = [f"{family} {form} {kind}" for (family, form), kinds in schema.KINDS.items()
                    for kind in kinds]
        self.assertEqual(sorted(ran.stdout.split("\n")[:-1]), sorted(expected))
        order = [line.split()[2] for line in ran.stdout.splitlines()
                 if line.startswith("quorum witness")]
        self.assertEqual(tuple(order), schema.KINDS["quorum", "witness"])

    def test_usage(self):
        bad = self.folder / "bad.ron"
        bad.write_text('{"name": "x"}')
        for code, arguments in ((2, ()), (2, ("--no-such-option",)), (0, ("--help",)),
                                (3, ("--scenario", "/nonexistent")), (3, ("--scenario", bad))):
            ran = simnet(*arguments)
            self.assertEqual(ran.returncode, code, ran.stderr)
        self.assertIn("line 1, column 2: missing member", simnet("--scenario", bad).stderr)

    def test_bits_that_nobody_can_prove_are_refused(self):
        scenario = self.folder / "strong.ron"
        scenario.write_text(CI_SCENARIO.read_text().replace("128", "200"))
        ran = simnet("--scenario", scenario, "--artifacts-dir", self.folder)
        self.assertEqual(ran.returncode, 1)
        self.assertIn("stays at", ran.stderr)


if __name__ == "__main__":
    unittest.main()
