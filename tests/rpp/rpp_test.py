#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0 OR MIT
"""The program rpp on the committed keys: sample, prove, verify, inspect, and keys made twice.

    rpp_test.py RPP ROOT
"""
import json
import pathlib
import shutil
import subprocess
import sys
import tempfile
import unittest

RPP, ROOT = (pathlib.Path(a).resolve() for a in (sys.argv.pop(1), sys.argv.pop(1)))
SETUP = ROOT / "config" / "plonky3" / "setup"
REFERENCE = ROOT / "tools/reference/families_json.py"


def rpp(*arguments):
    return subprocess.run([RPP, *map(str, arguments)], cwd=ROOT, capture_output=True, text=True,
                          timeout=240)


class Program(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name)

    def code(self, expected, *arguments):
        ran = rpp(*arguments)
        self.assertEqual(ran.returncode, expected, ran.stdout + ran.stderr)
        return ran.stdout

    def proved_and_verified(self, circuit, field, other):
        witness, proof = self.folder / "w.json", self.folder / "p.json"
        self.code(0, "sample", circuit, "--seed", 3, "--out", witness)
        again = self.folder / "again.json"
        self.code(0, "sample", circuit, "--seed", 3, "--out", again)
        self.assertEqual(witness.read_bytes(), again.read_bytes())
        self.code(0, "prove", circuit, "--witness", witness, "--out", proof)
        self.assertIn(f"valid: {circuit}", self.code(0, "verify", proof))
        self.code(0, "verify", "--circuit", circuit, proof)
        self.assertIn("verifying key", self.code(0, "inspect", proof))
        self.code(4, "verify", "--network", "main", proof)
        envelope = json.loads(proof.read_text())
        self.assertNotEqual(envelope["public_fields"][field], other)
        envelope["public_fields"][field] = other
        proof.write_text(json.dumps(envelope))
        self.code(1, "verify", proof)

    def test_a_sample_is_proved_and_verified(self):
        self.proved_and_verified("consensus", "height", "1")
        self.proved_and_verified("transaction", "count", 3)

    def test_samples_of_every_family(self):
        """The same seed gives the same bytes, another seed others; the reference accepts them."""
        for family, counts in (("transaction", (0, 3)), ("uptime", (0, 3)), ("identity", (0, 1)),
                               ("pruning", (0, 2)), ("state", (0, 5))):
            files = []
            for seed, count in ((3, None), (3, None), (4, None), *((5, n) for n in counts)):
                files.append(self.folder / f"{family}-{len(files)}.json")
                wanted = () if count is None else ("--count", count)
                self.code(0, "sample", family, "--seed", seed, *wanted, "--out", files[-1])
            first, again, other = (file.read_bytes() for file in files[:3])
            self.assertEqual(first, again)
            self.assertNotEqual(first, other)
            for file in files[2:]:
                ran = subprocess.run([sys.executable, "-B", REFERENCE, file], capture_output=True,
                                     text=True, timeout=120, check=False)
                self.assertRegex(ran.stdout, "^valid [0-9a-f]{64}\n$", ran.stderr)
        self.code(2, "sample", "transaction", "--count", 513, "--out", self.folder / "w.json")

    def test_a_pruned_range_is_proved_and_verified(self):
        witness, proof = self.folder / "w.json", self.folder / "p.json"
        self.code(0, "sample", "pruning", "--seed", 5, "--out", witness)
        for profile in ("standalone", "recursive"):
            self.code(0, "prove", "pruning", "--profile", profile, "--witness", witness,
                      "--out", proof)
            self.assertIn(f"valid: pruning {profile}", self.code(0, "verify", proof))
            self.code(1, "verify", "--circuit", "consensus", proof)
            self.assertIn("removed_count", self.code(0, "inspect", proof))
        text = json.loads(witness.read_text())
        text["blocks"][0]["timestamp"] += "1"
        witness.write_text(json.dumps(text))
        ran = rpp("prove", "pruning", "--witness", witness, "--out", proof)
        self.assertEqual(ran.returncode, 2, ran.stderr)
        self.assertIn("invalid_history_path", ran.stderr)

    def test_a_witness_that_breaks_a_rule_is_refused_by_name(self):
        witness = self.folder / "w.json"
        self.code(0, "sample", "consensus", "--out", witness)
        text = json.loads(witness.read_text())
        text["round"] += 1
        witness.write_text(json.dumps(text))
        ran = rpp("prove", "consensus", "--witness", witness, "--out", self.folder / "p.json")
        self.assertEqual(ran.returncode, 2, ran.stderr)
        self.assertIn("invalid_vote", ran.stderr)
        self.assertFalse((self.folder / "p.json").exists())

    def test_committed_keys_are_valid_and_made_again_to_the_byte(self):
        self.assertIn("all valid", self.code(0, "keys", "verify"))
        for turn in ("one", "two"):
            made = self.folder / turn
            shutil.copytree(SETUP, made)
            for file in [*made.glob("*.vk"), *made.glob("*-*.json")]:
                file.unlink()
            self.code(0, "keys", "generate", "--keys", made)
            for file in SETUP.iterdir():
                if file.name != "manifest.json.minisig":
                    self.assertEqual((made / file.name).read_bytes(), file.read_bytes(), file.name)

    def test_a_changed_key_is_refused(self):
        made = self.folder / "keys"
        shutil.copytree(SETUP, made)
        key = made / "consensus-standalone.vk"
        key.write_bytes(key.read_bytes()[:-1] + b"\x01")
        self.code(4, "keys", "verify", "--keys", made)

    def test_the_committed_report_of_every_circuit_is_the_programs(self):
        for file in sorted((ROOT / "docs" / "spec" / "circuits").glob("*.md")):
            text = file.read_text()
            if not text.startswith("# The circuit "):
                continue
            made = self.code(0, "circuit", "report", text.splitlines()[0].split()[-1])
            self.assertEqual(made, text, f"{file.name} is stale: rpp circuit report writes it")
            self.reports = getattr(self, "reports", 0) + 1
        self.assertGreaterEqual(self.reports, 1)


if __name__ == "__main__":
    unittest.main()
