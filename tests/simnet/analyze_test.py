#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0 OR MIT
"""Every way in which a summary could pass the gate undeservedly, and some that deserve it.

    analyze_test.py ROOT
"""
import json
import pathlib
import subprocess
import sys
import tempfile
import unittest

sys.dont_write_bytecode = True
ROOT = pathlib.Path(sys.argv.pop(1)).resolve()
sys.path[:0] = [str(ROOT / "tools" / "simnet"), str(ROOT / "tests" / "simnet")]
import schema  # noqa: E402
import summary_maker  # noqa: E402


def analyze(text, *options):
    """(exit code, output) of the program on a file with this text."""
    with tempfile.TemporaryDirectory() as folder:
        path = pathlib.Path(folder) / "summary.json"
        path.write_text(text, encoding="utf-8")
        ran = subprocess.run([sys.executable, ROOT / "scripts" / "analyze_simnet.py", path,
                              *options], capture_output=True, text=True, timeout=60)
        return ran.returncode, ran.stdout + ran.stderr


class Analyze(unittest.TestCase):
    def breaks(self, change, line, code=1, options=(), honest_totals=True, **shape):
        """`change` applied to a good summary breaks it, and for the reason given."""
        summary = summary_maker.make(**shape)
        change(summary)
        if honest_totals:
            summary_maker.recompute(summary)
        got, output = analyze(json.dumps(summary), *options)
        self.assertEqual(got, code, output)
        self.assertIn(line, output)

    def test_good_summaries_hold(self):
        for options in ((), ("--strict",)):
            code, output = analyze(json.dumps(summary_maker.make()), *options)
            self.assertEqual((code, "all gates hold" in output), (0, True), output)
        self.assertEqual(analyze(json.dumps(summary_maker.make(runs=9, every_n=4)))[0], 0)

    def test_two_summaries_are_both_judged(self):
        with tempfile.TemporaryDirectory() as folder:
            paths = [pathlib.Path(folder) / name for name in ("bad.json", "good.json")]
            bad = summary_maker.make()
            bad["complete"] = False
            paths[0].write_text(json.dumps(bad))
            paths[1].write_text(json.dumps(summary_maker.make()))
            ran = subprocess.run([sys.executable, ROOT / "scripts/analyze_simnet.py", *paths],
                                 capture_output=True, text=True, timeout=60)
            self.assertEqual(ran.returncode, 1, ran.stdout)
            self.assertEqual(ran.stdout.count("gates hold"), 1)

    def test_files_that_are_no_summary(self):
        good = json.dumps(summary_maker.make())
        for text, line in (("", "not JSON"), ("[]", "not an object"), ('{"kind":"x"}', "kind"),
                           ('{"kind":"consensus-load"}', "version"),
                           (good[:-2], "not JSON"), (good[:-1] + ',"seed":1337}', "twice"),
                           (good.replace('"prove_ms": 800.0', '"prove_ms": NaN'), "NaN"),
                           (good.replace('"prove_ms": 800.0', '"prove_ms": 1e999'), "inf"),
                           (good.replace('"prove_ms": 800.0', '"prove_ms": null'), "null"),
                           (good.replace('"prove_ms": 800.0', '"prove_ms": -1'), "-1"),
                           (good.replace('"prove_ms": 800.0', '"prove_ms": "8"'), "wrong type"),
                           (good.replace('"prove_ms": 800.0', '"prove_ms": true'), "wrong type"),
                           (good.replace('"verified": true', '"verified": 1'), "wrong type"),
                           (good.replace('"complete"', '"complet"'), "complete is missing"),
                           (good.replace('"failures"', '"comment": "", "failures"'), "unknown"),
                           ("[" * 100_000, "not")):
            code, output = analyze(text)
            self.assertEqual((code, line in output), (3, True), output[-300:])
        missing = pathlib.Path("/nonexistent/summary.json")
        ran = subprocess.run([sys.executable, ROOT / "scripts/analyze_simnet.py", missing],
                             capture_output=True, text=True, timeout=60)
        self.assertEqual(ran.returncode, 3)

    def test_every_member_is_needed(self):
        for name in summary_maker.make():
            summary = summary_maker.make()
            del summary[name]
            self.assertNotEqual(analyze(json.dumps(summary))[0], 0, name)

    def test_runs(self):
        self.breaks(lambda s: s.update(complete=False), "cut short")
        self.breaks(lambda s: s["records"].pop(3), "run 3 is missing")
        self.breaks(lambda s: s["records"].append(s["records"][3]), "run 3 stands 2 times")
        self.breaks(lambda s: s["records"][3].update(run=120), "not of the scenario")
        self.breaks(lambda s: s.update(runs=119), "the scenario says 120")
        self.breaks(lambda s: s.update(security_bits=1), "the scenario says 128")
        self.breaks(lambda s: s.update(records=[]), "no runs", honest_totals=False)

        def nothing_at_all(s):
            s.update(records=[], runs=0)
            s["scenario"]["consensus"]["runs"] = 0
        self.breaks(nothing_at_all, "no runs", honest_totals=False)

    def test_honest_failures(self):
        failure = {"run": 1, "stage": "prove", "message": "out of memory"}
        self.breaks(lambda s: s["failures"].append(failure), "honest run 1 failed in prove")
        self.breaks(lambda s: s["records"][1].update(verified=False), "was not accepted")
        self.breaks(lambda s: s["records"][1].update(prove_ms=0), "prove_ms is 0")
        self.breaks(lambda s: s["records"][1].update(proof_sha256="00"), "no digest")
        self.breaks(lambda s: s["records"][1].update(
            proof_sha256=s["records"][0]["proof_sha256"]), "runs 0 and 1 have the same")
        self.breaks(lambda s: s["records"][8].pop("keygen_ms"), "run 8: key generation")

    def test_totals_are_not_trusted(self):
        self.breaks(lambda s: s["prove_ms"].update(p95=1), "prove_ms.p95: stated 1",
                    honest_totals=False)
        self.breaks(lambda s: s["records"][5].update(verify_ms=13.5), "verify_ms.mean",
                    honest_totals=False)
        self.breaks(lambda s: s["tamper_vrf"].update(rejected=31), "tamper_vrf: stated",
                    honest_totals=False)
        self.breaks(lambda s: s.pop("tamper_quorum"), "tamper_quorum", honest_totals=False)

    def test_tampers(self):
        def attempt(s):
            return s["records"][8]["tampers"][0]
        self.breaks(lambda s: attempt(s).update(accepted=True), "1 vrf tampers were accepted")
        self.breaks(lambda s: attempt(s).update(stage="commitment"), "which proves nothing")
        self.breaks(lambda s: attempt(s).update(reason=""), "without a reason")
        self.breaks(lambda s: attempt(s).update(kind="nothing"), "no known tamper")
        self.breaks(lambda s: attempt(s).update(family="other"), "no known tamper")
        self.breaks(lambda s: attempt(s).pop("prover_refusal"), "not refused by the prover")
        self.breaks(lambda s: s["records"][8]["tampers"].pop(0),
                    "run 8: vrf_outputs_swapped_deep in the witness was not tried")
        self.breaks(lambda s: [r["tampers"].clear() for r in s["records"]],
                    "prevote_bit_set in the witness was not tried")
        self.breaks(lambda s: s["scenario"]["consensus"]["tamper"].update(every_n=0), "is 0")

        def one_kind_only(s):
            for a in (a for r in s["records"] for a in r["tampers"]):
                if (a["family"], a["form"]) == ("vrf", "witness"):
                    a["kind"] = "vrf_outputs_swapped"
        self.breaks(one_kind_only, "run 24: vrf_output_replaced_deep in the witness was not tried")

    def test_every_kind_has_its_turn(self):
        attempts = [a for r in summary_maker.make()["records"] for a in r["tampers"]]
        for (family, form), kinds in schema.KINDS.items():
            tried = {a["kind"] for a in attempts if (a["family"], a["form"]) == (family, form)}
            self.assertEqual(tried, set(kinds))

    def test_limits(self):
        def all_records(**values):
            return lambda s: [r.update(values) for r in s["records"]]
        self.breaks(all_records(prove_ms=5501), "prove_ms p95")
        self.breaks(all_records(verify_ms=3201), "verify_ms p95")
        self.breaks(lambda s: s["environment"].update(proven_bits=127.9), "proven bits are 127.9")
        strict = ("--strict",)
        self.breaks(all_records(prove_ms=1501), "prove_ms p95", options=strict)
        self.breaks(all_records(witness_ms=151), "witness_ms p95", options=strict)
        self.breaks(all_records(verify_ms=41), "verify_ms p95", options=strict)
        self.breaks(all_records(proof_bytes=450_001), "proof_bytes p95", options=strict)
        self.breaks(lambda s: s.update(peak_memory_bytes=2 << 30), "peak memory", options=strict)
        self.breaks(lambda s: s.update(peak_memory_bytes=0), "peak memory", options=strict)
        self.breaks(lambda s: None, "prove_ms p95", options=("--max-consensus-prove-p95", "700"))
        self.breaks(lambda s: None, "verify_ms p95", options=("--max-consensus-verify-p95", "9"))
        # An option may not loosen what --strict asks.
        self.breaks(all_records(prove_ms=1501), "prove_ms p95",
                    options=("--strict", "--max-consensus-prove-p95", "9000"))

    def test_usage(self):
        good = json.dumps(summary_maker.make())
        for options in (("--max-consensus-prove-p95", "nan"), ("--max-consensus-unexpected", "-1"),
                        ("--max-consensus-verify-p95", "inf"), ("--no-such-option",)):
            self.assertEqual(analyze(good, *options)[0], 2, options)

    def document(self, summary):
        """(exit code, document) of the generator of the acceptance document."""
        with tempfile.TemporaryDirectory() as folder:
            path = pathlib.Path(folder) / "summary.json"
            path.write_text(json.dumps(summary), encoding="utf-8")
            ran = subprocess.run([sys.executable, ROOT / "tools/simnet/acceptance.py", path],
                                 capture_output=True, text=True, timeout=60)
            return ran.returncode, ran.stdout

    def test_acceptance_document(self):
        summary = summary_maker.make()
        code, text = self.document(summary)
        self.assertEqual((code, "missed" in text), (0, False), text)
        self.assertIn("| error rate of honest runs | 0 failures | 0 of 120 | holds |", text)
        self.assertIn("45 of 45, 0 accepted", text)
        for record in summary["records"]:
            record["prove_ms"] = 1501
        code, text = self.document(summary_maker.recompute(summary))
        self.assertEqual((code, text.count("missed")), (0, 1), text)
        summary["complete"] = False
        self.assertEqual(self.document(summary), (1, ""))


if __name__ == "__main__":
    unittest.main()
