#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0 OR MIT
"""The program p3 as a user meets it: options, exit codes, streams, files.

Usage: cli_test.py P3_PROGRAM DOCS_CLI_MD
"""
import json
import pathlib
import subprocess
import sys
import tempfile
import unittest

P3 = ""
CLI_DOC = pathlib.Path()
TERMS = ["air-composition", "deep-ali", "batch-combination", "ldt-commit-phase", "ldt-query-phase",
         "logup-fingerprint", "commitment-collision"]
SMALL = ["-o", "fibonacci", "-l", "6", "--preset", "testing"]


def run(*arguments, env=None):
    return subprocess.run([P3, *map(str, arguments)], capture_output=True, text=True, timeout=300,
                          env=env, check=False)


class Cli(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.TemporaryDirectory()
        self.addCleanup(self.folder.cleanup)

    def path(self, name):
        return pathlib.Path(self.folder.name) / name

    def prove(self, *arguments):
        proof = self.path("proof")
        done = run("prove", *arguments, "--proof-out", proof)
        self.assertEqual(done.returncode, 0, done.stderr)
        return proof

    def test_proves_and_verifies_every_objective_in_both_protocols(self):
        for objective in ["fibonacci", "poseidon-2-permutations", "keccak-f-permutations",
                          "blake-3-permutations"]:
            for protocol in ["uni", "batch"]:
                with self.subTest(objective=objective, protocol=protocol):
                    statement = ["-o", objective, "-l", 5, "--preset", "testing", "--protocol",
                                 protocol]
                    proof = self.prove(*statement)
                    self.assertEqual(run("verify", *statement, "--proof", proof).returncode, 0)
                    # The other protocol, another seed, another length are other statements.
                    other = "batch" if protocol == "uni" else "uni"
                    wrong = run("verify", *statement[:-1], other, "--proof", proof)
                    self.assertEqual(wrong.returncode, 1, wrong.stderr)

    def test_every_field_extension_and_hash(self):
        degrees = {"koala-bear": [4, 5, 8], "baby-bear": [4, 5, 8], "goldilocks": [2, 5]}
        for field, choices in degrees.items():
            for degree in choices:
                for tree in ["poseidon-2", "poseidon-2-width-16", "keccak-f", "keccak-256"]:
                    for arity in [2, 4]:
                        if field == "goldilocks" and tree == "poseidon-2-width-16":
                            continue
                        with self.subTest(field=field, degree=degree, tree=tree, arity=arity):
                            statement = [*SMALL, "-f", field, "--extension-degree", degree, "-m",
                                         tree, "--merkle-arity", arity]
                            proof = self.prove(*statement)
                            done = run("verify", *statement, "--proof", proof)
                            self.assertEqual(done.returncode, 0, done.stderr)

    def test_same_bytes_over_threads_and_instruction_sets(self):
        statement = ["-o", "keccak-f", "-l", 6, "-m", "poseidon-2"]
        expected = self.prove(*statement, "--threads", 1).read_bytes()
        for threads in [2, 3]:
            self.assertEqual(self.prove(*statement, "--threads", threads).read_bytes(), expected)
        tested = 0
        for isa in ["portable", "avx2", "avx512"]:
            done = run("prove", *statement, "--isa", isa, "--proof-out", self.path("isa"))
            if done.returncode == 2 and "this CPU has no" in done.stderr:
                continue
            self.assertEqual(done.returncode, 0, done.stderr)
            self.assertEqual(self.path("isa").read_bytes(), expected, isa)
            tested += 1
        self.assertGreaterEqual(tested, 1)

    def test_another_seed_is_another_statement(self):
        proof = self.prove(*SMALL, "--seed", 5)
        self.assertEqual(run("verify", *SMALL, "--seed", 5, "--proof", proof).returncode, 0)
        done = run("verify", *SMALL, "--seed", 6, "--proof", proof)
        self.assertEqual(done.returncode, 1)
        self.assertIn("not an acceptable proof", done.stderr)

    def test_another_length_is_another_statement(self):
        # Without public values nothing but the height itself tells the two statements apart.
        for protocol in ["uni", "batch"]:
            statement = ["-o", "pos", "--preset", "testing", "--protocol", protocol]
            proof = self.prove(*statement, "-l", 5)
            done = run("verify", *statement, "-l", 6, "--proof", proof)
            self.assertEqual(done.returncode, 1)
            self.assertIn("expected 2^6 rows, got 2^5", done.stderr)

    def test_json_on_stdout_and_nothing_else(self):
        done = run("prove", *SMALL, "--stats", "json", "--repeat", 2)
        result = json.loads(done.stdout)
        self.assertEqual(len(result["runs"]), 2)
        for one in result["runs"]:
            for key in ["trace_s", "prove_s", "verify_s", "user_s", "proof_bytes", "peak_rss_mb",
                        "phases"]:
                self.assertIn(key, one)
            self.assertGreater(one["proof_bytes"], 0)
            self.assertTrue(one["phases"])
        self.assertEqual(result["parameters"]["objective"], "fibonacci")
        self.assertIn("ms", done.stderr)
        self.assertEqual(run("prove", *SMALL, "-q", "--stats", "json").stderr, "")

    def test_no_progress_line_without_a_terminal(self):
        self.assertNotIn("\r", run("prove", *SMALL).stderr)

    def test_chrome_trace(self):
        out = self.path("trace.json")
        self.assertEqual(run("prove", *SMALL, "--trace-out", out).returncode, 0)
        events = json.loads(out.read_text())["traceEvents"]
        self.assertTrue(all(e["ph"] == "X" and e["dur"] >= 0 for e in events))
        self.assertIn("proof", [e["name"] for e in events])

    def test_bench_and_inspect(self):
        done = run("bench", *SMALL, "--repeat", 3)
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertIn("median", done.stdout)
        proof = self.prove(*SMALL)
        done = run("inspect", "--preset", "testing", "--proof", proof, "--stats", "json")
        anatomy = json.loads(done.stdout)
        self.assertEqual(sum(s["bytes"] for s in anatomy["sections"]), anatomy["proof_bytes"])
        self.assertEqual(anatomy["degree_bits"], [6])
        self.assertEqual(anatomy["proof_bytes"], proof.stat().st_size - 8)

    def test_unique_prefixes(self):
        proof = self.prove("-f", "k", "-o", "fib", "-l", 6, "-m", "keccak-f", "--preset", "t")
        done = run("verify", "-f", "koala-bear", *SMALL, "--proof", proof)
        self.assertEqual(done.returncode, 0, done.stderr)
        done = run("prove", *SMALL, "-m", "keccak")
        self.assertEqual(done.returncode, 2)
        self.assertIn("ambiguous", done.stderr)

    def test_usage_errors_name_what_was_expected(self):
        cases = [
            ([], "subcommand"),
            (["prove"], "--objective"),
            (["prove", "-o", "fib"], "--log-trace-length"),
            (["prove", *SMALL, "-f", "mersenne"], "expected one of koala-bear"),
            (["prove", *SMALL, "--extension-degree", 3], "expected 4, 5 or 8"),
            (["prove", *SMALL, "-f", "gold", "--extension-degree", 4], "expected 2 or 5"),
            (["prove", *SMALL, "--merkle-arity", 3], "expected 2 or 4"),
            (["prove", *SMALL, "--num-queries", 0], "ZeroQueries"),
            (["prove", *SMALL, "--log-blowup", 0], "ZeroBlowup"),
            (["prove", *SMALL, "--max-log-arity", 0], "ZeroFoldingArity"),
            (["prove", *SMALL, "--query-pow-bits", 31], "TooManyPowBits"),
            (["prove", *SMALL, "--num-queries", 10**9], "TooManyQueries"),
            (["prove", *SMALL, "--threads", 10**6], "--threads"),
            (["prove", *SMALL, "--isa", "neon"], "expected one of portable"),
            (["prove", *SMALL, "--stats", "xml"], "expected one of text"),
            (["prove", "-o", "keccak-f", "-l", 4], "24 rows"),
            (["prove", "-o", "pos", "-l", 4, "--vector-len", 3], "1 or 8"),
            (["prove", "-o", "fib", "-l", 99], "largest subgroup"),
            (["prove", "-o", "blake", "-l", 23], "GB"),
            (["prove", *SMALL, "-f", "gold", "-m", "poseidon-2-w"], "does not exist for gold"),
            (["prove", *SMALL, "--frobnicate"], "--frobnicate"),
            (["verify", *SMALL], "--proof"),
        ]
        for arguments, text in cases:
            with self.subTest(arguments=arguments):
                done = run(*arguments)
                self.assertEqual(done.returncode, 2, done.stderr)
                self.assertIn(text, done.stderr)
                self.assertEqual(done.stdout, "")

    def test_bad_proofs_are_exit_1(self):
        proof = self.prove(*SMALL).read_bytes()
        changed = bytearray(proof)
        changed[len(changed) // 2] ^= 1
        cases = {"empty": b"", "short": proof[:-1], "long": proof + b"\0",
                 "noise": b"\x5a" * 1000, "flipped": bytes(changed), "header only": proof[:8]}
        for name, data in cases.items():
            with self.subTest(name):
                self.path("bad").write_bytes(data)
                done = run("verify", *SMALL, "--proof", self.path("bad"))
                self.assertEqual(done.returncode, 1, done.stderr)
                self.assertIn("not an acceptable proof", done.stderr)

    def test_bare_proofs_are_read_too(self):
        proof = self.prove(*SMALL).read_bytes()
        self.path("bare").write_bytes(proof[8:])
        self.assertEqual(run("verify", *SMALL, "--proof", self.path("bare")).returncode, 0)

    def test_files_are_exit_3(self):
        done = run("verify", *SMALL, "--proof", self.path("absent"))
        self.assertEqual(done.returncode, 3)
        self.assertIn("absent", done.stderr)
        proof = bytearray(self.prove(*SMALL).read_bytes())
        proof[7] = 99
        self.path("new").write_bytes(proof)
        done = run("verify", *SMALL, "--proof", self.path("new"))
        self.assertEqual(done.returncode, 3)
        self.assertIn("expected 1, got 99", done.stderr)
        done = run("prove", *SMALL, "--proof-out", "/nonexistent/folder/proof")
        self.assertEqual(done.returncode, 3)

    def test_environment_chooses_the_instruction_set(self):
        done = run("prove", *SMALL, "--stats", "json", env={"P3_ISA": "portable"})
        self.assertEqual(json.loads(done.stdout)["parameters"]["isa"], "portable")
        done = run("prove", *SMALL, env={"P3_ISA": "mips"})
        self.assertEqual(done.returncode, 2)
        self.assertIn("P3_ISA", done.stderr)

    def test_version(self):
        done = run("--version")
        self.assertEqual(done.returncode, 0)
        for word in ["p3 ", "commit", "Plonky3 0.8.0", "file format 1", "instruction set",
                     "compiler"]:
            self.assertIn(word, done.stdout)

    def test_help_is_the_documented_one(self):
        document = CLI_DOC.read_text()
        for command in [[], ["prove"], ["verify"], ["inspect"], ["bench"], ["security"]]:
            done = run(*command, "--help")
            self.assertEqual(done.returncode, 0)
            text = "\n".join(line.rstrip() for line in done.stdout.rstrip().splitlines())
            self.assertIn(text, document, "run tools/docs/cli_help.py " + " ".join(command))

    def test_security_of_a_shipped_statement(self):
        statement = ["-f", "koala-bear", "-o", "poseidon-2-permutations", "-l", 17, "-m",
                     "keccak-f"]
        done = run("security", *statement)
        self.assertEqual(done.returncode, 0, done.stderr)
        for term in TERMS:
            self.assertIn(term, done.stdout)
        self.assertRegex(done.stdout, r"proven: \d+ bits \(.*, bound by [a-z-]+\)")
        level = json.loads(run("security", *statement, "--stats", "json").stdout)["level"]
        # What Plonky3 prints for its benchmark parameters.
        legacy = next(r for r in level["regimes"] if r["regime"] == "legacy")
        query = next(t for t in legacy["terms"] if t["name"] == "ldt-query-phase")
        self.assertEqual(query["bits"], 116)
        for regime in level["regimes"]:
            smallest = min(regime["terms"], key=lambda t: t["bits"])
            self.assertEqual((regime["bits"], regime["binding"]),
                             (smallest["bits"], smallest["name"]))
        proven = [r["bits"] for r in level["regimes"] if "decoding" in r["regime"]]
        self.assertEqual(level["proven_bits"], max(proven))

    def test_security_of_any_statement_and_unreachable_targets(self):
        shape = ["--protocol", "batch", "--log-rows", 15, "--constraints", 2000, "--openings", 2000,
                 "--interactions", 40, "--tuple-width", 17]
        done = run("security", *shape, "--extension-degree", 5, "--log-blowup", 2, "--num-queries",
                   116, "--ood-pow-bits", 16, "--lookup-pow-bits", 16, "--batch-pow-bits", 16,
                   "--commit-pow-bits", 8, "--query-pow-bits", 20, "--max-log-arity", 1,
                   "--stats", "json")
        self.assertEqual(done.returncode, 0, done.stderr)
        answer = json.loads(done.stdout)
        self.assertEqual(int(answer["level"]["proven_bits"]), 128)
        self.assertEqual(answer["shape"]["field_bits"], 154)
        names = {t["name"] for r in answer["level"]["regimes"] for t in r["terms"]}
        self.assertEqual(names, set(TERMS))
        # Degree 4 stops at the composition of the constraints.
        stopped = run("security", *shape, "--target", 120)
        self.assertEqual(stopped.returncode, 1)
        self.assertIn("unreachable, air-composition stops at 112.03 bits", stopped.stdout)
        stopped = json.loads(run("security", *shape, "--target", 120, "--stats", "json").stdout)
        self.assertIsNone(stopped["level"])
        self.assertEqual({c["term"] for c in stopped["candidates"]}, {"air-composition"})

    def test_a_proposal_is_what_the_prover_then_does(self):
        statement = ["-o", "keccak-f-permutations", "-l", 6, "--extension-degree", 5]
        done = run("security", *statement, "--target", 60, "--max-pow-bits", 8, "--stats", "json")
        self.assertEqual(done.returncode, 0, done.stderr)
        level = json.loads(done.stdout)["level"]
        options = []
        for name, value in level["numbers"].items():
            options += ["--" + name.replace("_", "-"), value]
        again = json.loads(run("security", *statement, *options, "--stats", "json").stdout)
        self.assertEqual(again["level"], level)
        self.assertGreaterEqual(level["proven_bits"], 60)
        proved = run("prove", *statement, *options, "--stats", "json", "--quiet")
        self.assertEqual(proved.returncode, 0, proved.stderr)
        size = json.loads(proved.stdout)["runs"][0]["proof_bytes"]
        self.assertLess(abs(level["estimated_proof_bytes"] / size - 1), 0.02)

    def test_security_refuses_what_makes_no_sense(self):
        fibonacci = ["-o", "fibonacci", "-l", 8]
        shape = ["--log-rows", 10, "--constraints", 5, "--columns", 3]
        bad = {
            "either --objective or --log-rows": [[], [*fibonacci, "--log-rows", 8]],
            "--log-trace-length": [["-o", "fibonacci"]],
            "--constraints": [["--log-rows", 8], ["--log-rows", 8, "--columns", 3]],
            "--columns or --openings": [["--log-rows", 8, "--constraints", 5]],
            "--protocol batch": [[*shape, "--interactions", 1]],
            "num_queries": [[*shape, "--num-queries", 0],
                            [*shape, "--target", 10, "--max-queries", 0]],
            "log_blowup": [[*shape, "--log-blowup", 0]],
            "LDE rows": [["--log-rows", 24, "--constraints", 5, "--columns", 3]],
            "query_pow_bits": [[*shape, "--query-pow-bits", 31],
                               [*shape, "--target", 100, "--max-pow-bits", 31]],
            "--max-log-blowup": [[*shape, "--target", 10, "--max-log-blowup", 0]],
            "no constraints": [["--log-rows", 8, "--constraints", 0, "--columns", 3]],
            "--columns": [["--log-rows", 8, "--constraints", 1, "--columns", 1 << 63]],
        }
        for text, commands in bad.items():
            for command in commands:
                with self.subTest(command=command):
                    done = run("security", *command)
                    self.assertEqual(done.returncode, 2, done.stdout)
                    self.assertIn(text, done.stderr)


if __name__ == "__main__":
    P3, CLI_DOC = sys.argv[1], pathlib.Path(sys.argv[2])
    unittest.main(argv=sys.argv[:1])
